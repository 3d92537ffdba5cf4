DROP TABLE initiative_titles_words;
DROP TABLE initiative_comparison_remarks;
DROP TABLE initiative_comparisons;
DROP TABLE similarity_background;
DROP TABLE similarity_shingles;
DROP TABLE similarity_texts;
DROP TABLE initiative_files;

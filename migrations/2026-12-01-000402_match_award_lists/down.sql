DROP TABLE award_words;
DROP TABLE award_list_choices;
DROP TABLE award_lists;

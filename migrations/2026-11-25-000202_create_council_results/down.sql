DROP TABLE council_result_lines;
DROP TABLE council_results;

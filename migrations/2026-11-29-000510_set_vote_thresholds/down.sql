DROP TABLE regulation_vote_rules;

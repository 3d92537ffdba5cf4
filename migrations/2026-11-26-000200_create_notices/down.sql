DROP TRIGGER notice_marks_begin;
DROP TABLE notice_marks;
DROP TABLE notices;

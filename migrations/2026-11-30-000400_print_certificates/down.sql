DROP TABLE certificate_blanks;
DROP TABLE certificates;
DROP TABLE certificate_printers;
DROP TABLE certificate_template_fields;
DROP TABLE certificate_templates;

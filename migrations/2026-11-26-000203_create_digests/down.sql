DROP TABLE mails;
DROP TABLE mail_addresses;
DROP TABLE mail_settings;

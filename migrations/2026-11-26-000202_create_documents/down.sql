DROP TABLE document_receipts;
DROP TABLE document_files;
DROP TABLE document_units;
DROP TABLE documents;

"""Records with named fields: JSON, NDJSON and XML, from a file or from the pages of one pull."""

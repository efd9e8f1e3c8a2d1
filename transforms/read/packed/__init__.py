"""Archives: zip and gzip of files, and the packages that workbooks are, measured before anything in them is believed."""

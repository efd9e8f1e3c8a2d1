"""Sheets that are no Excel workbook: XML workbooks and web pages; and what all sheets share, merged cells and addresses."""

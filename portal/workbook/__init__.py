"""The workbook that a department gets back: its own sheets with the bad cells coloured, a reason and a mark per row.

Handed in again, rows that carry the mark of what they say are ignored: only the open ones count.
"""

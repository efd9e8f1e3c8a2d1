"""Delimited text: its encoding decided strictly, its structure found in bulk, its faults kept to their lines."""

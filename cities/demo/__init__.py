"""The synthetic city: its fixed configuration, and a generator that knows the truth about every row it writes."""

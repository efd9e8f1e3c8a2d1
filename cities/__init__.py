"""What is particular to a city: one folder per city, and the loader that reads such a folder."""

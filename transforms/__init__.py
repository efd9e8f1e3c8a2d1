"""How departmental data is cleaned: reading, staging, identifiers, dates, working days, subject linking."""

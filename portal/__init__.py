"""portal: what goes out.

A *publication* is everything one night may say in public. `release` writes it as a folder of JSON, Parquet and pages,
aside, audits it and switches to it by one rename; `database` writes the same figures into the portal's database.
"""

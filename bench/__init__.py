"""What a night of one permit file costs, measured beside the floor: the same work in nothing but tuned SQL.

`python -m bench` (`make bench`) makes the files once, runs floor and product in turn, each in a process of its own,
compares what both found with what was planted, and prints medians. Figures: docs/performance.md.
"""

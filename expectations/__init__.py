"""What is right: dataset contracts, code tables, rules, and the Great Expectations suites made of them."""

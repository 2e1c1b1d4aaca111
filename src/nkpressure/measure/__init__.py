"""How good, how many: scores against gold, counts, series."""

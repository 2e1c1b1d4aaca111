"""A corpus's records as Parquet: what is in each column, where the files lie, how to read them."""

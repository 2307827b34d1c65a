"""Benchmarks: `./tonghao bench NAME` prints a table and one JSON line."""

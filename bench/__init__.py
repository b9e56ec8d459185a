"""Benchmarks: medians of several runs, as ratios to the least work that could possibly be done, in the same run."""

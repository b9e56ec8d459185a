"""Tests of queries of decisions."""

"""Tests of queries of results."""

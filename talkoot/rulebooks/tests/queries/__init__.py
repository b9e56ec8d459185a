"""Tests of queries of rulebooks."""

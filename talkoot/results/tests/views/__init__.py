"""Tests of views of results."""

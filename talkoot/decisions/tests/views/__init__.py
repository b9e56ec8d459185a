"""Tests of views of decisions."""

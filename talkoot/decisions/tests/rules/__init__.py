"""Tests of rules of decisions."""

"""Tests of rules of counting."""

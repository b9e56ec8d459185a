"""Tests of rules of rulebooks."""

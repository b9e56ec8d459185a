"""Tests of views of rulebooks."""

"""Tests of recount."""

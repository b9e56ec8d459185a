"""Tests of actions of decisions."""

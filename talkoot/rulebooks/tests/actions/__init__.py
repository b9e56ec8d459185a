"""Tests of actions of rulebooks."""

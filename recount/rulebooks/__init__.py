"""Rulebooks of format 2: chambers that answer a question or hold an election by any method, and what ties them."""

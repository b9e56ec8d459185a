"""Schema of accounts."""

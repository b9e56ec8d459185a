"""Schema of scopes."""

"""Schema of proposals."""

"""Schema of notifications."""

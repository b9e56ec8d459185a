"""Schema of decisions."""

"""Schema of duties."""

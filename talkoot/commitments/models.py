"""Schema of commitments."""

"""Schema of consultations."""

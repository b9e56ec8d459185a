"""Schema of directory."""

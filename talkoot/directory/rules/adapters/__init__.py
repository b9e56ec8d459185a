"""Foreign files, read into the directory's own records: one module for each source."""

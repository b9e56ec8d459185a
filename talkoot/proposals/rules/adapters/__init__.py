"""Foreign files of proposals."""

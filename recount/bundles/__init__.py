"""Evidence bundles: everything about a decision in one zip file, written here and worked out again here."""

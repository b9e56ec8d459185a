"""The only way doors and other apps reach rulebooks and decisions."""

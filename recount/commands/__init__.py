"""What each command does, a module each: only the one that is asked for is loaded, so that a count starts at once."""

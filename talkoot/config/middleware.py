"""What every request gets: its actor, and an answer for each way a write can be refused."""

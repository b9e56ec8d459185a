"""What stands above a single count: who may take a seat, for how long, who takes one that falls free, who had a say."""

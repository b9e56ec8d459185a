"""Taking in what others keep: our own CSV files and foreign files of bodies, roles and people. See `sources`."""

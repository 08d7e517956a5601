"""Models that the matcher is handed: files → values of the core."""

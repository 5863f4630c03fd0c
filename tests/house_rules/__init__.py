"""What holds for the whole repository, read from its files."""

"""One contract for the stores, kept on SQLite and on PostgreSQL alike."""

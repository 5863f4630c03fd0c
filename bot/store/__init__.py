"""What Rafiq keeps, in a file or on PostgreSQL: updates, talks, questions; sessions, reminders, the clinic's people."""

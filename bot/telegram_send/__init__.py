"""Messages out: one attempt is one outcome, and the cause of a failure decides whether it may be repeated."""

"""Looking after a patient between sessions: what is due when, and whether it still makes sense. Pure."""

"""The talk with a patient: what a message means in its context, what is answered, and in which order."""

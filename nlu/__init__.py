"""Rasa's side of Rafiq: which topic a message is about. It holds no answer and keeps nothing."""

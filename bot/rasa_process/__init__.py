"""Rasa as a child of this process: trained when its sources changed, started, watched, and never left behind."""

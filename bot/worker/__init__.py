"""Sends reminders when they are due."""

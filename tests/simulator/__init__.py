"""The stand-in for Telegram, driven by the real Bot API client and a real browser."""

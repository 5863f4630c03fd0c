"""People in a chat with the aftercare's talks, without Telegram or database."""

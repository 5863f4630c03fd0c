"""What Rafiq keeps: chats, the inbox of updates, questions without an answer, opinions, requests to be called."""

"""The whole bot without Telegram: a loopback Bot API server, and a chat page and a terminal for it."""

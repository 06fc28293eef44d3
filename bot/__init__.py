"""SPEAKS: Telegram, the clock, the process, the texts. Thin."""

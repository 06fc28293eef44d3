"""Commands as they are typed: "/today", "/today@bot", "/start walk-back-starter"."""


def command_of(text: str) -> tuple[str, str]:
    """("today", "") for "/today" or "/today@bot"; ("", text) for words."""
    if not text.startswith("/"):
        return "", text
    head, _, rest = text[1:].partition(" ")
    return head.partition("@")[0].lower(), rest.strip()

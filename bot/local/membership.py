"""What the bot may see of a chat, and how it is told of its own coming and going."""

from bot.local.chats import Chat, Message, User
from bot.local.wire import JsonObject
from bot.local.world import USERNAME, World


def membership(world: World, chat: Chat, by: User, before: str, after: str) -> JsonObject:
    """The body of a my_chat_member update: the bot's place in a chat has changed."""

    def member(status: str) -> JsonObject:
        body: JsonObject = {"user": world.bot().as_json(), "status": status}
        return body | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": world.now(),
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }


def concerns_bot(message: Message, chat: Chat) -> bool:
    """What a bot in privacy mode gets to see of a group: commands, mentions of it, and replies to it."""
    replied = chat.messages.get(message.reply_to or 0)
    to_bot = replied is not None and replied.sender.is_bot
    return to_bot or message.text.startswith("/") or f"@{USERNAME}" in message.text

"""Group chats: people in them, and the bot that is added or removed.

One rule: the bot is in privacy mode, as bots are: it sees what is meant for it and nothing else.
"""

from bot.local.chats import Chat, User
from bot.local.membership import membership
from bot.local.runner import Runner
from bot.local.world import World


class Group:
    """A group chat."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    def member(self, user_id: int, name: str, language: str = "en") -> Runner:
        """A person in the group, of whom the bot sees commands, mentions and replies to it."""
        return Runner(self._world, self.chat, User(user_id, name, language), sees_all=False)

    def adds_bot(self, by: Runner) -> None:
        self._changes_bot(by, "left", "member")

    def removes_bot(self, by: Runner) -> None:
        self._changes_bot(by, "member", "kicked")

    def _changes_bot(self, by: Runner, before: str, after: str) -> None:
        self.chat.bot_is_in = after == "member"
        self._world.updates.put("my_chat_member", membership(self._world, self.chat, by.user, before, after))

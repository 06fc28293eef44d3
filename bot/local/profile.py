"""How the bot presents itself: name, descriptions, commands by scope and language, the menu button."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.local.wire import Call, JsonObject, bad_request, encoded
from coach.model import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_DEFAULT_SCOPE: JsonObject = {"type": "default"}
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


@dataclass(slots=True)
class Profile:
    """What setMyCommands, setMyName and so on have set: texts by (field, language), commands by (scope, language)."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def text(self, name: str, language: str = "") -> str:
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """What a runner's menu lists: the closest scope wins, and in it their language."""
        chat: JsonObject = {"type": "chat", "chat_id": chat_id}
        kind = "all_private_chats" if chat_id > 0 else "all_group_chats"
        whole_kind: JsonObject = {"type": kind}
        for scope in (chat, whole_kind, _DEFAULT_SCOPE):
            for spoken in (language.split("-")[0].lower(), ""):
                if listed := self.commands.get((_key(scope), spoken)):
                    return listed
        return []


def set_commands(profile: Profile, call: Call) -> Json:
    commands = call.data("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    profile.commands[_place(call)] = [*_checked(commands)]
    return True


def get_commands(profile: Profile, call: Call) -> Json:
    return profile.commands.get(_place(call), [])


def delete_commands(profile: Profile, call: Call) -> Json:
    profile.commands.pop(_place(call), None)
    return True


def set_text(profile: Profile, call: Call) -> Json:
    """setMyName, setMyDescription, setMyShortDescription: the field's name is the end of the method's."""
    name = _field(call.method)
    value = call.text(name)
    if len(value) > _LENGTHS[name]:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    profile.texts[name, call.text("language_code")] = value
    return True


def get_text(profile: Profile, call: Call) -> Json:
    name = _field(call.method)
    return {name: profile.text(name, call.text("language_code"))}


def set_menu_button(profile: Profile, call: Call) -> Json:
    profile.menu_buttons[call.integer("chat_id")] = call.data("menu_button") or {"type": "default"}
    return True


def get_menu_button(profile: Profile, call: Call) -> Json:
    return profile.menu_buttons.get(call.integer("chat_id"), {"type": "commands"})


def _field(method: str) -> str:
    return method[len("setmy") :].replace("shortdescription", "short_description")


def _checked(commands: list[Json]) -> Iterator[Json]:
    for command in commands:
        match command:
            case {"command": str(name), "description": str(description)}:
                name = name.removeprefix("/")
                if not _COMMAND.fullmatch(name):
                    raise bad_request("BOT_COMMAND_INVALID")
                if not 1 <= len(description) <= 256:
                    raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
                yield {"command": name, "description": description}
            case _:
                raise bad_request("can't parse BotCommand: expected an Object with command and description")


def _place(call: Call) -> tuple[str, str]:
    scope = call.data("scope") or _DEFAULT_SCOPE
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope")
    return _key(scope), call.text("language_code")


def _key(scope: JsonObject) -> str:
    chat = scope.get("chat_id")
    fitting = {"type": scope["type"], **({"chat_id": str(chat)} if chat is not None else {})}
    return encoded(dict(fitting))

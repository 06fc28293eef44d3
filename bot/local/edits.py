"""The methods by which the bot changes what it said, and answers a pressed button."""

from dataclasses import replace

from bot.local.chats import Answered, Chat, Message
from bot.local.keyboards import Inline, Rows, markup
from bot.local.sends import captioned, chat_of, written
from bot.local.wire import Call, bad_request
from bot.local.world import World
from coach.model import Json

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)
_STALE = "query is too old and response timeout expired or query ID is invalid"
_MOST_ANSWER = 200


def edit_text(world: World, call: Call) -> Json:
    message = _editable(world, call)
    text = written(call, "text", "entities")
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, replace(message, text=text.text, entities=text.entities, buttons=_rows(call)))


def edit_caption(world: World, call: Call) -> Json:
    message = _editable(world, call)
    text = captioned(call)
    if message.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, replace(message, text=text.text, entities=text.entities, buttons=_rows(call)))


def edit_markup(world: World, call: Call) -> Json:
    """Changes the buttons alone; Telegram shows no "edited" mark for that."""
    message = _editable(world, call)
    return _edit(world, message, replace(message, buttons=_rows(call)), silently=True)


def delete_message(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    world.delete(message)
    return True


def answer_press(world: World, call: Call) -> Json:
    press = world.presses.get(call.text("callback_query_id"))
    if press is None or press.answered:
        raise bad_request(_STALE)
    text = call.text("text")
    if len(text) > _MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    world.chats[press.chat_id].happened(Answered(call.text("callback_query_id"), text, call.flag("show_alert")))
    return True


def _editable(world: World, call: Call) -> Message:
    chat: Chat = chat_of(world, call)
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.sender.is_bot:
        raise bad_request("message can't be edited")
    return message


def _rows(call: Call) -> Rows:
    shown = markup(call.data("reply_markup"))
    if shown is not None and not isinstance(shown, Inline):
        raise bad_request("inline keyboard expected")
    return shown.rows if shown else ()


def _edit(world: World, old: Message, new: Message, silently: bool = False) -> Json:
    if new == old:
        raise bad_request(_SAME)
    return world.message_json(world.edit(new, silently))

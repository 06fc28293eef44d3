"""The methods by which the bot speaks: messages, pictures, documents, chat actions."""

from bot.local import media
from bot.local.chats import Acting, Chat, Message, Offered, StoredFile
from bot.local.formatting import Formatted, formatted, units
from bot.local.keyboards import AsksReply, Choices, Inline, Markup, NoChoices, Rows, markup
from bot.local.wire import Call, JsonObject, bad_request, whole
from bot.local.world import World
from coach.model import Json

MOST_TEXT = 4096
MOST_CAPTION = 1024
_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
_ACTIONS |= {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}


def send_message(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    text = written(call, "text", "entities")
    options = call.data("link_preview_options")
    return _send(world, call, chat, text, {"link_preview_options": options} if options else {})


def send_photo(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    caption = captioned(call)
    file, part = media.photo(world, call)
    return _send(world, call, chat, caption, part, file)


def send_document(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    caption = captioned(call)
    file, part = media.document(world, call)
    return _send(world, call, chat, caption, part, file)


def send_chat_action(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    action = call.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.happened(Acting(action))
    return True


def chat_of(world: World, call: Call) -> Chat:
    given = call.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    return world.chat(whole(given))


def written(call: Call, name: str, entities: str) -> Formatted:
    """The text of a call, 1 to 4096 units after its entities are parsed."""
    if not call.text(name).strip():
        raise bad_request("message text is empty")
    text = formatted(call.text(name), call.text("parse_mode"), call.data(entities))
    if not text.text:
        raise bad_request("message text is empty")
    if units(text.text) > MOST_TEXT:
        raise bad_request("message is too long")
    return text


def captioned(call: Call) -> Formatted:
    caption = formatted(call.text("caption"), call.text("parse_mode"), call.data("caption_entities"))
    if units(caption.text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def inline_rows(shown: Markup | None) -> Rows:
    return shown.rows if isinstance(shown, Inline) else ()


def _send(
    world: World, call: Call, chat: Chat, text: Formatted, parts: JsonObject, file: StoredFile | None = None
) -> Json:
    shown = markup(call.data("reply_markup"))
    message = Message(
        message_id=world.next_id(),
        chat_id=chat.chat_id,
        sender=world.bot(),
        date=world.now(),
        text=text.text,
        entities=text.entities,
        buttons=inline_rows(shown),
        reply_to=_replied(chat, call),
        parts=parts,
        file=file,
        silent=call.flag("disable_notification"),
    )
    posted = world.post(message)
    _offer(chat, shown)
    return world.message_json(posted)


def _offer(chat: Chat, shown: Markup | None) -> None:
    match shown:
        case Choices():
            chat.choices = shown
            chat.happened(Offered(shown))
        case NoChoices():
            chat.choices = None
            chat.happened(Offered(None))
        case Inline() | AsksReply() | None:
            pass


def _replied(chat: Chat, call: Call) -> int | None:
    parameters = call.data("reply_parameters")
    if not isinstance(parameters, dict):
        return None
    replied = whole(parameters.get("message_id"))
    if replied in chat.messages:
        return replied
    if parameters.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")

"""The methods of the Bot API that the local Telegram speaks: the table, and the few that fit nowhere else.

One rule: a method that is not in the table is unknown (404), as for a real bot with a misspelt method.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.local import edits, profile, sends
from bot.local.chats import Presented
from bot.local.wire import Call, JsonObject, Refused, bad_request
from bot.local.world import USERNAME, World
from coach.model import Json

Method = Callable[[World, Call], Json]


async def get_updates(world: World, call: Call) -> Json:
    """Long polling. Raises `Refused` 409 as soon as another poll of the same bot begins."""
    world.updates.allow(call.data("allowed_updates"))
    return await world.updates.poll(call.integer("offset"), call.integer("limit", 100), call.integer("timeout"))


def perform(world: World, call: Call) -> Json:
    """The result of any method but getUpdates; raises `Refused` where Telegram refuses."""
    method = _METHODS.get(call.method)
    if method is None:
        raise Refused(404, "Not Found")
    return method(world, call)


def _get_me(world: World, call: Call) -> Json:
    abilities: JsonObject = {
        "username": USERNAME,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot().as_json() | abilities


def _get_file(world: World, call: Call) -> Json:
    file = world.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return file.as_json() | {"file_path": file.path}


def _delete_webhook(world: World, call: Call) -> Json:
    if call.flag("drop_pending_updates"):
        world.updates.drop()
    return True


def _webhook_info(world: World, call: Call) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


def _leave_chat(world: World, call: Call) -> Json:
    sends.chat_of(world, call).bot_is_in = False
    return True


def _harmless(world: World, call: Call) -> Json:
    return True


def _of_profile(read: Callable[[profile.Profile, Call], Json]) -> Method:
    return lambda world, call: read(world.profile, call)


def _presents(write: Callable[[profile.Profile, Call], Json]) -> Method:
    def method(world: World, call: Call) -> Json:
        result = write(world.profile, call)
        for chat in world.chats.values():
            chat.happened(Presented())
        return result

    return method


_METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "getme": _get_me,
        "sendmessage": sends.send_message,
        "sendphoto": sends.send_photo,
        "senddocument": sends.send_document,
        "sendchataction": sends.send_chat_action,
        "editmessagetext": edits.edit_text,
        "editmessagecaption": edits.edit_caption,
        "editmessagereplymarkup": edits.edit_markup,
        "deletemessage": edits.delete_message,
        "answercallbackquery": edits.answer_press,
        "getfile": _get_file,
        "leavechat": _leave_chat,
        "setmycommands": _presents(profile.set_commands),
        "getmycommands": _of_profile(profile.get_commands),
        "deletemycommands": _presents(profile.delete_commands),
        "setmyname": _presents(profile.set_text),
        "getmyname": _of_profile(profile.get_text),
        "setmydescription": _presents(profile.set_text),
        "getmydescription": _of_profile(profile.get_text),
        "setmyshortdescription": _presents(profile.set_text),
        "getmyshortdescription": _of_profile(profile.get_text),
        "setchatmenubutton": _presents(profile.set_menu_button),
        "getchatmenubutton": _of_profile(profile.get_menu_button),
        "deletewebhook": _delete_webhook,
        "getwebhookinfo": _webhook_info,
        "logout": _harmless,
        "close": _harmless,
    }
)

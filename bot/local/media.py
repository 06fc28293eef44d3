"""Pictures and documents that the bot sends: found in the call, and looked at as Telegram does."""

import mimetypes
from collections.abc import Iterator

from bot.local.chats import StoredFile
from bot.local.wire import Call, JsonObject, Upload, bad_request
from bot.local.world import World

_LARGEST_PHOTO = 10_000_000
_LARGEST_DOCUMENT = 50_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


def photo(world: World, call: Call) -> tuple[StoredFile, JsonObject]:
    """The file of a sendPhoto and the message part that shows it."""
    file = _file(world, call, "photo", "photos")
    width, height = picture_size(file.content)
    if len(file.content) > _LARGEST_PHOTO:
        raise bad_request("PHOTO_SIZE_TOO_BIG")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return file, photo_part(file, width, height)


def document(world: World, call: Call) -> tuple[StoredFile, JsonObject]:
    """The file of a sendDocument and the message part that carries it."""
    file = _file(world, call, "document", "documents")
    if len(file.content) > _LARGEST_DOCUMENT:
        raise bad_request("file is too big")
    return file, document_part(file)


def photo_part(file: StoredFile, width: int, height: int) -> JsonObject:
    return {"photo": [file.as_json() | {"width": width, "height": height}]}


def document_part(file: StoredFile) -> JsonObject:
    mime = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"document": file.as_json() | {"file_name": file.name, "mime_type": mime}}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; raises `Refused` for anything else."""
    if content.startswith(_PNG) and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    for marker, at in _jpeg_segments(content):
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(content[at + 5 : at + 7]), int.from_bytes(content[at + 3 : at + 5])
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        yield content[at + 1], at + 2
        at += 2 + int.from_bytes(content[at + 2 : at + 4])


def _file(world: World, call: Call, name: str, folder: str) -> StoredFile:
    upload = _upload(call, name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return world.keep(folder, upload.name or name, upload.content)
    given = call.text(name)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[given]


def _upload(call: Call, name: str) -> Upload | None:
    """The upload itself, under its own name or where "attach://..." points."""
    given = call.text(name)
    if given.startswith("attach://"):
        return call.files.get(given.removeprefix("attach://"))
    return call.files.get(name)

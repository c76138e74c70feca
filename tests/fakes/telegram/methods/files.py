"""Files: sent by the bot, looked up, downloaded, https://core.telegram.org/bots/api#sending-files."""

import mimetypes

from aiohttp import web

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.bodies import message_body
from tests.fakes.telegram.composing import HOW, WHERE, caption, send
from tests.fakes.telegram.errors import Refused, bad
from tests.fakes.telegram.state import File, Json, State
from tests.fakes.telegram.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LINK_LASTS_S = 3600.0
CAPTION = "caption parse_mode caption_entities show_caption_above_media"


def content_of(kind: str, file: File) -> Json:
    """The part of a message that describes a file sent as this kind."""
    body = file.body()
    if kind == "photo":
        return {"photo": [{**body, "width": 90, "height": 67}, {**body, "width": 800, "height": 600}]}
    if kind == "voice":
        return {"voice": {**body, "duration": 3, "mime_type": "audio/ogg"}}
    if kind == "sticker":
        more = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**body, **more, "emoji": "👍"}}
    return {kind: {**body, "file_name": file.name, "mime_type": file.mime_type}}


def stored(state: State, kind: str, name: str, content: bytes) -> File:
    folder = {"photo": "photos", "voice": "voice", "sticker": "stickers"}.get(kind, "documents")
    mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return state.add_file(folder, name, content, mime_type)


def read_file(ask: Ask, kind: str) -> File:
    """The file of a call: bytes sent along, or the id of one that Telegram has."""
    upload = ask.upload(kind)
    if upload is not None:
        content = upload.file.read()
        if not content:
            raise bad("file must be non-empty")
        if len(content) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if kind == "photo" and len(content) > LARGEST_PHOTO:
            raise bad("PHOTO_SAVE_FILE_INVALID")
        return stored(ask.world.state, kind, upload.filename, content)
    named = ask.text(kind)
    if not named:
        raise bad(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if named not in ask.world.state.files:
        raise bad("wrong remote file identifier specified: Wrong string length")
    return ask.world.state.files[named]


def send_file(ask: Ask, kind: str) -> Json:
    ask.world.must_write(ask.chat())
    text, entities = caption(ask)
    content = content_of(kind, read_file(ask, kind))
    return message_body(send(ask, text, entities, content), ask.world.state)


DOCUMENT = f"{WHERE} {HOW} {CAPTION} thumbnail disable_content_type_detection"


@method("sendDocument", required="chat_id document", optional=DOCUMENT, sends="message")
def send_document(ask: Ask) -> Json:
    return send_file(ask, "document")


@method(
    "sendPhoto", required="chat_id photo", optional=f"{WHERE} {HOW} {CAPTION} has_spoiler", sends="message"
)
def send_photo(ask: Ask) -> Json:
    return send_file(ask, "photo")


@method("sendVoice", required="chat_id voice", optional=f"{WHERE} {HOW} {CAPTION} duration", sends="message")
def send_voice(ask: Ask) -> Json:
    return send_file(ask, "voice")


@method("sendSticker", required="chat_id sticker", optional=f"{WHERE} {HOW} emoji", sends="message")
def send_sticker(ask: Ask) -> Json:
    return send_file(ask, "sticker")


@method(
    "sendLocation",
    required="chat_id latitude longitude",
    optional=f"{WHERE} {HOW} horizontal_accuracy",
    sends="message",
)
def send_location(ask: Ask) -> Json:
    place = {name: ask.measure(name) for name in ("latitude", "longitude")}
    return message_body(send(ask, "", [], {"location": place}), ask.world.state)


@method("getFile", required="file_id")
def get_file(ask: Ask) -> Json:
    file = ask.world.state.files.get(ask.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    ask.world.links[file.path] = ask.world.clock.now() + LINK_LASTS_S
    return {**file.body(), "file_path": file.path}


def download(world: World, path: str) -> web.Response:
    """The bytes behind a link that getFile gave; after an hour there are none."""
    file = next((held for held in world.state.files.values() if held.path == path), None)
    if file is None or world.links.get(path, 0.0) < world.clock.now():
        refusal = Refused(404, "Not Found")
        return web.json_response(refusal.body(), status=404)
    return web.Response(body=file.content, content_type="application/octet-stream")

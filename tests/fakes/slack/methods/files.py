"""files.*: the upload in three steps, and reading what people shared."""

from aiohttp import web

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.bodies import file_body
from tests.fakes.slack.errors import Refused, faulty
from tests.fakes.slack.limits import FOUR, THREE
from tests.fakes.slack.state import File, Json, Message
from tests.fakes.slack.world import World


@method(
    "files.getUploadURLExternal",
    scopes="files:write",
    tier=FOUR,
    required="filename length",
    optional="alt_txt snippet_type",
)
def get_upload_url(ask: Ask) -> Json:
    try:
        length = int(ask.get("length"))
    except ValueError:
        length = 0
    if length <= 0:
        raise faulty("invalid_arguments", ["must be a positive integer [json-pointer:/length]"])
    id_ = ask.world.state.new_id("F")
    ask.world.state.files[id_] = File(id_, ask.here.team, ask.bot_id, ask.text("filename"), length)
    return {"upload_url": f"{ask.world.base}/upload/v1/{id_}", "file_id": id_}


def take_bytes(world: World, id_: str, content: bytes) -> web.Response:
    """The second step: the bytes themselves, as many as were announced."""
    file = world.state.files.get(id_)
    if file is None or file.completed:
        return web.Response(status=404, text="not found")
    if len(content) != file.length:
        world.minds(f"upload: {len(content)} bytes of {file.name} where {file.length} were announced")
        return web.Response(status=400, text="length mismatch")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


@method(
    "files.completeUploadExternal",
    scopes="files:write",
    tier=FOUR,
    required="files",
    optional="channel_id channels thread_ts initial_comment blocks",
)
def complete(ask: Ask) -> Json:
    """The third step: the files appear, in a channel where one is named."""
    world, listed = ask.world, ask.json("files", "invalid_arguments")
    if not isinstance(listed, list) or not all(isinstance(item, dict) and "id" in item for item in listed):
        raise faulty("invalid_arguments", ["must be an array of objects with id [json-pointer:/files]"])
    files = []
    for item in listed:
        file = world.state.files.get(str(item["id"]))
        if file is None or file.content is None or file.completed:
            raise Refused("file_not_found")
        if file.user != ask.bot_id:
            raise Refused("access_denied")
        files.append((file, str(item.get("title") or file.name)))
    names = [ask.text("channel_id"), *ask.text("channels").split(",")]
    channels = []
    for name in filter(None, names):
        ask.arguments["channel_id"] = name
        channel = ask.channel("channel_id")
        if ask.bot_id not in channel.members:
            raise Refused("not_in_channel")
        channels.append(channel)
    for file, title in files:
        file.completed, file.title = True, title
    bot = ask.here.bot
    for channel in channels:
        message = Message(
            channel,
            world.state.new_ts(),
            bot.id,
            ask.text("initial_comment"),
            bot_id=bot.bot_id,
            app_id=bot.app_id,
            team_id=bot.team.id,
            subtype="file_share",
            files=[file for file, _ in files],
        )
        message.thread_ts = world.check_thread(channel, ask.text("thread_ts"))
        world.add(message)
        for file, _ in files:
            file.shared_in.append(channel.id)
    return {"files": [{"id": file.id, "title": title} for file, title in files]}


def readable_file(ask: Ask) -> File:
    file = ask.world.state.files.get(ask.text("file"))
    if file is None or not file.completed or not ask.sees(file.team):
        raise Refused("file_not_found")
    return file


@method("files.info", scopes="files:read", tier=FOUR, required="file", optional="count cursor limit page")
def info(ask: Ask) -> Json:
    file = readable_file(ask)
    return {"file": {**file_body(file), "url_private": f"{ask.world.base}/files-pri/{file.id}"}}


@method("files.delete", scopes="files:write", tier=THREE, required="file")
def delete(ask: Ask) -> Json:
    file = readable_file(ask)
    if file.user != ask.bot_id:
        raise Refused("cant_delete_file")
    del ask.world.state.files[file.id]
    for channel in ask.world.state.channels.values():
        for message in channel.messages.values():
            message.files = [held for held in message.files if held is not file]
    return {}

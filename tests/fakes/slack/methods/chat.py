"""chat.*: messages, their edits and deletions, ephemeral ones, permalinks."""

import json
from typing import Any

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.blocks import MARKDOWN_IN_A_MESSAGE, check_message_blocks, with_ids
from tests.fakes.slack.bodies import message_body
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.limits import FOUR, OFTEN, THREE
from tests.fakes.slack.state import Channel, Json, Message

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LARGEST_METADATA = 8_192
MOST_ATTACHMENTS = 100

CONTENT = "text blocks attachments markdown_text link_names parse"
LOOKS = "username icon_emoji icon_url"
POST = f"{CONTENT} {LOOKS} as_user thread_ts reply_broadcast unfurl_links unfurl_media mrkdwn metadata"


def read_blocks(ask: Ask, channel: Channel) -> list[Json] | None:
    """The blocks of a call, found good and with ids; None where there are none."""
    held = ask.json("blocks", "invalid_blocks_format")
    if held is None:
        return None
    check_message_blocks(held)
    return with_ids(held, ask.world.state.new_id(f"{channel.id}."))


def read_attachments(ask: Ask) -> list[Json] | None:
    held = ask.json("attachments", "invalid_attachments")
    if held is None:
        return None
    if not isinstance(held, list) or not all(isinstance(item, dict) for item in held):
        raise Refused("invalid_attachments")
    if len(held) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for attachment in held:
        check_message_blocks(attachment.get("blocks", []))
    return held


def read_metadata(ask: Ask) -> Json | None:
    held: Any = ask.json("metadata", "invalid_metadata_format")
    if held is None:
        return None
    if held == {}:
        return {}
    if not isinstance(held, dict) or not isinstance(held.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(held.get("event_payload"), dict) or held.keys() - {
        "event_type",
        "event_payload",
        "entities",
    }:
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(held)) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return held


def read_markdown(ask: Ask, *, with_blocks: bool = False) -> str:
    markdown = ask.text("markdown_text")
    if markdown and (ask.get("text") or (ask.get("blocks") and not with_blocks)):
        raise Refused("markdown_text_conflict")
    if len(markdown) > MARKDOWN_IN_A_MESSAGE:
        raise Refused("msg_too_long")
    return markdown


def compose(ask: Ask, channel: Channel) -> Message:
    """A message of the bot, checked but not yet standing anywhere."""
    text, markdown = ask.text("text"), read_markdown(ask)
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    blocks, attachments, metadata = read_blocks(ask, channel), read_attachments(ask), read_metadata(ask)
    if not (text.strip() or blocks or attachments or markdown):
        raise Refused("no_text")
    if any(ask.get(name) for name in LOOKS.split()):
        ask.needs("chat:write.customize")
    for name in ("as_user", "link_names"):
        if ask.get(name):
            ask.world.minds(f"{ask.method}: {name} is of old apps")
    bot = ask.here.bot
    return Message(
        channel,
        ask.world.state.new_ts(),
        bot.id,
        text,
        bot_id=bot.bot_id,
        app_id=bot.app_id,
        team_id=bot.team.id,
        blocks=blocks or [],
        attachments=attachments or [],
        markdown=markdown,
        metadata=metadata,
        plain=ask.get("mrkdwn") in (False, "false", "0", 0),
    )


def channel_to_post(ask: Ask) -> Channel:
    """The channel of a call that writes; a user's id stands for the direct messages with them."""
    named = ask.text("channel")
    users = ask.world.state.users
    if named in users:
        if not ask.sees(users[named].team) or named == ask.bot_id:
            raise Refused("channel_not_found")
        return ask.world.state.dm(ask.here.bot, users[named])
    channel = ask.channel()
    if channel.archived:
        raise Refused("is_archived")
    if ask.bot_id not in channel.members and "chat:write.public" not in ask.here.scopes:
        raise Refused("not_in_channel")
    return channel


@method("chat.postMessage", scopes="chat:write", required="channel", optional=POST)
def post_message(ask: Ask) -> Json:
    channel = channel_to_post(ask)
    message = compose(ask, channel)
    message.thread_ts = ask.world.check_thread(channel, ask.text("thread_ts"))
    message.broadcast = bool(message.thread_ts) and ask.flag("reply_broadcast")
    ask.world.add(message)
    return {"channel": channel.id, "ts": message.ts, "message": message_body(message, metadata=True)}


@method("chat.postEphemeral", scopes="chat:write", tier=FOUR, required="channel user", optional=POST)
def post_ephemeral(ask: Ask) -> Json:
    channel, user = channel_to_post(ask), ask.text("user")
    message = compose(ask, channel)
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    message.thread_ts = ask.world.check_thread(channel, ask.text("thread_ts"))
    message.ephemeral_to = user
    ask.world.add(message)
    return {"message_ts": message.ts}


def own_message(ask: Ask, error: str) -> Message:
    """The bot's own message that a call names."""
    channel = ask.channel()
    if channel.archived:
        raise Refused("is_inactive" if ask.method == "chat.update" else "is_archived")
    message = ask.world.find(channel, ask.get("ts"))
    if message.user != ask.bot_id or message.subtype in ("tombstone", "assistant_app_thread"):
        raise Refused(error)
    return message


@method(
    "chat.update",
    scopes="chat:write",
    tier=THREE,
    required="channel ts",
    optional=f"{CONTENT} as_user metadata reply_broadcast file_ids",
)
def update(ask: Ask) -> Json:
    """What is not named stays as it is: new text alone leaves old blocks standing."""
    message = own_message(ask, "cant_update_message")
    if message.streaming:
        raise Refused("streaming_state_conflict")
    window_s = message.channel.team.edit_window_s
    if window_s is not None and ask.world.clock.wall() - float(message.ts) > window_s:
        raise Refused("edit_window_closed")
    text, markdown = ask.text("text"), read_markdown(ask)
    if len(text) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    blocks, attachments = read_blocks(ask, message.channel), read_attachments(ask)
    metadata = read_metadata(ask)
    if not (text or markdown or blocks or attachments) and not (blocks == [] and message.text):
        raise Refused("no_text")

    def alter() -> None:
        message.text = text or message.text
        if markdown:
            message.markdown, message.blocks, message.text = markdown, [], ""
        if blocks is not None:
            message.blocks, message.markdown = blocks, ""
        if attachments is not None:
            message.attachments = attachments
        if metadata is not None:
            message.metadata = metadata or None
        message.edited = ask.world.state.new_ts()

    ask.world.change(message, alter)
    body = message_body(message, metadata=True)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": body}


@method("chat.delete", scopes="chat:write", tier=THREE, required="channel ts", optional="as_user")
def delete(ask: Ask) -> Json:
    message = own_message(ask, "cant_delete_message")
    if message.streaming:
        raise Refused("cant_delete_message")
    ask.world.remove(message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink", tier=OFTEN, required="channel message_ts")
def get_permalink(ask: Ask) -> Json:
    channel = ask.channel()
    message = ask.world.find(channel, ask.get("message_ts"))
    link = f"https://{channel.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}

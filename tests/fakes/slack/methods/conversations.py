"""conversations.* and reactions.*: channels, their members and what stands in them."""

import base64
from typing import TypeVar

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.bodies import channel_body, message_body
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.limits import FOUR, THREE, TWO
from tests.fakes.slack.state import Channel, Json, Message

READ = "channels:read groups:read im:read mpim:read"
HISTORY = "channels:history groups:history im:history mpim:history"
T = TypeVar("T")
WINDOW = "cursor inclusive include_all_metadata latest oldest limit"


def readable(ask: Ask, right: str) -> Channel:
    channel = ask.channel()
    ask.needs(f"{channel.scope_family}:{right}")
    return channel


@method(
    "conversations.open", scopes="im:write mpim:write", optional="channel users return_im prevent_creation"
)
def open_(ask: Ask) -> Json:
    state = ask.world.state
    if ask.get("channel"):
        return {"channel": {"id": ask.channel().id}}
    users = [state.user(id_) for id_ in ask.text("users").split(",") if id_]
    if not users:
        raise Refused("users_list_not_supplied")
    if any(not ask.sees(user.team) or user.id == ask.bot_id for user in users):
        raise Refused("user_not_found")
    if len(users) > 8:
        raise Refused("too_many_users")
    if len(users) == 1:
        ask.needs("im:write")
        channel = state.dm(ask.here.bot, users[0])
    else:
        ask.needs("mpim:write")
        id_ = state.new_id("G")
        members = [ask.bot_id, *(user.id for user in users)]
        channel = state.channels[id_] = Channel(id_, ask.here.team, f"mpdm-{id_}", "mpim", members)
    body = channel_body(channel, state, bot=ask.bot_id) if ask.flag("return_im") else {"id": channel.id}
    return {"channel": body}


@method(
    "conversations.info",
    scopes=READ,
    tier=THREE,
    required="channel",
    optional="include_locale include_num_members",
)
def info(ask: Ask) -> Json:
    return {"channel": channel_body(readable(ask, "read"), ask.world.state, bot=ask.bot_id)}


@method("conversations.list", scopes=READ, tier=TWO, optional="cursor exclude_archived limit types")
def list_(ask: Ask) -> Json:
    kinds = (ask.text("types") or "public_channel").split(",")
    names = {"public": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}
    found = [
        channel_body(channel, ask.world.state, bot=ask.bot_id)
        for channel in ask.world.state.channels.values()
        if names[channel.kind] in kinds
        and ask.sees(channel.team)
        and (channel.kind == "public" or ask.bot_id in channel.members)
        and not (channel.archived and ask.flag("exclude_archived"))
    ]
    page, cursor = paged(ask, found, limit=ask.number("limit", 100, most=1000))
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.members", scopes=READ, tier=FOUR, required="channel", optional="cursor limit")
def members(ask: Ask) -> Json:
    page, cursor = paged(ask, readable(ask, "read").members, limit=ask.number("limit", 100, most=1000))
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", scopes="channels:join", required="channel")
def join(ask: Ask) -> Json:
    channel = ask.channel()
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if ask.bot_id not in channel.members:
        channel.members.append(ask.bot_id)
        ask.world.events.membership(ask.here.bot, channel, joined=True)
    return {"channel": channel_body(channel, ask.world.state, bot=ask.bot_id)}


def paged(ask: Ask, found: list[T], *, limit: int) -> tuple[list[T], str]:
    """One page of what was found, and the cursor of the next one."""
    start = 0
    if cursor := ask.text("cursor"):
        try:
            start = int(base64.b64decode(cursor).removeprefix(b"next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    more = start + limit < len(found)
    return found[start : start + limit], base64.b64encode(
        b"next:%d" % (start + limit)
    ).decode() if more else ""


def within(ask: Ask, messages: list[Message]) -> list[Message]:
    """Those between `oldest` and `latest`, the ends themselves only where `inclusive`."""
    inclusive = ask.flag("inclusive")
    try:
        oldest, latest = float(ask.get("oldest") or 0), float(ask.get("latest") or "inf")
    except ValueError:
        raise Refused("invalid_ts_oldest") from None
    return [
        message
        for message in messages
        if oldest < float(message.ts) < latest or (inclusive and float(message.ts) in (oldest, latest))
    ]


def told(ask: Ask, messages: list[Message]) -> Json:
    page, cursor = paged(ask, messages, limit=ask.number("limit", 100, most=999))
    metadata = ask.flag("include_all_metadata")
    body: Json = {
        "messages": [message_body(message, metadata=metadata) for message in page],
        "has_more": bool(cursor),
    }
    if cursor:
        body["response_metadata"] = {"next_cursor": cursor}
    return body


@method("conversations.history", scopes=HISTORY, tier=THREE, required="channel", optional=WINDOW)
def history(ask: Ask) -> Json:
    """The newest first; replies only where they were sent to the channel too."""
    channel = readable(ask, "history")
    if ask.bot_id not in channel.members:
        raise Refused("not_in_channel")
    messages = [held for held in channel.messages.values() if not held.is_reply or held.broadcast]
    return told(ask, within(ask, messages)[::-1])


@method("conversations.replies", scopes=HISTORY, tier=THREE, required="channel ts", optional=WINDOW)
def replies(ask: Ask) -> Json:
    """The root, then its replies, the oldest first."""
    channel = readable(ask, "history")
    if ask.bot_id not in channel.members:
        raise Refused("not_in_channel")
    root = ask.world.find(channel, ask.get("ts"), "thread_not_found")
    if root.is_reply:
        return told(ask, [root])
    return told(ask, [root, *within(ask, channel.replies(root.ts))])


@method("reactions.add", scopes="reactions:write", tier=THREE, required="channel timestamp name")
def add_reaction(ask: Ask) -> Json:
    channel = ask.channel()
    message = ask.world.find(channel, ask.get("timestamp"))
    name = ask.text("name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise Refused("invalid_name")
    if ask.bot_id in message.reactions.get(name, []):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(ask.bot_id)
    ask.world.events.reacted(ask.here.bot, name, message, added=True)
    return {}


@method(
    "reactions.remove", scopes="reactions:write", tier=TWO, required="name", optional="channel timestamp file"
)
def remove_reaction(ask: Ask) -> Json:
    message = ask.world.find(ask.channel(), ask.get("timestamp"))
    name = ask.text("name").strip(":")
    if ask.bot_id not in message.reactions.get(name, []):
        raise Refused("no_reaction")
    message.reactions[name].remove(ask.bot_id)
    if not message.reactions[name]:
        del message.reactions[name]
    ask.world.events.reacted(ask.here.bot, name, message, added=False)
    return {}


@method("reactions.get", scopes="reactions:read", tier=THREE, optional="channel timestamp full")
def get_reactions(ask: Ask) -> Json:
    message = ask.world.find(ask.channel(), ask.get("timestamp"))
    return {"type": "message", "channel": message.channel.id, "message": message_body(message)}

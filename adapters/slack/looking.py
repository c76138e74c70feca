"""What of ours stands in a place, newest or oldest first as Slack gives it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import read
from adapters.slack.places import Place

PAGES = 5  # of messages that are looked through for one


async def own_messages(
    client: AsyncWebClient, bot_user: str, place: Place, thread: str | None
) -> AsyncIterator[dict[str, Any]]:
    """The bot's messages in a channel or a thread, with their metadata. Raises CallError."""
    method, where = "conversations.history", {}
    if thread:
        method, where = "conversations.replies", {"ts": thread}
    cursor = ""
    for _ in range(PAGES):
        page = await read(
            client,
            method,
            channel=place.channel,
            limit="200",
            include_all_metadata="true",
            **where,
            **({"cursor": cursor} if cursor else {}),
        )
        for message in page.get("messages", []):
            if message.get("user") == bot_user:
                yield message
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return


def noted(message: Mapping[str, Any], event: str) -> dict[str, Any]:
    """What a message's metadata holds of an event of ours; empty where it is of another."""
    held = message.get("metadata") or {}
    return dict(held.get("event_payload") or {}) if held.get("event_type") == event else {}


def thread_of(place: Place, origin: Mapping[str, Any]) -> str | None:
    """The thread for what is said in a place: its own, or that in which somebody asked in the same channel."""
    thread = origin.get("thread") if origin.get("channel") == place.channel else None
    return place.thread or (str(thread) if thread else None)

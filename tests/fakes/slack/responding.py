"""response_url and what the app says in an acknowledgement: messages that need no token.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from aiohttp import web

from tests.fakes.slack.blocks import check_message_blocks, with_ids
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.state import Channel, Json, Message, ResponseUrl
from tests.fakes.slack.world import World

MOST_USES = 5
LASTS_S = 1800.0
FIELDS = set(
    "text blocks attachments response_type replace_original delete_original thread_ts mrkdwn metadata "
    "unfurl_links unfurl_media".split()
)


async def handle(world: World, request: web.Request) -> web.Response:
    """Take a message for the place that an interaction opened."""
    place = world.state.response_urls.get(request.match_info["id"])
    if place is None or world.clock.now() - place.issued > LASTS_S:
        world.minds("response_url: expired")
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    if place.uses >= MOST_USES:
        world.minds("response_url: used more than five times")
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    try:
        body = await request.json()
    except ValueError:
        return web.Response(status=400, text="invalid_payload")
    place.uses += 1
    try:
        answer(world, place, body)
    except Refused as refusal:
        return web.json_response(refusal.body(), status=400)
    return web.Response(text="ok")


def answer(world: World, place: ResponseUrl, body: Json) -> None:
    """Do what a response says: replace, delete, or say something, to one person unless it says otherwise."""
    for name in body.keys() - FIELDS:
        world.minds(f"response_url: unknown argument {name}")
    original = place.message if place.message and not place.message.deleted else None
    if body.get("delete_original"):
        if original is None:
            raise Refused("message_not_found")
        world.remove(original)
        return
    text, blocks = str(body.get("text") or ""), body.get("blocks") or []
    if len(text) > 40_000:
        raise Refused("msg_too_long")
    check_message_blocks(blocks)
    if not (text.strip() or blocks or body.get("attachments")):
        raise Refused("no_text")
    blocks = with_ids(blocks, world.state.new_id("r"))
    if body.get("replace_original"):
        if original is None:
            raise Refused("message_not_found")

        def alter() -> None:
            original.text, original.blocks, original.markdown = text, blocks, ""
            original.attachments = body.get("attachments") or []
            original.edited = world.state.new_ts()

        world.change(original, alter)
        return
    hidden = body.get("response_type", "ephemeral") != "in_channel"
    message = say(world, place.channel, text, blocks, only_to=place.user if hidden else None)
    message.thread_ts = body.get("thread_ts")
    message.attachments = body.get("attachments") or []
    world.add(message)
    place.message = place.message or message


def say(world: World, channel: Channel, text: str, blocks: list[Json], *, only_to: str | None) -> Message:
    """A message by the app in a channel, which need not have it as a member."""
    installations = world.events.living()
    installation = next((held for held in installations if held.org_wide or held.team is channel.team), None)
    if installation is None:
        raise Refused("channel_not_found")
    bot = installation.bot
    return Message(
        channel,
        world.state.new_ts(),
        bot.id,
        text,
        bot_id=bot.bot_id,
        app_id=bot.app_id,
        team_id=bot.team.id,
        blocks=blocks,
        ephemeral_to=only_to,
    )

"""views.*: modals, opened by a trigger within three seconds, and the Home tab."""

import json
from typing import Any

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.blocks import check_view, with_ids
from tests.fakes.slack.bodies import view_body
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.limits import FOUR
from tests.fakes.slack.state import Json, Trigger, User, View
from tests.fakes.slack.world import World

TRIGGER_LASTS_S = 3.0
LARGEST_VIEW = 250_000
DEEPEST = 3


def read_view(ask: Ask, *, kind: str | None = None) -> Json:
    held: Any = ask.json("view", "invalid_arguments")
    if len(json.dumps(held)) > LARGEST_VIEW:
        raise Refused("view_too_large")
    check_view(held, kind=kind)
    view: Json = held
    return view


def use_trigger(ask: Ask) -> Trigger:
    """Spend the trigger of a call."""
    world = ask.world
    trigger = world.state.triggers.get(ask.text("trigger_id"))
    if trigger is None or not ask.sees(trigger.user.team):
        raise Refused("invalid_trigger_id")
    if trigger.used:
        world.minds(f"{ask.method}: a trigger used twice")
        raise Refused("exchanged_trigger_id")
    if world.clock.now() - trigger.issued > TRIGGER_LASTS_S:
        world.minds(f"{ask.method}: an expired trigger")
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger


def new_view(world: World, user: User, body: Json, *, below: View | None = None) -> View:
    """A view on a user's screen, above another one or by itself."""
    state = world.state
    external = body.get("external_id")
    if external and any(
        view.open and view.body.get("external_id") == external for view in state.views.values()
    ):
        raise Refused("duplicate_external_id")
    id_ = state.new_id("V")
    view = View(id_, user.team, user.id, {**body, "blocks": with_ids(body["blocks"], id_)}, state.new_ts())
    view.previous, view.root = (below.id, below.root) if below else (None, id_)
    state.views[id_] = view
    return view


def replace(world: World, view: View, body: Json) -> None:
    """Put another body into a view; what was typed in blocks that stay is kept."""
    view.body = {**body, "blocks": with_ids(body["blocks"], view.id)}
    kept = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    view.values = {block_id: values for block_id, values in view.values.items() if block_id in kept}
    view.hash = world.state.new_ts()


def told(ask: Ask, view: View) -> Json:
    return {"view": view_body(view, ask.world.app, bot_id=ask.here.bot.bot_id or "")}


@method("views.open", tier=FOUR, required="view trigger_id")
def open_(ask: Ask) -> Json:
    """Open a modal in the place of those that the person has open."""
    body, trigger = read_view(ask, kind="modal"), use_trigger(ask)
    for other in ask.world.state.views.values():
        if other.user == trigger.user.id and other.type == "modal":
            other.open = False
    return told(ask, new_view(ask.world, trigger.user, body))


@method("views.push", tier=FOUR, required="view trigger_id")
def push(ask: Ask) -> Json:
    body, trigger = read_view(ask, kind="modal"), use_trigger(ask)
    below = trigger.view
    if below is None or not below.open:
        raise Refused("not_found")
    if sum(view.open and view.root == below.root for view in ask.world.state.views.values()) >= DEEPEST:
        raise Refused("push_limit_reached")
    return told(ask, new_view(ask.world, trigger.user, body, below=below))


@method("views.update", tier=FOUR, required="view", optional="external_id view_id hash")
def update(ask: Ask) -> Json:
    body = read_view(ask)
    views = ask.world.state.views
    view = views.get(ask.text("view_id"))
    if external := ask.text("external_id"):
        view = next(
            (held for held in views.values() if held.open and held.body.get("external_id") == external), None
        )
    if view is None or not view.open or not ask.sees(view.team):
        raise Refused("not_found")
    if ask.get("hash") and ask.get("hash") != view.hash:
        raise Refused("hash_conflict")
    replace(ask.world, view, body)
    return told(ask, view)


@method("views.publish", tier=FOUR, required="user_id view", optional="hash")
def publish(ask: Ask) -> Json:
    body, state = read_view(ask, kind="home"), ask.world.state
    user = state.user(ask.text("user_id"))
    if not ask.sees(user.team) or user.bot_id:
        raise Refused("user_not_found")
    home = state.homes.get(user.id)
    if ask.get("hash") and (home is None or ask.get("hash") != home.hash):
        raise Refused("hash_conflict")
    if home is None:
        home = state.homes[user.id] = new_view(ask.world, user, body)
    else:
        replace(ask.world, home, body)
    return told(ask, home)

"""One call of the Web API with its arguments read, and the register of methods that answer such calls."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.errors import Refused, faulty
from tests.fakes.slack.limits import THREE, Tier
from tests.fakes.slack.state import Channel, Installation, Json, Team
from tests.fakes.slack.world import World


@dataclass
class Ask:
    """One call, its arguments read."""

    world: World
    method: str
    arguments: Json
    installation: Installation | None
    authorization: str

    @property
    def here(self) -> Installation:
        assert self.installation, "only a method that needs no token lacks this"
        return self.installation

    @property
    def bot_id(self) -> str:
        return self.here.bot.id

    def get(self, name: str) -> Any:
        """An argument as it came; None where it is missing or empty."""
        held = self.arguments.get(name)
        return None if held in ("", None) else held

    def text(self, name: str) -> str:
        held = self.get(name)
        if held is not None and not isinstance(held, str):
            raise faulty("invalid_arguments", [f"must be a string [json-pointer:/{name}]"])
        return held or ""

    def flag(self, name: str) -> bool:
        return self.get(name) in (True, "true", "1", 1)

    def number(self, name: str, default: int, *, most: int) -> int:
        try:
            held = int(self.get(name) or default)
        except ValueError:
            held = 0
        if not 1 <= held <= most:
            raise Refused("invalid_limit")
        return held

    def json(self, name: str, error: str) -> Any:
        """An argument that is JSON, as a string or as it is."""
        held = self.get(name)
        if isinstance(held, str):
            try:
                held = json.loads(held)
            except ValueError:
                raise Refused(error) from None
        return held

    def sees(self, team: Team) -> bool:
        """Whether the token is good for a workspace."""
        own = self.here.team
        return team is own or (self.here.org_wide and team.enterprise_id == own.enterprise_id)

    def channel(self, name: str = "channel") -> Channel:
        """The channel of an argument, if it is there and the token may know of it."""
        named = self.text(name)
        channel = self.world.state.channels.get(named)
        if channel is None and not named.startswith(("C", "D", "G", "U", "W")):
            wanted = named.removeprefix("#")
            channels = self.world.state.channels.values()
            channel = next((held for held in channels if held.name == wanted and self.sees(held.team)), None)
        shared = channel and self.here.team.id in channel.shared_with
        if channel is None or not (self.sees(channel.team) or shared):
            raise Refused("channel_not_found")
        if channel.kind != "public" and self.bot_id not in channel.members:
            raise Refused("channel_not_found")
        return channel

    def needs(self, *scopes: str) -> None:
        """Raise Refused unless the token has one of these scopes."""
        if not self.here.scopes.intersection(scopes):
            provided = ",".join(sorted(self.here.scopes))
            raise Refused("missing_scope", needed=scopes[0], provided=provided)


Handler = Callable[[Ask], Json]


@dataclass(frozen=True)
class Method:
    """What the platform knows of a method."""

    name: str
    handler: Handler
    scopes: tuple[str, ...]
    tier: Tier
    required: frozenset[str]
    optional: frozenset[str]
    token: str


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    scopes: str = "",
    tier: Tier = THREE,
    required: str = "",
    optional: str = "",
    token: str = "bot",
) -> Callable[[Handler], Handler]:
    """Register a method: its scopes (any of them will do), its arguments, and the kind of token it takes."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(
            name,
            handler,
            tuple(scopes.split()),
            tier,
            frozenset(required.split()),
            frozenset(optional.split()) | {"token", "team_id"},
            token,
        )
        return handler

    return register


def basic(authorization: str) -> tuple[str, str] | None:
    """Name and password of a Basic Authorization header."""
    kind, _, held = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(held).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return name, password

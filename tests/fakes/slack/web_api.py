"""The Web API's door: reads a call, asks who may do it and how often, and hands it to its method."""

import asyncio
import json
from collections.abc import Hashable

from aiohttp import web

from tests.fakes.slack.asking import METHODS, Ask, Method
from tests.fakes.slack.errors import Refused, faulty
from tests.fakes.slack.faults import (
    Broken,
    Failing,
    Fault,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
)
from tests.fakes.slack.state import Installation, Json, State
from tests.fakes.slack.world import Call, World

DEPRECATED = (
    "files.upload",
    "rtm.start",
    "rtm.connect",
    "dialog.open",
    "oauth.access",
    "channels.",
    "groups.",
    "im.",
    "mpim.",
    "stars.",
)


class WebApi:
    """Answers calls, and lets the faults that are set up befall them."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        arguments, unreadable = await read_arguments(request)
        fault = self.world.faults.strike(name, arguments)
        if isinstance(fault, ResetBefore):
            return cut(request)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        installation = self._installation(request, arguments)
        status, body, headers = self._answer(name, arguments, unreadable, fault, request, installation)
        team = installation.team.id if installation else None
        error = None if body is not None and body.get("ok") else str((body or {}).get("error", status))
        self.world.calls.append(Call(name, arguments, team, self.world.clock.now(), status, error))
        if isinstance(fault, LateReply):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, ResetAfter):
            return cut(request)
        if body is None:
            return web.Response(
                status=status, text="<html>Service unavailable</html>", content_type="text/html"
            )
        if isinstance(fault, HalfBody):
            return await half(request, json.dumps(body).encode())
        return web.json_response(body, status=status, headers=headers)

    def _installation(self, request: web.Request, arguments: Json) -> Installation | None:
        return self.world.state.installations.get(_token(request, arguments))

    def _answer(
        self,
        name: str,
        arguments: Json,
        unreadable: str | None,
        fault: Fault | None,
        request: web.Request,
        installation: Installation | None,
    ) -> tuple[int, Json | None, dict[str, str]]:
        """Status, body and headers; no body where a page stands for it."""
        world = self.world
        headers = {"X-Oauth-Scopes": ",".join(sorted(installation.scopes))} if installation else {}
        scope = _scope(name, arguments, installation, world.state)
        if (early := world.limits.early_s(scope)) > 0:
            world.minds(f"{name}: called {early:.2f} s before Retry-After was over")
        if isinstance(fault, Broken):
            return fault.status, None, headers
        if isinstance(fault, RateLimited):
            return self._too_many(scope, fault.retry_after_s, headers)
        try:
            if isinstance(fault, Failing):
                raise Refused(fault.error)
            known = self._known(name)
            if unreadable:
                raise Refused(unreadable)
            self._authorise(known, request, arguments, installation)
            if wait_s := self._wait_s(known, scope, installation):
                world.minds(f"{name}: rate limit exceeded ({scope})")
                return self._too_many(scope, wait_s, headers)
            self._check_arguments(known, arguments)
            ask = Ask(world, name, arguments, installation, request.headers.get("Authorization", ""))
            return 200, {"ok": True, **known.handler(ask)}, headers
        except Refused as refusal:
            return 200, refusal.body(), headers

    def _too_many(
        self, scope: Hashable, wait_s: int, headers: dict[str, str]
    ) -> tuple[int, Json, dict[str, str]]:
        self.world.limits.park(scope, wait_s)
        return 429, {"ok": False, "error": "ratelimited"}, {**headers, "Retry-After": str(wait_s)}

    def _known(self, name: str) -> Method:
        if name in METHODS:
            return METHODS[name]
        if any(name == old or (old.endswith(".") and name.startswith(old)) for old in DEPRECATED):
            self.world.minds(f"{name}: deprecated")
            raise Refused("method_deprecated")
        self.world.minds(f"{name}: unknown method")
        raise Refused("unknown_method", req_method=name)

    def _authorise(
        self, known: Method, request: web.Request, arguments: Json, installation: Installation | None
    ) -> None:
        if known.token == "none":
            return
        token = _token(request, arguments)
        if not token:
            raise Refused("not_authed")
        app_scopes = self.world.app.app_tokens.get(token)
        if known.token == "app":
            if app_scopes is None:
                raise Refused("not_allowed_token_type" if installation else "invalid_auth")
            if not app_scopes.intersection(known.scopes):
                raise Refused("missing_scope", needed=known.scopes[0], provided=",".join(sorted(app_scopes)))
            return
        if installation is None:
            raise Refused("not_allowed_token_type" if app_scopes is not None else "invalid_auth")
        if installation.revoked:
            raise Refused("token_revoked")
        if known.scopes and not installation.scopes.intersection(known.scopes):
            provided = ",".join(sorted(installation.scopes))
            raise Refused("missing_scope", needed=known.scopes[0], provided=provided)

    def _wait_s(self, known: Method, scope: Hashable, installation: Installation | None) -> int:
        limits = self.world.limits
        if known.name != "chat.postMessage":
            return limits.wait_s(scope, known.tier)
        in_channel, in_workspace = limits.message_tiers()
        workspace = ("messages", installation.team.id if installation else None)
        return limits.wait_s(scope, in_channel) or limits.wait_s(workspace, in_workspace)

    def _check_arguments(self, known: Method, arguments: Json) -> None:
        for name in arguments.keys() - known.required - known.optional:
            self.world.minds(f"{known.name}: unknown argument {name}")
        missing = [name for name in sorted(known.required) if arguments.get(name) in ("", None)]
        if missing:
            raise faulty("invalid_arguments", [f"missing required field: {name}" for name in missing])


def _token(request: web.Request, arguments: Json) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return token.strip()
    posted = arguments.get("token", "") if request.content_type != "application/json" else ""
    return str(posted)


def _scope(name: str, arguments: Json, installation: Installation | None, state: State) -> tuple[str, ...]:
    """Whose calls are counted together: a method's in a workspace, a channel's messages."""
    team = installation.team.id if installation else ""
    if name != "chat.postMessage":
        return name, team
    channel = str(arguments.get("channel", ""))
    if installation and channel in state.users:
        channel = state.dm(installation.bot, state.users[channel]).id
    return name, team, channel


async def read_arguments(request: web.Request) -> tuple[Json, str | None]:
    """The arguments of a call, however they were sent, and the error where they can't be read."""
    arguments: Json = dict(request.query)
    if request.method != "POST":
        return arguments, None
    if request.content_type == "application/json":
        try:
            held = await request.json()
        except ValueError:
            return arguments, "invalid_json"
        if not isinstance(held, dict):
            return arguments, "json_not_object"
        return {**arguments, **held}, None
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return {**arguments, **dict(await request.post())}, None
    body = await request.read()
    return arguments, "invalid_post_type" if body else None


def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Send half of what was announced, then close."""
    response = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(body))}
    )
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response

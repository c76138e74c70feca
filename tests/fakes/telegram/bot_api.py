"""The Bot API itself, https://core.telegram.org/bots/api: tokens, arguments, limits, faults, answers."""

import asyncio
import inspect
import json
import re
from collections.abc import Hashable
from typing import Any

from aiohttp import web

from tests.fakes.slack.web_api import cut, half
from tests.fakes.telegram.asking import METHODS, TYPES, Ask, Method, mistyped
from tests.fakes.telegram.errors import Refused, bad, too_many
from tests.fakes.telegram.faults import (
    Broken,
    Failing,
    Fault,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
    page,
)
from tests.fakes.telegram.limits import Rate
from tests.fakes.telegram.state import Json
from tests.fakes.telegram.world import Call, World

TOKEN = re.compile(r"\d{5,}:[\w-]{30,}", re.ASCII)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class BotApi:
    """Answers the calls of one bot; one that `is_terse` tells no more than ids, as some servers of others do."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.is_terse = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        method = METHODS.get(name.lower())
        told = method.name if method else name
        arguments, unreadable = await read_arguments(request)
        fault = self.world.faults.strike(told, arguments)
        if isinstance(fault, ResetBefore):
            return cut(request)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Broken):
            self._note(told, arguments, fault.status, "")
            return web.Response(status=fault.status, text=page(fault.status), content_type="text/html")
        try:
            if unreadable:
                raise bad(unreadable)
            self._check_token(request.match_info["token"])
            result = await self.answer(told, arguments, fault=fault)
            status, body = 200, {"ok": True, "result": terse(result) if self.is_terse else result}
        except Refused as refusal:
            status, body = refusal.code, refusal.body()
        self._note(told, arguments, status, body.get("description", ""))
        if isinstance(fault, LateReply):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, ResetAfter):
            return cut(request)
        if isinstance(fault, HalfBody):
            return await half(request, json.dumps(body).encode())
        wait_s = body.get("parameters", {}).get("retry_after")
        return web.json_response(
            body, status=status, headers={"Retry-After": str(wait_s)} if wait_s else None
        )

    def _note(self, name: str, arguments: Json, status: int, error: str) -> None:
        self.world.calls.append(Call(name, arguments, self.world.clock.now(), status, error))

    def _check_token(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != self.token:
            raise Refused(401, "Unauthorized")
        if self.world.logged_out:
            raise Refused(400, "Logged out")

    async def answer(self, name: str, arguments: Json, *, fault: Fault | None = None) -> Any:
        """The result of a call; raises Refused."""
        method = METHODS.get(name.lower())
        if method is None:
            self.world.minds(f"{name}: unknown method")
            raise Refused(404, "Not Found: method not found")
        scopes = self._scopes(method, arguments)
        if scopes and (early := self.world.limits.early_s(scopes)) > 0:
            self.world.minds(f"{method.name}: called {early:.2f} s before retry_after was over")
        if isinstance(fault, RateLimited):
            if scopes:
                self.world.limits.park(scopes[-1][0], fault.retry_after_s)
            raise too_many(fault.retry_after_s)
        if isinstance(fault, Failing):
            raise Refused(fault.code, fault.description)
        self._check_arguments(method, arguments)
        if full := self.world.limits.take(scopes):
            scope, wait_s = full
            self.world.limits.park(scope, wait_s)
            self.world.minds(f"{method.name}: rate limit exceeded ({_told(scope)})")
            raise too_many(wait_s)
        result = method.handler(Ask(self.world, method.name, arguments))
        return await result if inspect.isawaitable(result) else result

    def _scopes(self, method: Method, arguments: Json) -> list[tuple[Hashable, Rate]]:
        if not method.sends:
            return []
        chat = self.world.chat_named(str(arguments.get("chat_id", "")))
        if method.sends == "draft":
            return self.world.limits.scopes_of_draft(chat)
        return self.world.limits.scopes(chat, is_edit=method.sends == "edit")

    def _check_arguments(self, method: Method, arguments: Json) -> None:
        known = method.required | method.optional
        attached = {
            str(value).removeprefix("attach://")
            for value in arguments.values()
            if isinstance(value, str) and value.startswith("attach://")
        }
        for name, value in arguments.items():
            if name not in known and name not in attached:
                self.world.minds(f"{method.name}: unknown parameter {name}")
            elif name in known and value is not None and mistyped(name, value):
                self.world.minds(f"{method.name}: {name} is no {TYPES[name]}: {value!r}")
        for name in sorted(method.required):
            if arguments.get(name) in ("", None):
                self.world.minds(f"{method.name}: {name} is missing")


def terse(result: Any) -> Any:
    """The id of a message, and of the bot its name too."""
    if not isinstance(result, dict):
        return result
    return {name: result[name] for name in ("message_id", "id", "username", "url") if name in result}


def _told(scope: Hashable) -> str:
    return " ".join(str(part) for part in scope) if isinstance(scope, tuple) else str(scope)


async def read_arguments(request: web.Request) -> tuple[Json, str | None]:
    """The arguments of a call, however they were sent, and the error where they can't be read."""
    arguments: Json = dict(request.query)
    if request.method != "POST":
        return arguments, None
    if request.content_type == "application/json":
        try:
            held = await request.json()
        except ValueError:
            return arguments, "can't parse JSON request"
        if not isinstance(held, dict):
            return arguments, "JSON request must be an Object"
        return {**arguments, **held}, None
    if request.content_type in FORMS:
        return {**arguments, **dict(await request.post())}, None
    return arguments, "unsupported content type" if await request.read() else None

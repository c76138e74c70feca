"""Socket Mode, https://docs.slack.dev/apis/events-api/using-socket-mode."""

import asyncio
import itertools
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.delivery import ACKNOWLEDGE_WITHIN_S, Attempt, Delivery, compact
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.state import Json
from tests.fakes.slack.waiting import until

MOST_SOCKETS = 10


@dataclass(eq=False)
class Socket:
    """One open connection of the app, and the envelopes that it was given."""

    ws: web.WebSocketResponse
    request: web.Request
    envelopes: list[str] = field(default_factory=list)


class SocketMode:
    """The app's sockets; each envelope goes to one of them."""

    def __init__(self, clock: Clock, violations: list[str], app_id: str) -> None:
        self.clock = clock
        self.violations = violations
        self.app_id = app_id
        self.base = ""
        self.sockets: list[Socket] = []
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._waiting: dict[str, tuple[Delivery, asyncio.Future[Json | None]]] = {}
        self._answered: set[str] = set()

    def new_address(self) -> str:
        """Where one socket may be opened, once."""
        if len(self.sockets) >= MOST_SOCKETS:
            raise Refused("too_many_websockets")
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"{self.base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self.app_id}"

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="unknown or used ticket")
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(ws, request)
        self.sockets.append(socket)
        hello = {
            "type": "hello",
            "num_connections": len(self.sockets),
            "connection_info": {"app_id": self.app_id},
            "debug_info": {"host": "applink-1", "build_number": 10, "approximate_connection_time": 18060},
        }
        try:
            await ws.send_str(compact(hello))
            async for message in ws:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        except (ConnectionError, RuntimeError):
            pass
        finally:
            if socket in self.sockets:
                self.sockets.remove(socket)
        return ws

    def _acknowledge(self, text: str) -> None:
        try:
            frame = json.loads(text)
            envelope_id = frame["envelope_id"]
        except (ValueError, TypeError, KeyError):
            self.violations.append(f"socket: a frame that acknowledges nothing: {text[:100]}")
            return
        if envelope_id not in self._waiting:
            if envelope_id not in self._answered:
                self.violations.append(f"socket: acknowledged an unknown envelope {envelope_id}")
            return
        delivery, future = self._waiting[envelope_id]
        payload = frame.get("payload")
        if payload and not delivery.accepts_response:
            self.violations.append(f"socket: a payload in the acknowledgement of {delivery.kind}: {payload}")
        if not future.done():
            future.set_result(payload or None)

    async def send(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        attempt = Attempt(number)
        if not self.sockets:
            attempt.reason = "connection_failed"
            return attempt
        socket = self.sockets[next(self._turn) % len(self.sockets)]
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "accepts_response_payload": delivery.accepts_response,
            "payload": delivery.payload,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason and "timeout"}
        socket.envelopes.append(envelope_id)
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (delivery, future)
        sent = self.clock.now()
        overdue = asyncio.create_task(self.clock.sleep(ACKNOWLEDGE_WITHIN_S))
        try:
            await socket.ws.send_str(compact(envelope))
            waited: list[asyncio.Future[Any]] = [future, overdue]
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        except (ConnectionError, RuntimeError):
            await overdue
        finally:
            overdue.cancel()
            del self._waiting[envelope_id]
            self._answered.add(envelope_id)
        attempt.took_s = self.clock.now() - sent
        if future.done():
            attempt.acknowledged, attempt.response = True, future.result()
        else:
            attempt.reason = "timeout"
        return attempt

    async def until_connected(self, count: int = 1, *, within_s: float = 5.0) -> None:
        def connected() -> bool:
            return len(self.sockets) >= count

        await until(connected, lambda: f"{len(self.sockets)} sockets, not {count}", within_s=within_s)

    async def disconnect(self, reason: str = "refresh_requested", *, grace_s: float = 0.2) -> None:
        """Ask every socket to go (refresh_requested, link_disabled) and close what stays open, or warn them."""
        leaving = list(self.sockets)
        if reason != "warning":
            self.sockets.clear()
        for socket in leaving:
            frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
            await socket.ws.send_str(compact(frame))
        if reason == "warning":
            return
        await asyncio.sleep(grace_s)
        for socket in leaving:
            if not socket.ws.closed:
                await socket.ws.close()

    def drop(self) -> None:
        """Cut every connection without a word."""
        for socket in list(self.sockets):
            self.sockets.remove(socket)
            if socket.request.transport:
                socket.request.transport.abort()

    async def close(self) -> None:
        for socket in list(self.sockets):
            await socket.ws.close()

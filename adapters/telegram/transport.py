"""HTTP for python-telegram-bot by aiohttp, which sends several times as many messages a second as its own default.

It also tells what surely never left (`NotConnected`) from what may have arrived.
"""

import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from adapters.telegram.legible import legible_sent

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's coming way to tell spans of time

CONNECT_S = 5.0
READ_S = 20.0
ABOUT_US, MESSAGE = "getMe", "message_id"
PAUSE_S = 3  # where 429 comes without a word of how long
DIGITS = 6  # of such a word
LONGEST_PAUSE_S = 300  # that anybody but Telegram is believed


class NotConnected(NetworkError):
    """There was no connection, so nothing was asked for."""


class AiohttpRequest(BaseRequest):
    """Requests through a session of aiohttp."""

    def __init__(self, *, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_S

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As the library does, which would put what it can't read into the log, people's words too."""
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise TelegramError("Invalid server response") from error

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request. Raises NotConnected; TimedOut and NetworkError where it may have been done."""
        if self._session is None:
            raise NetworkError("the session is not open")
        seconds = float(read_timeout) if isinstance(read_timeout, int | float) else READ_S
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_S, sock_read=seconds)
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as told:
                body = await told.read()
                if told.status == HTTPStatus.TOO_MANY_REQUESTS:
                    body = _with_pause(body, told.headers.get("Retry-After", ""))
                return told.status, body
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _with_pause(body: bytes, header: str) -> bytes:
    """What is told with 429, with how long to wait also where a server in between says it: nothing was done then."""
    try:
        if json.loads(body)["parameters"]["retry_after"]:
            return body
    except (ValueError, KeyError, TypeError):
        pass
    seconds = int(header) if header.isdecimal() and len(header) < DIGITS else PAUSE_S
    told = {
        "ok": False,
        "error_code": 429,
        "parameters": {"retry_after": min(max(1, seconds), LONGEST_PAUSE_S)},
    }
    return json.dumps(told).encode()


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None or not data.contains_files:
        return data.json_parameters if data is not None else None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


class OurBot(Bot):
    """A bot that tells updates as they came, and takes what servers of other versions answer."""

    async def _post(self, endpoint: str, data: dict[str, Any] | None = None, **how: Any) -> Any:
        told = await super()._post(endpoint, data, **how)
        if endpoint == ABOUT_US:
            return {"is_bot": True, "first_name": "", "username": "", **told}
        if isinstance(told, dict) and MESSAGE in told:
            return legible_sent(told, self, chat=(data or {}).get("chat_id"))
        return told

    async def raw_updates(
        self, *, offset: int | None, wait_s: int, allowed: Sequence[str], read_timeout: float
    ) -> list[dict[str, Any]]:
        """What has happened. The library's own call takes no update of a batch of which it can't read one, and logs them."""
        asked = {"offset": offset, "timeout": wait_s, "allowed_updates": allowed}
        return list(await self._post("getUpdates", asked, read_timeout=read_timeout))


@asynccontextmanager
async def bot_at(api_url: str, token: str) -> AsyncIterator[OurBot]:
    """A bot of the library at an address like https://api.telegram.org, with connections of its own for updates.

    Raises what its first call raises.
    """
    asking, polling = AiohttpRequest(), AiohttpRequest(connections=1)
    bot = OurBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=asking,
        get_updates_request=polling,
    )
    try:
        await bot.initialize()
        yield bot
    finally:
        await bot.shutdown()
        for each in (asking, polling):  # a bot that could not begin leaves them open
            await each.shutdown()

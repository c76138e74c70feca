"""Updates posted to the bot's address, https://core.telegram.org/bots/api#setwebhook, until it says 2xx.

Updates of one chat go one after another, different chats side by side on at most max_connections. After a failure an
update is tried again at once, then after 2, 4, 8 … seconds, at most a minute, or when Retry-After says so.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.waiting import until
from tests.fakes.telegram.state import Json
from tests.fakes.telegram.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_WAIT_S = 60.0
GIVES_UP_AFTER_S = 60.0
HOURS_RETRY_AFTER_S = 3600


@dataclass(frozen=True)
class Sent:
    """A request as it went out, to be sent again or spoilt."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Delivery:
    """One update on its way, with the status of every try; None where no answer came."""

    update: Update
    statuses: list[int | None] = field(default_factory=list)


@dataclass
class Settings:
    """What setWebhook has set."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bool = False


@dataclass
class Trouble:
    """What goes wrong between Telegram and the bot's address, to be set by a test."""

    lose: int = 0
    forget: int = 0
    copies: int = 1


class Webhook:
    """Posts what is pending; `routes` says where public addresses lead on loopback, as a proxy would."""

    def __init__(self, clock: Clock, updates: Updates) -> None:
        self.clock = clock
        self.updates = updates
        self.settings: Settings | None = None
        self.routes: dict[str, str] = {}
        self.trouble = Trouble()
        self.sent: list[Sent] = []
        self.deliveries: list[Delivery] = []
        self.most_at_once = 0
        self.last_error: tuple[float, str] | None = None
        self.call: Callable[[str, Json], Awaitable[object]] | None = None
        self._at_once = 0
        self._connections = asyncio.Semaphore(40)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    # Setting

    def set(self, settings: Settings) -> None:
        self.stop()
        self.settings = settings
        self.last_error = None
        self._connections = asyncio.Semaphore(settings.max_connections)
        self.updates.on_new = self.start
        self.start()

    def delete(self) -> None:
        self.stop()
        self.settings, self.updates.on_new = None, None

    def stop(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()

    async def close(self) -> None:
        lanes = list(self._lanes.values())
        self.delete()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    # Delivering

    def start(self) -> None:
        """Let every queue that has something to tell run."""
        for update in self.updates.fresh():
            if update.queue not in self._lanes:
                self._lanes[update.queue] = asyncio.create_task(self._run(update.queue))

    async def _run(self, queue: str) -> None:
        while update := next((held for held in self.updates.fresh() if held.queue == queue), None):
            await self._deliver(update)
            self.updates.forget(update)
        self._lanes.pop(queue, None)

    async def _deliver(self, update: Update) -> None:
        delivery = Delivery(update)
        self.deliveries.append(delivery)
        delay_s, failed = 1.0, 0
        while update.expires > self.clock.now():
            async with self._connections:
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                try:
                    status, after_s = await self._attempt(update)
                finally:
                    self._at_once -= 1
            delivery.statuses.append(status)
            if status is not None and 200 <= status < 300:
                return
            what = "Connection failed" if status is None else f"Wrong response from the webhook: {status}"
            self.last_error = (self.clock.wall(), what)
            if failed and not after_s:
                delay_s = min(LONGEST_WAIT_S, delay_s * 2)
                after_s = delay_s
            failed += 1
            await self.clock.sleep(after_s)

    async def _attempt(self, update: Update) -> tuple[int | None, float]:
        """The status that came back, None where nothing did, and the seconds of Retry-After."""
        request = self.request(update)
        if self.trouble.lose > 0:
            self.trouble.lose -= 1
            return None, 0.0
        update.handed_out += 1
        tries = [self.post(request) for _ in range(self.trouble.copies)]
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        outcome = outcomes[0]
        if isinstance(outcome, aiohttp.ClientError | TimeoutError):
            return None, 0.0
        if isinstance(outcome, BaseException):
            raise outcome
        if self.trouble.forget > 0:
            self.trouble.forget -= 1
            return None, 0.0
        status, body, after = outcome
        if 200 <= status < 300:
            await self._do(body)
        return status, min(float(after), HOURS_RETRY_AFTER_S) if after.isdigit() else 0.0

    async def _do(self, body: str) -> None:
        """Do what an answer asks for: a method and its parameters, of which nobody hears how it went."""
        try:
            held = json.loads(body)
        except ValueError:
            return
        if self.call and isinstance(held, dict) and isinstance(held.get("method"), str):
            name = held.pop("method")
            if not name.lower().startswith("get"):
                await self.call(name, held)

    def request(self, update: Update, *, secret: str | None = None) -> Sent:
        """The request for an update; another secret makes one that must be refused, an empty one has none."""
        assert self.settings, "no webhook is set"
        secret = self.settings.secret if secret is None else secret
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        if secret:
            headers[SECRET_HEADER] = secret
        body = json.dumps(update.payload(), separators=(",", ":"), ensure_ascii=False).encode()
        return Sent(self.leads_to(self.settings.url), headers, body)

    def leads_to(self, url: str) -> str:
        for public, local in self.routes.items():
            if url.startswith(public):
                return local + url.removeprefix(public)
        return url

    async def post(self, request: Sent) -> tuple[int, str, str]:
        """Send a request as it is: status, body, Retry-After."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=GIVES_UP_AFTER_S)
            self._session = aiohttp.ClientSession(timeout=timeout)
        self.sent.append(request)
        if urlsplit(request.url).hostname not in ("127.0.0.1", "localhost"):
            raise aiohttp.ClientConnectionError(f"nothing on loopback stands for {request.url}")
        async with self._session.post(
            request.url, data=request.body, headers=request.headers, allow_redirects=False
        ) as response:
            return response.status, await response.text(), response.headers.get("Retry-After", "")

    async def settled(self, *, within_s: float = 5.0) -> None:
        """Wait until nothing is pending or on its way."""
        await until(
            lambda: not self.updates.fresh() and not self._lanes,
            lambda: f"still pending: {[update.payload() for update in self.updates.pending]}",
            within_s=within_s,
        )

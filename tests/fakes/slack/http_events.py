"""The HTTP way to the app: signed requests, https://docs.slack.dev/authentication/verifying-requests-from-slack."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.delivery import ACKNOWLEDGE_WITHIN_S, Attempt, Delivery, compact
from tests.fakes.slack.state import App, Json

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Sent:
    """A request as it went out, to be sent again or spoilt."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What the app answered."""

    status: int
    headers: dict[str, str]
    body: str


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The v0 signature of a body."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class HttpEvents:
    """Posts to the app's address; `sent` holds each request."""

    def __init__(self, clock: Clock, app: App, url: str, *, violations: list[str]) -> None:
        self.clock = clock
        self.app = app
        self.url = url
        self.violations = violations
        self.sent: list[Sent] = []
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    def sign(
        self,
        body: bytes,
        content_type: str = JSON,
        *,
        secret: str | None = None,
        age_s: float = 0.0,
    ) -> Sent:
        """A request for this body; a wrong secret or an old timestamp makes one that must be refused."""
        timestamp = str(int(time.time() - age_s))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret or self.app.signing_secret, timestamp, body),
        }
        return Sent(self.url, headers, body)

    def envelope(self, delivery: Delivery) -> tuple[bytes, str]:
        """The body of a delivery, and its content type."""
        if delivery.kind == "events_api":
            return compact(delivery.payload).encode(), JSON
        if delivery.kind == "interactive":
            return urlencode({"payload": compact(delivery.payload)}).encode(), FORM
        form = {name: value for name, value in delivery.payload.items() if value is not None}
        return urlencode(form).encode(), FORM

    async def post(self, request: Sent) -> Reply:
        """Send a request as it is."""
        async with self.session.post(
            request.url, data=request.body, headers=request.headers, allow_redirects=False
        ) as response:
            return Reply(response.status, dict(response.headers), await response.text())

    async def send(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        body, content_type = self.envelope(delivery)
        request = self.sign(body, content_type)
        if number:
            request.headers.update({"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason})
        self.sent.append(request)
        attempt = Attempt(number)
        started = self.clock.now()
        posting = asyncio.create_task(self.post(request))
        overdue = asyncio.create_task(self.clock.sleep(ACKNOWLEDGE_WITHIN_S))
        try:
            await asyncio.wait({posting, overdue}, return_when=asyncio.FIRST_COMPLETED)
            attempt.took_s = self.clock.now() - started
            if not posting.done():
                attempt.reason = "http_timeout"
                return attempt
            reply = posting.result()
        except aiohttp.ClientError:
            attempt.reason = "connection_failed"
            return attempt
        finally:
            posting.cancel()
            overdue.cancel()
        attempt.status = reply.status
        attempt.acknowledged = 200 <= reply.status < 300
        attempt.reason = "" if attempt.acknowledged else "http_error"
        attempt.final = any(
            name.lower() == "x-slack-no-retry" and value == "1" for name, value in reply.headers.items()
        )
        if attempt.acknowledged and reply.body and delivery.kind != "events_api":
            attempt.response = self._response(delivery, reply)
        return attempt

    def _response(self, delivery: Delivery, reply: Reply) -> Json | None:
        try:
            held = json.loads(reply.body)
        except ValueError:
            held = {"text": reply.body}
        if held and not delivery.accepts_response:
            self.violations.append(
                f"http: a body in the acknowledgement of {delivery.payload.get('type')}: {held}"
            )
        return held or None

    async def verify_url(self) -> bool:
        """Whether the app answers the challenge by which Slack learns that the address is its own."""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        token = self.app.verification_token
        body = compact({"type": "url_verification", "token": token, "challenge": challenge})
        reply = await self.post(self.sign(body.encode()))
        return reply.status == 200 and challenge in reply.body

    async def ssl_check(self) -> int:
        """The status by which the app answers Slack's check of its certificate."""
        body = urlencode({"ssl_check": "1", "token": self.app.verification_token}).encode()
        return (await self.post(self.sign(body, FORM))).status

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

"""Calls of Slack's Web API, and what their failures mean for whoever made them."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Ack = Callable[..., Awaitable[Any]]
"""says yes to Slack, with what it is to show"""

TIMEOUT_S = 15
TEMPORARY = frozenset(
    "internal_error fatal_error service_unavailable request_timeout team_added_to_org "
    "external_channel_migrating".split()
)

REVOKED = frozenset({"token_revoked", "account_inactive", "token_expired"})
"""refusals that mean that our token is of no use any more, whatever it is asked"""

NOT_HERE = "team_access_not_granted"
"""the refusal that means that an organisation has not given us this workspace"""


class CallError(Exception):
    """A call did not do what it was to do."""


class Refused(CallError):
    """Slack said no, by this word; it took no effect."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class TooMany(CallError):
    """Come back after so many seconds; it took no effect."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


class NoConnection(CallError):
    """Slack was not reached; it took no effect."""


class Unknown(CallError):
    """It may have taken effect or not."""


def new_client(token: str, *, session: aiohttp.ClientSession, api_url: str) -> AsyncWebClient:
    """A client that tries once: a lost answer must not double a message."""
    return AsyncWebClient(
        token=token, base_url=api_url, session=session, timeout=TIMEOUT_S, retry_handlers=[]
    )


async def call(client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """The answer to a call. Raises CallError."""
    given = {name: value for name, value in arguments.items() if value is not None}
    response = await _posted(client, method, given)
    return response.data if isinstance(response.data, dict) else {}


async def identity(client: AsyncWebClient) -> tuple[dict[str, Any], frozenset[str]]:
    """Whose token it is, and its scopes. Raises CallError."""
    response = await _posted(client, "auth.test", {})
    held = {name.lower(): value for name, value in response.headers.items()}.get("x-oauth-scopes", "")
    data = response.data if isinstance(response.data, dict) else {}
    return data, frozenset(scope.strip() for scope in str(held).split(",") if scope.strip())


async def _posted(client: AsyncWebClient, method: str, given: dict[str, Any]) -> AsyncSlackResponse:
    try:
        return await client.api_call(method, json=given)
    except SlackApiError as error:
        raise _meaning(error) from error
    except aiohttp.ClientConnectorError as error:
        raise NoConnection from error
    except (aiohttp.ClientError, TimeoutError, SlackClientError, ValueError) as error:
        raise Unknown from error


async def read(client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """The answer to a call that only reads, whose arguments go in the address. Raises CallError."""
    try:
        response = await client.api_call(method, http_verb="GET", params=arguments)
    except SlackApiError as error:
        raise _meaning(error) from error
    except (aiohttp.ClientError, TimeoutError, SlackClientError, ValueError) as error:
        raise NoConnection from error
    return response.data if isinstance(response.data, dict) else {}


def _meaning(error: SlackApiError) -> CallError:
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0) or 0
    data = getattr(response, "data", None)
    word = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or word == "ratelimited":
        return TooMany(float(response.headers.get("Retry-After", 1)))
    if status >= 500 or not word or word in TEMPORARY:
        return Unknown()
    return Refused(word)

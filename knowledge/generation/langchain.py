"""Any chat model that LangChain's `init_chat_model` can name: text in, text out, in time or not at all."""

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import structlog
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from knowledge.errors import ModelUnavailable
from knowledge.generation import Failure, NotWritten
from knowledge.generation.prompts import Message
from knowledge.generation.rest import Rest

log = structlog.get_logger()

MAX_REPLY = 24_000  # characters; an answer has a thousand
PAUSE_S = 0.5  # before a second try, where the model names no time
CANCELLED_AT_MOST = 20  # times, `PAUSE_S` apart
LEAST_S = 1.0  # left before the deadline, for a second try to be worth it
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})  # states that may be gone in a moment


class LangChainModel:
    """One chat model. `until` is a moment of the running event loop's clock."""

    def __init__(self, model: BaseChatModel, *, name: str, rest: Rest | None = None) -> None:
        self._model = model
        self.name = name
        self._rest = rest or Rest()
        self._ending: set[asyncio.Task[None]] = set()

    @classmethod
    def named(
        cls,
        name: str,
        *,
        timeout_s: float,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        rest: Rest | None = None,
    ) -> "LangChainModel":
        """Open a model by its "provider:model" string. Imports for about two seconds.

        Raises ModelUnavailable for an unknown provider, a package that is not installed or a missing key.
        """
        from langchain.chat_models import init_chat_model

        given: dict[str, Any] = {"base_url": base_url, "api_key": api_key}
        given = {key: value for key, value in given.items() if value is not None}
        try:
            try:
                # Waiting and trying again are done here, within the deadline of the member who waits.
                model = init_chat_model(name, temperature=0, timeout=timeout_s, max_retries=0, **given)
            except (TypeError, ValueError):
                model = init_chat_model(name, **given)  # a provider that takes no such options
        except ImportError as error:
            package = re.search(r"[\w.]+-[\w.-]+", str(error))
            missing = package[0] if package else str(error).splitlines()[0]
            raise ModelUnavailable(
                f"the language model {name!r} needs the package {missing}; install it beside the helpdesk: "
                f".venv/bin/pip install {missing}"
            ) from error
        except Exception as error:  # each provider's package raises errors of its own
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelUnavailable(f"the language model {name!r} can't be opened: {reason}") from error
        if not isinstance(model, BaseChatModel):
            raise ModelUnavailable(f"{name!r} can't be opened: write the language model as provider:model")
        return cls(model, name=name, rest=rest)

    async def reply(
        self, messages: Sequence[Message], *, until: float, heard: Callable[[str], None] | None = None
    ) -> str | NotWritten:
        """The whole text that the model replies with, or why there is none; never later than `until`.

        `heard` is told how far the text has come, and from its beginning if the model is asked twice.
        """
        if self._rest.is_on:
            return NotWritten(Failure.RESTING)
        clock = asyncio.get_running_loop().time
        outcome, wait_s = await self._try(messages, until=until, heard=heard)
        if wait_s is not None and clock() + wait_s + LEAST_S < until:
            await asyncio.sleep(wait_s)
            outcome, wait_s = await self._try(messages, until=until, heard=heard)
        if isinstance(outcome, str):
            self._rest.worked()
        elif outcome.reason is not Failure.TOO_LONG:
            self._rest.failed(wanted_s=wait_s or 0.0)
            log.warning("language_model_failed", reason=outcome.reason.name.lower(), detail=outcome.detail)
        return outcome

    async def _try(
        self, messages: Sequence[Message], *, until: float, heard: Callable[[str], None] | None
    ) -> tuple[str | NotWritten, float | None]:
        """One call; with the seconds to wait before another one, where that may help."""
        clock = asyncio.get_running_loop().time

        def in_time(text: str) -> None:
            if heard is not None and clock() < until:
                heard(text)

        # In a task of its own: the packages below now and then go on, or wait on, when they are cancelled.
        stream = asyncio.create_task(self._stream(messages, in_time))
        try:
            finished, _ = await asyncio.wait([stream], timeout=until - clock())
        finally:
            if not stream.done():
                ending = asyncio.create_task(_end(stream))
                self._ending.add(ending)
                ending.add_done_callback(self._ending.discard)
        if not finished:
            return NotWritten(Failure.TIMEOUT), None
        try:
            return stream.result(), None
        except Exception as error:  # noqa: BLE001 - each provider's package raises errors of its own
            return _failure(error), _wait_s(error)

    async def _stream(self, messages: Sequence[Message], heard: Callable[[str], None]) -> str | NotWritten:
        text = ""
        async with aclosing(self._model.astream(list(messages))) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                text += str(chunk.text)
                if len(text) > MAX_REPLY:
                    return NotWritten(Failure.TOO_LONG)
                heard(text)
        return text


async def _end(stream: asyncio.Task[Any]) -> None:
    """Cancel it until that has had its effect."""
    for _ in range(CANCELLED_AT_MOST):
        stream.cancel()
        await asyncio.wait([stream], timeout=PAUSE_S)
        if stream.done():
            break
    if stream.done() and not stream.cancelled():
        stream.exception()  # which nobody wants to know any more


def _failure(error: Exception) -> NotWritten:
    status = _status(error)
    if status == 429:
        return NotWritten(Failure.BUSY, "HTTP 429")
    if status is not None and 400 <= status < 500:
        return NotWritten(Failure.REFUSED, f"HTTP {status}")
    if status is not None and status >= 500:
        return NotWritten(Failure.UNREACHABLE, f"HTTP {status}")
    kind = type(error).__name__
    if "timeout" in kind.lower():
        return NotWritten(Failure.TIMEOUT, kind)
    return NotWritten(Failure.MALFORMED if isinstance(error, ValueError) else Failure.UNREACHABLE, kind)


def _wait_s(error: Exception) -> float | None:
    """How long to wait before another try; None where none would help."""
    if _status(error) not in PASSING:
        return None
    response = getattr(error, "response", None)
    asked = str(getattr(response, "headers", {}).get("retry-after", "")).strip()
    if re.fullmatch(r"\d{1,6}(?:\.\d+)?", asked):
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return PAUSE_S
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _status(error: Exception) -> int | None:
    """The HTTP status that a provider's error carries, by whichever name."""
    for holder in (error, getattr(error, "response", None), error.__cause__):
        for name in ("status_code", "code", "status"):
            status = getattr(holder, name, None)
            if isinstance(status, int) and 400 <= status < 600:
                return status
    return None

"""How Telegram says no, https://core.telegram.org/bots/api#making-requests, and what only strictness notices."""

from typing import Any


class Refused(Exception):
    """A call that Telegram answers with `"ok": false`; `parameters` say what to do about it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(what: str) -> Refused:
    """The refusal of a request that can't be done as it stands."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    return Refused(403, f"Forbidden: {what}")


def too_many(retry_after_s: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after_s}", retry_after=retry_after_s)


class Unseen(AssertionError):
    """A person was to press, answer or read what is not on their screen."""

"""How Slack says no, and how a test hears of what only strictness notices."""

from typing import Any


class Refused(Exception):
    """A call that Slack answers with `"ok": false`; `more` joins the body."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.more}


def faulty(error: str, problems: list[str]) -> Refused:
    """The refusal of a value that has these problems, told as Slack tells them."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    more: dict[str, Any] = {"response_metadata": {"messages": messages}}
    if error == "invalid_blocks":
        more["errors"] = problems
    return Refused(error, **more)


class Unseen(AssertionError):
    """A person was to press, read or fill in what is not on their screen."""

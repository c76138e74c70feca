"""What goes wrong on demand between the bot and the Bot API: the faults of any HTTP service, and Telegram's own."""

from dataclasses import dataclass

from tests.fakes.slack.faults import (
    Broken,
    Fault,
    Faults,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
)

__all__ = [
    "Broken",
    "Failing",
    "Fault",
    "Faults",
    "HalfBody",
    "LateReply",
    "RateLimited",
    "ResetAfter",
    "ResetBefore",
    "Slow",
]

REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Time-out",
}


@dataclass(frozen=True)
class Failing(Fault):
    """An error of Telegram's own in JSON; nothing took effect."""

    code: int = 500
    description: str = "Internal Server Error"


def page(status: int) -> str:
    """The page that Telegram's front sends where no server stands behind it."""
    title = f"{status} {REASONS.get(status, 'Error')}"
    return (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
        "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
    )

"""Links that begin a private chat with the bot and say what about: signed, so that nobody can make their own.

https://core.telegram.org/bots/features#deep-linking
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

PAYLOAD = re.compile(
    r"(?P<way>(?P<kind>[a-z])(?P<number>[0-9]{1,18})(m(?P<message>[0-9]{1,18}))?)-(?P<seal>[A-Za-z0-9_-]{20})",
    re.ASCII,
)
CODE = re.compile(r"l(?P<code>[A-Z2-9]{8})-(?P<seal>[A-Za-z0-9_-]{20})", re.ASCII)


class Purpose(StrEnum):
    """What a link is for."""

    GO_ON = "c"
    """with a message that was written where others read along; the number is the message's in the inbox"""
    EVENT = "e"
    TICKET = "t"


@dataclass(frozen=True)
class Way:
    """Where a link leads."""

    purpose: Purpose
    number: int
    """of the message that goes on, the event or the ticket"""
    message: int | None = None
    """the delivery that the link stands under, so that each works by itself; None where the number does for that"""

    def __str__(self) -> str:
        stands = "" if self.message is None else f"m{self.message}"
        return f"{self.purpose.value}{self.number}{stands}"


@dataclass(frozen=True)
class Links:
    """Makes links, and reads the payloads that come back; at most 64 letters, digits, - and _."""

    username: str
    secret: str

    def to(self, way: Way) -> str:
        """The address that somebody taps."""
        return f"https://t.me/{self.username}?start={self.payload(way)}"

    def payload(self, way: Way) -> str:
        return f"{way}-{self._seal(str(way))}"

    def read(self, payload: str) -> Way | None:
        """Where a payload leads; None for one that was not made here."""
        found = PAYLOAD.fullmatch(payload)
        if found is None or not hmac.compare_digest(self._seal(found["way"]), found["seal"]):
            return None
        try:
            message = int(found["message"]) if found["message"] else None
            return Way(Purpose(found["kind"]), int(found["number"]), message)
        except ValueError:
            return None

    def to_join(self, code: str) -> str:
        """The address that brings a code by which two accounts are joined; the code itself works once."""
        named = f"l{code}"
        return f"https://t.me/{self.username}?start={named}-{self._seal(named)}"

    def read_code(self, payload: str) -> str | None:
        """The code that a payload brings; None for one that was not made here."""
        found = CODE.fullmatch(payload)
        if found is None or not hmac.compare_digest(self._seal(f"l{found['code']}"), found["seal"]):
            return None
        return found["code"]

    def _seal(self, named: str) -> str:
        made = hmac.digest(self.secret.encode(), f"start:{named}".encode(), hashlib.sha256)
        return urlsafe_b64encode(made).decode()[:20]

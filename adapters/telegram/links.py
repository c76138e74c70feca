"""Links that begin a private chat with the bot and say what about: signed, so that nobody can make their own.

https://core.telegram.org/bots/features#deep-linking
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

PAYLOAD = re.compile(r"(?P<kind>[a-z])(?P<number>[0-9]{1,18})-(?P<seal>[A-Za-z0-9_-]{20})", re.ASCII)
CODE = re.compile(r"l(?P<code>[A-Z2-9]{8})-(?P<seal>[A-Za-z0-9_-]{20})", re.ASCII)


class Purpose(StrEnum):
    """What a link is for."""

    GO_ON = "c"
    """with a message that was written where others read along; the number is the message's in the inbox"""
    EVENT = "e"
    TICKET = "t"


@dataclass(frozen=True)
class Links:
    """Makes links, and reads the payloads that come back; at most 64 letters, digits, - and _."""

    username: str
    secret: str

    def to(self, purpose: Purpose, number: int) -> str:
        """The address that somebody taps."""
        return f"https://t.me/{self.username}?start={self.payload(purpose, number)}"

    def payload(self, purpose: Purpose, number: int) -> str:
        named = f"{purpose.value}{number}"
        return f"{named}-{self._seal(named)}"

    def read(self, payload: str) -> tuple[Purpose, int] | None:
        """What a payload is for; None for one that was not made here."""
        found = PAYLOAD.fullmatch(payload)
        if found is None:
            return None
        named = f"{found['kind']}{found['number']}"
        if not hmac.compare_digest(self._seal(named), found["seal"]):
            return None
        try:
            return Purpose(found["kind"]), int(found["number"])
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

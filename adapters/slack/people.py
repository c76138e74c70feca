"""Who is a member of the workspace, and who only visits."""

import asyncio
import time
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import CallError, read

KNOWN_S = 600.0
LOOK_S = 1.0  # an acknowledgement is waited for meanwhile
MOST = 20_000


@dataclass
class People:
    """Tells members from guests and from people of other workspaces; asks Slack once in a while for each."""

    client: AsyncWebClient
    team: str
    _known: dict[str, tuple[bool, float]] = field(default_factory=dict)
    _asking: dict[str, "asyncio.Task[bool]"] = field(default_factory=dict)

    async def is_member(self, user: str, *, team: str | None) -> bool:
        """Whether members-only content may be shown to them; no where Slack does not say so in time."""
        if team is not None and team != self.team:
            return False
        known = self._known.get(user)
        if known is not None and time.monotonic() - known[1] < KNOWN_S:
            return known[0]
        task = self._asking.get(user)
        if task is None:
            task = self._asking[user] = asyncio.create_task(self._ask(user))
            task.add_done_callback(lambda _: self._asking.pop(user, None))
        try:
            return await asyncio.wait_for(asyncio.shield(task), LOOK_S)
        except TimeoutError:
            return False

    async def looks_after(self, user: str, *, team: str | None) -> bool:
        """Whether they look after the workspace, as its owners and admins do; asked anew each time."""
        if team is not None and team != self.team:
            return False
        try:
            told = (await read(self.client, "users.info", user=user))["user"]
        except (CallError, KeyError):
            return False
        is_ours = told.get("team_id", self.team) == self.team and not told.get("is_stranger")
        is_gone = told.get("deleted") or told.get("is_bot")
        return bool(is_ours and not is_gone and (told.get("is_admin") or told.get("is_owner")))

    async def _ask(self, user: str) -> bool:
        try:
            told = (await read(self.client, "users.info", user=user))["user"]
        except (CallError, KeyError):
            return False
        is_outside = any(
            told.get(name)
            for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
        )
        is_member = not is_outside and told.get("team_id", self.team) == self.team
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[user] = (is_member, time.monotonic())
        return is_member

"""A member's own settings: a modal with what is kept, from wherever they ask for it."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.ports import Intake
from adapters.slack import modals
from adapters.slack.calls import call
from adapters.slack.events import Us
from adapters.slack.modals import filled, form_view
from adapters.slack.places import member_id
from bot.texts import Texts

SAYING = "/settings"  # what opens it and what is said by sending it
DELETING = f"{SAYING} delete"
ACTION = "own_settings"
WORDS = ("my settings", SAYING)  # behind the slash command
LONGEST = 1000  # of what one field brings back


@dataclass
class OwnSettingsForm:
    """Opens the form, and reads what comes back from it."""

    client: AsyncWebClient
    us: Us
    intake: Intake
    texts: Texts

    async def open(self, trigger: str, user: str, team: str) -> None:
        """Show a member what is kept of them; nobody else's is ever looked up."""
        shown = await self.intake.own_settings(member_id(team, user))
        view = form_view(shown, self.texts, conversation="", kind=modals.OWN)
        await call(self.client, "views.open", trigger_id=trigger, view=view)


def given(view: dict[str, Any]) -> dict[str, str]:
    """What was chosen, as a member would write it."""
    return {key: words[:LONGEST] for key, words in filled(view).items()}

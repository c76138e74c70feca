"""The experts' channel in Slack, as the settings name it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.slack.connecting import Connection
    from bot.app import App
    from bot.desk.room import ExpertRooms
    from bot.settings import Settings


async def experts_on_slack(app: "App", slack: "Connection", settings: "Settings") -> "ExpertRooms":
    """The door of the desk for this workspace, open to those whom the settings name."""
    from adapters.slack.places import PLATFORM, Place, member_id
    from escalation.experts import read_named

    team, channel = slack.us.team, settings.slack_experts_channel
    rooms = app.expert_rooms()
    await rooms.open(
        frozenset([Place(team, channel).conversation] if channel else []),
        among=f"{PLATFORM}:{team}:",
        named={member_id(team, each.user): each for each in read_named(settings.slack_experts)},
    )
    return rooms

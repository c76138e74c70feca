"""A channel for which an admin has chosen how the bot answers there."""

from tests.adapters.slack.serving import Served
from tests.fakes.slack import Channel, Person


async def chosen(helpdesk: Served, manner: str, *, told: str) -> tuple[Person, Person, Channel]:
    """Two members in such a channel, once they are told."""
    slack = helpdesk.slack
    ada, ben, ida = slack.person("Ada"), slack.person("Ben"), slack.person("Ida")
    ada.user.admin = True
    channel = slack.channel("region", ada, ben, ida)
    await ada.commands("/helpdesk settings", in_=channel)
    form = await ada.waits_for_modal("This channel")
    assert await ada.submits(form, {"How I answer": [manner]}) == {}
    await ben.waits_to_see(told, in_=channel)
    return ben, ida, channel

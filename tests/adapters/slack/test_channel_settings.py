"""What a channel's bot covers: who may choose it, and what that changes."""

from typing import Any

import pytest

from adapters.slack.channel_settings import ChannelSettings
from adapters.slack.events import Us
from adapters.slack.pace import Pace
from adapters.slack.people import People
from bot.messages import TOPICS_OF_PAGES, ChannelChoices
from bot.settings import Settings
from knowledge.chunking import passages
from knowledge.readers.front_matter import TOPICS
from tests.adapters.slack.serving import Served, quick, served
from tests.fakes.slack import Channel, Person, Slack
from tests.making import document, embed

ASKED = "@Helpdesk How long does a peer review take?"
COVERED = "@Helpdesk What is the lantern scheme for peat bogs?"
LIMITED = "I found no answer to that on the topic of this channel (Green)"
LABEL = "I answer here on"


async def with_green_page(helpdesk: Served) -> None:
    """One page on a topic, among those without."""
    page = document(
        "/green/lantern.md",
        "The lantern scheme for peat bogs",
        "The lantern scheme for peat bogs pays farmers who keep the water in their peat bogs.",
        topic="Green",
        url="https://example.eu/lantern",
    )
    await helpdesk.app.library.replace_all([(page, passages(page))])
    await embed(helpdesk.app.library, helpdesk.app.models.embedder)
    await helpdesk.app.room.keep_in_step()


def settled(helpdesk: Served) -> tuple[Person, Person, Channel]:
    """An admin and a member in one channel."""
    ada, ben = helpdesk.slack.person("Ada"), helpdesk.slack.person("Ben")
    ada.user.admin = True
    return ada, ben, helpdesk.slack.channel("region", ada, ben)


async def chooses(person: Person, channel: Channel, *topics: str, **more: list[str]) -> dict[str, str]:
    await person.commands("/helpdesk settings", in_=channel)
    form = await person.waits_for_modal("This channel")
    return await person.submits(form, {LABEL: list(topics), **more})


def form_of(helpdesk: Served) -> ChannelSettings:
    """The form's two ends, as the app in the workspace has them."""
    client, team = helpdesk.sender.client, helpdesk.slack.team.id
    intake = helpdesk.app.intake(helpdesk.work)
    return ChannelSettings(client, Us(team, "U0"), intake, People(client, team), helpdesk.app.texts, Pace())


def told_alone(channel: Channel, person: Person) -> list[str]:
    return [each.text for each in channel.ephemeral if each.ephemeral_to == person.id]


async def test_a_channel_is_kept_to_its_topics_after_a_restart_too(settings: Settings, slack: Slack) -> None:
    slack.limits.enforced = False  # a new process does not know how much the one before has just sent
    async with served(settings, slack, pace=quick()) as helpdesk:
        await with_green_page(helpdesk)
        ada, ben, channel = settled(helpdesk)
        assert await chooses(ada, channel, "Green") == {}
        await ben.waits_to_see("I answer on: Green", in_=channel)
    async with served(settings, slack, pace=quick()):
        asked = await ben.says(ASKED, in_=channel)
        await ben.waits_to_see(LIMITED, thread=asked)
        covered = await ben.says(COVERED, in_=channel)
        await ben.waits_to_see("pays farmers", thread=covered)
        await ben.says("How long does a peer review take?")
        await ben.waits_to_see("two days")
        assert await chooses(ada, channel) == {}
        await ben.waits_to_see("I answer on all topics", in_=channel)
        again = await ben.says(ASKED, in_=channel)
        await ben.waits_to_see("two days", thread=again)


async def test_the_form_shows_what_holds_and_the_same_again_is_not_told(helpdesk: Served) -> None:
    ada, ben, channel = settled(helpdesk)
    await chooses(ada, channel, "Green", "Social")
    await ben.waits_to_see("I answer on: Green, Social", in_=channel)
    await ada.commands("/helpdesk SETTINGS ", in_=channel)
    form = await ada.waits_for_modal("This channel")
    block = form.body["blocks"][0]
    assert [each["value"] for each in block["element"]["initial_options"]] == ["Green", "Social"]
    assert await ada.submits(form) == {}
    await helpdesk.slack.settled()
    assert ben.sees(channel).count("has set what I do") == 1


async def test_who_does_not_look_after_the_workspace_is_refused(helpdesk: Served) -> None:
    _, ben, channel = settled(helpdesk)
    await ben.commands("/helpdesk settings", in_=channel)
    await helpdesk.slack.until(lambda: bool(told_alone(channel, ben)))
    assert told_alone(channel, ben) == [helpdesk.app.texts.say("slack-settings-refused")]
    assert ben.modal is None


async def test_who_looks_after_it_no_more_when_the_form_is_sent_is_refused(helpdesk: Served) -> None:
    ada, ben, channel = settled(helpdesk)
    await ada.commands("/helpdesk settings", in_=channel)
    form = await ada.waits_for_modal("This channel")
    ada.user.admin = False
    errors = await ada.submits(form, {LABEL: ["Green"]})
    assert errors == {LABEL: helpdesk.app.texts.say("slack-settings-refused")}
    assert "has set what" not in ben.sees(channel)


async def test_an_admin_of_another_workspace_is_refused(helpdesk: Served) -> None:
    elsewhere = helpdesk.slack.add_team("Elsewhere")
    eve = helpdesk.slack.person("Eve", team=elsewhere)
    eve.user.admin = True
    taken: list[str] = []

    async def ack(text: str = "", **_: Any) -> None:
        taken.append(text)

    command = {
        "channel_id": "C1",
        "user_id": eve.id,
        "team_id": elsewhere.id,
        "trigger_id": "1",
        "text": "settings",
    }
    await form_of(helpdesk).wanted(ack, command)
    assert taken == [helpdesk.app.texts.say("slack-settings-refused")]


async def test_whom_an_admin_has_named_may_change_it_and_names_nobody_else(helpdesk: Served) -> None:
    ada, ben, channel = settled(helpdesk)
    eve = helpdesk.slack.person("Eve")
    await eve.joins(channel)
    assert await chooses(ada, channel, "Green", keepers=[ben.id]) == {}
    await eve.waits_to_see("Besides owners and admins this may be changed by: @Ben", in_=channel)
    await ben.commands("/helpdesk settings", in_=channel)
    form = await ben.waits_for_modal("This channel")
    assert [each["block_id"] for each in form.body["blocks"]] == ["topics", "manner"]
    assert await ben.submits(form, {LABEL: ["Social"]}) == {}
    await eve.waits_to_see("I answer on: Social", in_=channel)
    place = f"slack:{helpdesk.slack.team.id}:{channel.id}"
    view = {
        "private_metadata": f'{{"conversation": "{place}"}}',
        "state": {"values": {"keepers": {"keepers": {"selected_users": [eve.id]}}}},
    }

    async def ack(**_: Any) -> None:
        return

    form_ends = form_of(helpdesk)
    await form_ends.sent(ack, {"user": {"id": ben.id, "team_id": helpdesk.slack.team.id}}, view)
    kept = await form_ends.intake.choices(place)
    assert kept.keepers == {f"slack:{helpdesk.slack.team.id}:{ben.id}"}, "a forged list is none"
    assert await chooses(ada, channel, keepers=[]) == {}
    await ben.commands("/helpdesk settings", in_=channel)
    await helpdesk.slack.until(lambda: bool(told_alone(channel, ben)))


@pytest.mark.parametrize("chosen", [[{"value": "Gardening"}], [{"value": "Green\nSmart"}], []])
async def test_forged_topics_are_none(helpdesk: Served, chosen: list[dict[str, str]]) -> None:
    ada, ben, channel = settled(helpdesk)
    form = form_of(helpdesk)
    place = f"slack:{helpdesk.slack.team.id}:{channel.id}"
    view = {
        "private_metadata": f'{{"conversation": "{place}"}}',
        "state": {"values": {"topics": {"topics": {"selected_options": chosen}}}},
    }

    async def ack(**_: Any) -> None:
        return

    await form.sent(ack, {"user": {"id": ada.id, "team_id": helpdesk.slack.team.id}}, view)
    assert await form.intake.choices(place) == ChannelChoices()
    assert "has set what" not in ben.sees(channel)


def test_the_topics_are_those_that_pages_may_carry() -> None:
    assert set(TOPICS_OF_PAGES) == set(TOPICS)

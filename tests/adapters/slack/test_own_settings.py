"""What members choose for themselves in Slack: from the Home tab, by the command and by buttons, in one form."""

import json
from typing import Any

import pytest

from bot.conversation.interests import Interests
from bot.settings import Settings
from bot.storage.interests import SqlInterests
from tests.adapters.slack.serving import Served, quick, served
from tests.fakes.slack import Person, Slack, View

TITLE = "Your settings"
TOPICS = "Which topics interest you?"
LEAD = "Shall events on these topics come first when I list events for you?"
RURAL, CYCLING = "Webinar on sustainable rural mobility", "Cycling cities, part 1"


async def home(helpdesk: Served, person: Person, words: str) -> str:
    """The Home tab once these words stand on it."""
    await helpdesk.slack.until(lambda: words in person.home())
    return person.home()


async def at_home(helpdesk: Served, person: Person) -> View:
    await person.opens_home()
    await home(helpdesk, person, "[Settings]")
    return helpdesk.slack.state.homes[person.id]


async def kept(helpdesk: Served, person: Person) -> Interests | None:
    member = f"slack:{helpdesk.slack.team.id}:{person.id}"
    return await SqlInterests(helpdesk.app.database).of(member)


def chosen(view: View) -> list[str]:
    """What is ticked and taken in a form as it opens."""
    elements = [block["element"] for block in view.body["blocks"] if block["type"] == "input"]
    found = [option["value"] for each in elements for option in each.get("initial_options", [])]
    return found + [each["initial_option"]["value"] for each in elements if "initial_option" in each]


async def test_topics_chosen_on_the_home_tab_change_it_and_stay_after_a_restart(
    settings: Settings, slack: Slack
) -> None:
    slack.limits.enforced = False  # a new process does not know how much the one before has just sent
    ana, ben = slack.person("Ana"), slack.person("Ben")
    async with served(settings, slack, pace=quick()) as helpdesk:
        tab = await at_home(helpdesk, ana)
        assert "Choose the topics that interest you" in ana.home()
        assert RURAL in ana.home()
        assert "Delete my settings" not in ana.home()
        await ana.presses("Settings", on=tab)
        form = await ana.waits_for_modal(TITLE)
        assert chosen(form) == ["yes"]
        assert "I keep your choice until you delete it" in ana.reads(form)
        assert await kept(helpdesk, ana) is None
    async with served(settings, slack, pace=quick()) as helpdesk:
        assert await ana.submits(form, {TOPICS: ["Green", "Social"], LEAD: "yes"}) == {}
        seen = await home(helpdesk, ana, "Upcoming events on your topics")
        assert "Your topics: Green, Social" in seen
        assert CYCLING in seen
        assert RURAL not in seen
        assert "Topics that interest you: Green, Social." in seen
        assert "your settings, until you delete them" in seen
        await ana.waits_to_see("I have set that.")
        tab = await at_home(helpdesk, ben)
        assert RURAL in ben.home(), "another's topics are theirs"
        await ben.presses("Settings", on=tab)
        assert chosen(await ben.waits_for_modal(TITLE)) == ["yes"]


async def test_the_form_opens_with_what_is_set_and_empty_it_deletes(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.commands("/helpdesk my settings")
    form = await ana.waits_for_modal(TITLE)
    await ana.submits(form, {TOPICS: ["Connected"], LEAD: "no"})
    await home(helpdesk, ana, "Your topics: Connected")
    await ana.waits_to_see("[Settings] [Delete my settings]")
    await ana.presses("Settings")
    again = await ana.waits_for_modal(TITLE)
    assert chosen(again) == ["connected", "no"]
    await ana.submits(again, {TOPICS: []})
    await home(helpdesk, ana, "You have chosen nothing yet.")
    assert await kept(helpdesk, ana) is None
    await ana.waits_to_see("I keep no settings of yours any more")


@pytest.mark.parametrize("where", ["home", "message"])
async def test_a_button_deletes_and_the_home_tab_shows_it(helpdesk: Served, where: str) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.commands("/helpdesk settings")
    await ana.submits(await ana.waits_for_modal(TITLE), {TOPICS: ["Smart"]})
    await home(helpdesk, ana, "None are announced on them at the moment.")
    await ana.waits_to_see("[Delete my settings]")
    on = helpdesk.slack.state.homes[ana.id] if where == "home" else None
    await ana.presses("Delete my settings", on=on)
    await ana.waits_to_see("Deleted.")
    await home(helpdesk, ana, "You have chosen nothing yet.")
    assert await kept(helpdesk, ana) is None


async def test_in_a_channel_my_settings_are_mine_and_are_told_to_nobody_else(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("region", ana, ben)
    await ana.commands("/helpdesk My Settings", in_=channel)
    await ana.submits(await ana.waits_for_modal(TITLE), {TOPICS: ["Green"]})
    await ana.waits_to_see("I have set that.")
    await ana.commands("/helpdesk settings", in_=channel)
    await helpdesk.slack.until(lambda: bool(channel.ephemeral))
    assert ana.modal is None, "the channel's settings are for admins"
    assert "Green" not in ben.sees(channel)


async def test_asked_for_by_a_mention_it_opens_in_private(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("region", ana, ben)
    await ana.says("@Helpdesk /settings", in_=channel)
    await ana.waits_to_see("[Open as a form]")
    assert TOPICS not in ben.sees(channel)
    await ana.presses("Open as a form")
    await ana.submits(await ana.waits_for_modal(TITLE), {TOPICS: ["Green"]})
    await ana.waits_to_see("Topics that interest you: Green.")
    assert await kept(helpdesk, ana) == Interests(frozenset({"Green"}))


async def test_a_form_that_is_sent_twice_is_told_of_once(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.commands("/helpdesk settings")
    form = await ana.waits_for_modal(TITLE)
    await ana.submits(form, {TOPICS: ["Green"]})
    await ana.waits_to_see("I have set that.")
    await ana.interactions.submit(ana.user, form)
    await helpdesk.slack.settled()
    assert ana.sees().count("I have set that.") == 1


FORGED: list[dict[str, Any]] = [
    {
        "interests": {
            "interests": {"selected_options": [{"text": {"text": "Gardening"}, "value": "gardening"}]}
        }
    },
    {"interests": {"interests": {"selected_options": [{"text": {"text": "x" * 50_000}, "value": "x"}] * 20}}},
    {
        "interests": {"interests": {"selected_options": None}},
        "events_lead": {"events_lead": {"value": "yes"}},
    },
    {"events_lead": {"events_lead": {"value": "maybe"}}, "topics": {"topics": {"value": "Green"}}},
    {"interests": {}},
    {},
]


@pytest.mark.parametrize("values", FORGED)
async def test_a_forged_form_keeps_nothing_that_is_no_topic(helpdesk: Served, values: dict[str, Any]) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    await ana.commands("/helpdesk settings")
    form = await ana.waits_for_modal(TITLE)
    form.body["private_metadata"] = json.dumps(
        {"conversation": f"slack:{helpdesk.slack.team.id}:{ben.dm.id}"}
    )
    form.values = values
    await ana.interactions.submit(ana.user, form)
    await helpdesk.slack.until(lambda: "Policy" in ana.sees() or "settings" in ana.sees())
    assert await kept(helpdesk, ana) is None
    assert await kept(helpdesk, ben) is None
    assert "settings" not in ben.sees()


async def test_the_assistant_suggests_what_is_on_the_topics(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.commands("/helpdesk settings")
    await ana.submits(await ana.waits_for_modal(TITLE), {TOPICS: ["Connected"]})
    await ana.waits_to_see("I have set that.")
    thread = await ana.opens_assistant()
    await helpdesk.slack.until(lambda: bool(ana.prompts(thread)))
    assert ana.prompts(thread)[:2] == [f"Register: {RURAL}", "Events on my topics"]
    await ana.takes_prompt("Events on my topics", thread=thread)
    seen = await ana.waits_to_see("on your topics (Connected)", thread=thread)
    assert CYCLING not in seen

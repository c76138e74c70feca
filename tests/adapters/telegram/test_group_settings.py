"""Settings of a group by those who run it: one message whose buttons are changed in place."""

import asyncio

import pytest

from bot.messages import TOPICS_OF_PAGES, ChannelChoices
from bot.settings import Settings
from bot.storage.channels import SqlChannels
from knowledge.chunking import passages
from tests.adapters.telegram.seeing import ASKED, accepted, told
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Chat, Message, Person, Telegram, Topic
from tests.fakes.telegram.state import Press
from tests.making import document, embed

COVERED = "What is the lantern scheme for peat bogs?"
LIMITED = "I found no answer to that on the topic of this channel (Green)"
UNASKED = "Answer without being named"
WHO = "Who may change this"
BACK = "As in the whole group"


async def held(helpdesk: Served, chat: Chat, topic: int = 0) -> ChannelChoices:
    return await SqlChannels(helpdesk.app.database).choices_in(f"telegram:{chat.id}:{topic}:1")


async def opens(helpdesk: Served, by: Person, chat: Chat, *, topic: Topic | None = None) -> Message:
    """Write the command, and wait for the message with the buttons."""
    before = len(helpdesk.telegram.said(chat))
    await by.says("/settings", in_=chat, topic=topic)
    await helpdesk.telegram.until(lambda: len(helpdesk.telegram.said(chat)) > before)
    return helpdesk.telegram.said(chat)[-1]


async def turns(helpdesk: Served, by: Person, message: Message, label: str, becomes: str) -> None:
    """Press a button, and wait for what it becomes."""
    press = await by.presses(label, on=message, waits=True)
    assert press.text == ""
    await helpdesk.telegram.until(lambda: becomes in labels(message))


def labels(message: Message) -> list[str]:
    return [str(each["text"]) for each in message.buttons]


async def with_green_page(helpdesk: Served) -> None:
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


async def test_topics_are_ticked_in_place_hold_at_once_and_are_told_at_the_end(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False  # a new process does not know how much the one before has just sent
    ada, ben = telegram.person("Ada"), telegram.person("Ben")
    group = telegram.supergroup("Region", ada, ben)
    async with served(settings, telegram, pace=quick()) as helpdesk:
        await with_green_page(helpdesk)
        message = await opens(helpdesk, ada, group)
        assert labels(message)[:6] == list(TOPICS_OF_PAGES)
        await turns(helpdesk, ada, message, "Green", "✓ Green")
        assert await held(helpdesk, group) == ChannelChoices(frozenset({"Green"}))
        await ben.says(f"/ask {ASKED}", in_=group)
        await ben.waits_to_see(LIMITED, in_=group)
        await telegram.polled()
    async with served(settings, telegram, pace=quick()) as helpdesk:
        await turns(helpdesk, ada, message, "Social", "✓ Social")
        await turns(helpdesk, ada, message, "✓ Social", "Social")
        await ada.presses("Done", on=message, waits=True)
        seen = await ben.waits_to_see("Ada has set what I do in this group.", in_=group)
        assert "• I answer on: Green." in seen
        assert "• I answer when I am asked" in seen
        assert message.buttons == []
        await ben.says(f"/ask {COVERED}", in_=group)
        await ben.waits_to_see("pays farmers", in_=group)
        await ben.says(ASKED)
        await ben.waits_to_see("two days")


async def test_who_does_not_run_the_group_is_refused_and_nothing_changes(helpdesk: Served) -> None:
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben)
    refused = await opens(helpdesk, ben, group)
    assert "Only the owner and admins" in refused.text
    assert refused.buttons == []
    message = await opens(helpdesk, ada, group)
    shown = labels(message)
    for label in ("Green", WHO, "Done"):
        press = await ben.presses(label, on=message, waits=True)
        assert "Only the owner and admins" in press.text
        assert press.alert
    await asyncio.sleep(0.2)
    assert labels(message) == shown
    assert await held(helpdesk, group) == ChannelChoices()
    assert await accepted(helpdesk) == 0, "none of it is a message for the bot"


async def test_who_runs_it_no_more_is_refused_at_the_next_press(helpdesk: Served) -> None:
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben)
    group.members[ben.id] = "administrator"
    message = await opens(helpdesk, ben, group)
    await turns(helpdesk, ben, message, "Smart", "✓ Smart")
    group.members[ben.id] = "member"
    press = await ben.presses("✓ Smart", on=message, waits=True)
    assert "Only the owner and admins" in press.text
    assert (await held(helpdesk, group)).topics == {"Smart"}


async def test_an_admin_without_a_name_may_and_is_not_named(helpdesk: Served) -> None:
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben)
    await ada.hides_in(group)
    message = await opens(helpdesk, ada, group)
    await turns(helpdesk, ada, message, "Green", "✓ Green")
    await ada.presses("Done", on=message, waits=True)
    seen = await ben.waits_to_see("An admin has set what I do in this group.", in_=group)
    assert "Ada" not in seen


async def test_somebody_else_may_be_named_and_taken_off_by_those_who_run_it_alone(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ada, ben, eve = (helpdesk.telegram.person(name) for name in ("Ada", "Ben https://evil.example", "Eve"))
    group = helpdesk.telegram.supergroup("Region", ada, ben, eve)
    words, others = await ben.says("Hello all", in_=group), await eve.says("Hello", in_=group)
    await eve.says("/settings add", in_=group, reply_to=words)
    await eve.waits_to_see("Only the owner and admins", in_=group)
    await ada.says("/settings add", in_=group)
    await ada.waits_to_see("reply to a message of theirs", in_=group)
    await ada.says("/settings@helpdesk_bot ADD", in_=group, reply_to=words)
    await ada.waits_to_see("may change what I do here now", in_=group)
    assert (await held(helpdesk, group)).keepers == {f"telegram:{ben.id}"}

    message = await opens(helpdesk, ben, group)
    await turns(helpdesk, ben, message, "Green", "✓ Green")
    name = next(each for each in labels(message) if each.startswith("✗ "))
    press = await ben.presses(name, on=message, waits=True)
    assert "Only the owner and admins of this group say who else" in press.text
    await ben.says("/settings add", in_=group, reply_to=others)
    await ben.waits_to_see("say who else may change this", in_=group)
    assert (await held(helpdesk, group)).keepers == {f"telegram:{ben.id}"}

    await ada.presses(name, on=message, waits=True)
    await helpdesk.telegram.until(lambda: name not in labels(message))
    press = await ben.presses("✓ Green", on=message, waits=True)
    assert "Only the owner and admins" in press.text
    assert await held(helpdesk, group) == ChannelChoices(frozenset({"Green"}))


async def test_who_was_named_and_has_left_the_group_may_no_more(helpdesk: Served) -> None:
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben)
    words = await ben.says("Hello all", in_=group)
    await ada.says("/settings add", in_=group, reply_to=words)
    await ada.waits_to_see("may change what I do here now", in_=group)
    message = await opens(helpdesk, ben, group)
    group.members[ben.id] = "left"
    helpdesk.telegram.world.press(_press(helpdesk, ben, message, "g:+Green"))
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert (await held(helpdesk, group)).topics == frozenset()


async def test_a_topic_has_settings_of_its_own_and_general_those_of_the_group(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ada = helpdesk.telegram.person("Ada")
    forum = helpdesk.telegram.supergroup("Forum", ada, forum=True)
    topic = await ada.opens_topic(forum, "Peat")
    whole = await opens(helpdesk, ada, forum)
    assert "in this group" in whole.text
    await turns(helpdesk, ada, whole, "Smart", "✓ Smart")
    own = await opens(helpdesk, ada, forum, topic=topic)
    assert "in this topic" in own.text
    assert own.thread_id == topic.id
    assert "✓ Smart" in labels(own), "what holds in the group holds here until something else is set"
    await turns(helpdesk, ada, own, "✓ Smart", "Smart")
    await turns(helpdesk, ada, own, "Green", "✓ Green")
    assert (await held(helpdesk, forum)).topics == {"Smart"}
    assert (await held(helpdesk, forum, topic.id)).topics == {"Green"}
    assert (await held(helpdesk, forum, topic.id + 5)).topics == {"Smart"}
    await ada.presses("Done", on=own, waits=True)
    await ada.waits_to_see("Ada has set what I do in this topic.", in_=forum, topic=topic)


async def test_a_topic_is_put_back_to_what_holds_in_the_group_by_those_who_run_it(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    forum = helpdesk.telegram.supergroup("Forum", ada, ben, forum=True)
    topic = await ada.opens_topic(forum, "Peat")
    bens = await ben.says("Hello", in_=forum, topic=topic)
    whole = await opens(helpdesk, ada, forum)
    await turns(helpdesk, ada, whole, "Smart", "✓ Smart")
    assert BACK not in labels(whole)
    own = await opens(helpdesk, ada, forum, topic=topic)
    assert BACK not in labels(own), "it is so already"
    await ada.says("/settings add", in_=forum, topic=topic, reply_to=bens)
    await ada.waits_to_see("Ben may change what I do here now", in_=forum, topic=topic)
    await turns(helpdesk, ada, own, "Green", "✓ Green")
    assert BACK in labels(own)
    press = await ben.presses(BACK, on=own, waits=True)
    assert "Only the owner and admins" in press.text
    assert (await held(helpdesk, forum, topic.id)).topics == {"Smart", "Green"}
    press = await ada.presses(BACK, on=own, waits=True)
    assert "what I do in the whole group again" in press.text
    await helpdesk.telegram.until(lambda: "Green" in labels(own))
    assert BACK not in labels(own)
    assert await held(helpdesk, forum, topic.id) == ChannelChoices(frozenset({"Smart"}))
    await turns(helpdesk, ada, whole, "Green", "✓ Green")
    assert (await held(helpdesk, forum, topic.id)).topics == {"Smart", "Green"}
    await ada.presses("Done", on=own, waits=True)
    await ada.waits_to_see("I answer on: Smart, Green.", in_=forum, topic=topic)


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(helpdesk: Served) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.group("Region", ada)
    message = await opens(helpdesk, ada, group)
    await turns(helpdesk, ada, message, "Green", "✓ Green")
    moved = helpdesk.telegram.migrate(group)
    await helpdesk.telegram.polled()
    again = await opens(helpdesk, ada, moved)
    assert "✓ Green" in labels(again)
    assert (await held(helpdesk, moved)).topics == {"Green"}


async def test_presses_of_several_at_once_and_again_lose_none(helpdesk: Served) -> None:
    helpdesk.telegram.limits.enforced = False
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben)
    group.members[ben.id] = "administrator"
    message = await opens(helpdesk, ada, group)
    for topic in TOPICS_OF_PAGES:
        await (ada if topic < "H" else ben).presses(topic, on=message)
    await helpdesk.telegram.until(
        lambda: sum("✓" in each for each in labels(message)) == len(TOPICS_OF_PAGES)
    )
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert (await held(helpdesk, group)).topics == set(TOPICS_OF_PAGES)
    assert len(told(helpdesk, group)) == 1


@pytest.mark.parametrize(
    "data",
    [
        "g:",
        "g:+Gardening",
        "g:+",
        "g:Green",
        "g:+Green\n",
        "g:+keeper:1",
        "g:-keeper:",
        "g:-keeper:\u0661",
        "g:+who",
    ],
)
async def test_a_forged_press_changes_nothing(helpdesk: Served, data: str) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada)
    message = await opens(helpdesk, ada, group)
    message.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": data}]]}
    await ada.presses("Forged", on=message, waits=True)
    await helpdesk.telegram.polled()
    assert await held(helpdesk, group) == ChannelChoices()
    assert await accepted(helpdesk) == 0


async def test_a_press_on_what_is_settled_changes_nothing(helpdesk: Served) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada)
    message = await opens(helpdesk, ada, group)
    await ada.presses("Done", on=message, waits=True)
    await ada.waits_to_see("has set what I do", in_=group)
    late = _press(helpdesk, ada, message, "g:+Green")
    helpdesk.telegram.world.press(late)
    await helpdesk.telegram.until(lambda: late.answered)
    assert "settled already" in late.text
    assert await held(helpdesk, group) == ChannelChoices()
    assert message.buttons == []


async def test_in_private_the_command_is_for_ones_own_settings_and_other_bots_have_theirs(
    helpdesk: Served,
) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada)
    await ada.says("/settings")
    await ada.waits_to_see("Which topics interest you?")
    await ada.says("/settings@other_bot", in_=group)
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert told(helpdesk, group) == []


async def test_those_who_run_a_group_have_the_command_in_their_menu(helpdesk: Served) -> None:
    menus = helpdesk.telegram.state.profile.menus
    await helpdesk.telegram.until(lambda: len(menus) > 4)
    told_ = {str(scope): menu for (scope, language), menu in menus.items() if not language}
    [admins] = [menu for scope, menu in told_.items() if "all_chat_administrators" in scope]
    [groups] = [menu for scope, menu in told_.items() if "all_group_chats" in scope]
    assert {"command": "settings", "description": "Settings of this group"} in admins
    assert "settings" not in [each["command"] for each in groups]


def _press(helpdesk: Served, by: Person, message: Message, data: str) -> Press:
    """A press by somebody whose client still shows what is there no more."""
    now = helpdesk.telegram.world.clock.now()
    return Press(f"99{helpdesk.telegram.state.count('press')}", by.user, message, data, now)

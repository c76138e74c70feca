"""Groups in which the bot reads along: what it answers, what it leaves alone, and where it can't."""

import asyncio

from sqlalchemy import select

from bot.messages import ChannelChoices
from bot.settings import Settings
from bot.storage.channels import SqlChannels
from bot.storage.inbox import Outcome
from bot.storage.work_tables import InboxRow
from tests.adapters.telegram.seeing import ASKED, accepted, told
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Chat, Message, Person, Telegram

NOBODY = "Nobody asked me, but I know a page on this"
UNASKED = "Answer without being named"


async def opens(helpdesk: Served, by: Person, chat: Chat) -> Message:
    before = len(helpdesk.telegram.said(chat))
    await by.says("/settings", in_=chat)
    await helpdesk.telegram.until(lambda: len(helpdesk.telegram.said(chat)) > before)
    return helpdesk.telegram.said(chat)[-1]


async def allows(helpdesk: Served, by: Person, chat: Chat) -> None:
    """Let the bot answer unasked, and read what then holds."""
    message = await opens(helpdesk, by, chat)
    await by.presses(UNASKED, on=message, waits=True)
    await helpdesk.telegram.until(lambda: f"✓ {UNASKED}" in [each["text"] for each in message.buttons])
    await by.presses("Done", on=message, waits=True)
    await by.waits_to_see("I read along, and answer questions that surely have an answer", in_=chat)


async def kept(helpdesk: Served) -> list[tuple[str, str | None]]:
    """Text and outcome of each message of the inbox, oldest first."""
    query = select(InboxRow.text, InboxRow.outcome).order_by(InboxRow.id)
    async with helpdesk.app.database.reading() as connection:
        return [(text, outcome) for text, outcome in await connection.execute(query)]


async def test_a_question_to_everybody_is_answered_below_it_and_talked_on_about(helpdesk: Served) -> None:
    ada, ben = helpdesk.telegram.person("Ada"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ada, ben, bot="administrator")
    await allows(helpdesk, ada, group)
    asked = await ben.says(ASKED, in_=group)
    seen = await ada.waits_to_see("two days", in_=group)
    assert NOBODY in seen
    reply = helpdesk.telegram.said(group)[-1]
    assert reply.reply_to is asked
    await ben.says("and how long does the assessment take?", in_=group, reply_to=reply)
    await ben.waits_to_see("up to one month", in_=group)


async def test_what_people_say_among_themselves_is_left_alone_and_its_words_are_not_kept(
    settings: Settings,
) -> None:
    async with Telegram(privacy=False) as telegram, served(settings, telegram, pace=quick()) as helpdesk:
        telegram.limits.enforced = False
        ada, ben = telegram.person("Ada"), telegram.person("Ben", username="ben_of_tartu")
        group = telegram.supergroup("Region", ada, ben)
        await allows(helpdesk, ada, group)
        before = len(told(helpdesk, group))
        said = await ben.says("How long did the peer review in Tartu take in the end?", in_=group)
        await ada.says(ASKED, in_=group, reply_to=said)
        await ada.says(f"@ben_of_tartu {ASKED}", in_=group)
        await ada.says("/poll How long does a peer review take?", in_=group)
        await ada.sends_photo(caption="", in_=group)

        async def is_left() -> bool:
            return await kept(helpdesk) == [("", Outcome.LEFT.value)]

        async with asyncio.timeout(30):
            while not await is_left():  # noqa: ASYNC110  (it happens in a database)
                await asyncio.sleep(0.05)
        await telegram.polled()
        await asyncio.sleep(0.2)
        assert await is_left(), "the rest was none of its business"
        assert len(told(helpdesk, group)) == before
        assert "typing" not in ben.sees(group)


async def test_where_nobody_has_allowed_it_the_bot_does_not_read_along(helpdesk: Served) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada, bot="administrator")
    await ada.says(ASKED, in_=group)
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.2)
    assert await accepted(helpdesk) == 0


async def test_where_the_bot_is_not_shown_all_messages_the_button_says_why(helpdesk: Served) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada)
    message = await opens(helpdesk, ada, group)
    press = await ada.presses(f"{UNASKED}: not possible", on=message, waits=True)
    assert "Make me an administrator of this group" in press.text
    message.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": "g:+unasked"}]]}
    press = await ada.presses("Forged", on=message, waits=True)
    assert "Make me an administrator of this group" in press.text
    channels = SqlChannels(helpdesk.app.database)
    assert await channels.choices_in(f"telegram:{group.id}:0:1") == ChannelChoices()
    await ada.adds_the_bot(group, as_admin=True)
    assert UNASKED in [each["text"] for each in (await opens(helpdesk, ada, group)).buttons]


async def test_an_edited_question_to_everybody_is_answered_as_it_then_stands(helpdesk: Served) -> None:
    ada = helpdesk.telegram.person("Ada")
    group = helpdesk.telegram.supergroup("Region", ada, bot="administrator")
    await allows(helpdesk, ada, group)
    said = await ada.says("Good morning all", in_=group)
    await helpdesk.telegram.polled()
    await ada.edits(said, ASKED)
    await ada.waits_to_see("two days", in_=group)

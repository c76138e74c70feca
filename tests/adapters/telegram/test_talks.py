"""Talks in Telegram, read as a person there reads them."""

from bot.settings import Settings
from escalation.experts import Expert, ExpertId
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Message, Person, Telegram

ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"
TAKE = "Take what is ticked"
ANNA = Expert(ExpertId("anna"), "Anna")


async def test_start_says_who_speaks_and_offers_three_buttons(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana", started=False)
    await ana.starts()
    seen = await ana.waits_to_see("a bot, not a person")
    assert seen.count("a bot, not a person") == 1
    [message] = helpdesk.telegram.said(ana.chat)
    assert len(message.buttons) == 3
    await ana.presses("Coming events", waits=True)
    await ana.waits_to_see("These events are coming up")


async def test_a_question_gets_an_answer_with_dated_sources_and_buttons(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says("How long does a peer review take?")
    seen = await ana.waits_to_see("two days")
    assert "a bot, not a person" in seen
    assert "[1] " in seen
    assert "as of 20" in seen
    assert "(https://" in seen
    assert "[That helped]" in seen


async def test_feedback_buttons_go_away_after_the_tap(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says("How long does a peer review take?")
    await ana.waits_to_see("[That helped]")
    await ana.presses("That helped", waits=True)
    await ana.waits_to_see("I am glad that this helped")
    seen = await ana.waits_to_see("✓ That helped")
    assert "[Why this answer?]" in seen
    assert "[That did not help]" not in seen


async def test_an_expert_answers_under_the_question(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    asked = await ana.says(ADVICE)
    await ana.waits_to_see("Shall I ask an expert")
    await ana.presses("Ask an expert", waits=True)
    await ana.waits_to_see("as number 1")
    await helpdesk.app.desk.enrol(ANNA)
    [ticket] = (await helpdesk.app.desk.status_for(member=f"telegram:{ana.id}")).tickets
    await helpdesk.app.desk.claim(ticket.id, by=ANNA)
    await helpdesk.app.desk.answer(
        ticket.id, by=ANNA, text="Pay the shop. See <b>evil.example</b> or @someone."
    )
    seen = await ana.waits_to_see("Pay the shop.")
    assert "Anna" in seen
    [reply] = [each for each in helpdesk.telegram.said(ana.chat) if "Pay the shop" in each.text]
    assert reply.reply_to is asked
    assert [held["type"] for held in reply.entities] == []


async def test_an_event_is_registered_for_in_two_taps_with_a_calendar_file(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says("sign me up for the rural mobility webinar")
    await ana.waits_to_see("[Yes]")
    await ana.presses("Yes", waits=True)
    seen = await ana.waits_to_see(".ics]")
    assert "is confirmed" in seen
    [held] = await helpdesk.app.registrations.held_by(f"telegram:{ana.id}")
    assert held.position is None


async def test_what_is_personal_goes_on_in_the_private_chat_by_a_link_of_ones_own(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana", started=False), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    asked = await ana.says("/ask what am I registered for?", in_=group)
    seen = await ana.waits_to_see("for one person alone", in_=group)
    assert "[Go on in private]" in seen
    [pointer] = helpdesk.telegram.said(group)
    assert pointer.reply_to is asked
    payload = pointer.buttons[-1]["url"].partition("?start=")[2]
    await ben.starts(payload)
    await ben.waits_to_see("was made for somebody else")
    await ana.starts(payload)
    seen = await ana.waits_to_see("not registered for")
    assert "a bot, not a person" in seen, "who comes from a group was not told yet who speaks"
    await ana.starts(payload)
    await ana.waits_to_see("used already")
    tampered = payload[:-1] + ("A" if payload[-1] != "A" else "B")
    await ben.starts(tampered)
    await helpdesk.telegram.until(lambda: ben.sees().count("was made for somebody else") == 2)


async def test_who_has_begun_a_private_chat_is_answered_there_at_once(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    await ana.says("@helpdesk_bot what am I registered for?", in_=group)
    await ana.waits_to_see("for you alone", in_=group)
    seen = await ana.waits_to_see("You asked: “what am I registered for?”")
    assert "registered for" in seen.split("You asked")[1]
    assert "You asked" not in ben.sees(group)


async def test_a_form_is_filled_in_step_by_step_and_survives_a_restart(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False  # a new process does not know how much the one before has just sent
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        await ana.says("Please subscribe me to the policy digest")
        await ana.waits_to_see("[Yes]")
        await ana.presses("Yes", waits=True)
        await ana.waits_to_see("[Cancel]")
    async with served(settings, telegram):
        for _ in range(8):
            if "as number" in telegram.said(ana.chat)[-1].text:
                break
            await fills_in(telegram, ana, telegram.said(ana.chat)[-1])
        assert ana.sees().count("as number 1") == 1


async def says_more_than(telegram: Telegram, person: Person, last: Message) -> None:
    """Wait until the bot has said something after this."""
    await telegram.until(lambda: telegram.said(person.chat)[-1] is not last)


async def test_every_question_of_a_form_can_be_gone_back_from_and_the_form_left_at_any(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    async with served(settings, telegram, pace=quick()) as helpdesk:
        for further in range(10):  # one question further each time
            helpdesk.clock.passes(minutes=2)  # who writes faster is slowed down
            await begins(telegram, ana)
            shown = [telegram.said(ana.chat)[-1]]
            for _ in range(further):
                await fills_in(telegram, ana, shown[-1])
                shown.append(telegram.said(ana.chat)[-1])
            if "as number" in shown[-1].text:
                break
            assert ("Back" in labels(shown[-1])) == (further > 0)
            if further:
                await ana.presses("Back", on=shown[-1], waits=True)
                await says_more_than(telegram, ana, shown[-1])
                assert asked_in(telegram.said(ana.chat)[-1]) == asked_in(shown[-2])
                await fills_in(telegram, ana, telegram.said(ana.chat)[-1])
                assert asked_in(telegram.said(ana.chat)[-1]) == asked_in(shown[-1])
            last = telegram.said(ana.chat)[-1]
            await ana.presses("Cancel", on=last, waits=True)
            await says_more_than(telegram, ana, last)
            assert "I have sent nothing" in telegram.said(ana.chat)[-1].text
        assert further == 3
        [ticket] = (await helpdesk.app.desk.status_for(member=f"telegram:{ana.id}")).tickets
        assert "ana@example.eu" in str(ticket)


def labels(message: Message) -> list[str]:
    return [each["text"] for each in message.buttons]


def asked_in(message: Message) -> str:
    """The question of a form that a message asks."""
    return message.text.partition("\n")[0]


async def begins(telegram: Telegram, person: Person) -> None:
    """Begin the form of the policy digest."""
    await person.says("Please subscribe me to the policy digest")
    await telegram.until(lambda: any("Yes" in labels(each) for each in telegram.said(person.chat)[-1:]))
    last = telegram.said(person.chat)[-1]
    await person.presses("Yes", on=last, waits=True)
    await says_more_than(telegram, person, last)


async def fills_in(telegram: Telegram, person: Person, shown: Message) -> None:
    """Answer one question of that form; its last one sends it."""
    if "e-mail" in shown.text.lower() and "Yes" not in labels(shown):
        await person.says("ana@example.eu")
    elif TAKE in labels(shown):
        if not any(each.startswith("✓") for each in labels(shown)):  # as one gone back to is already
            await person.presses(labels(shown)[0], on=shown, waits=True)
        await telegram.until(lambda: any(each.startswith("✓") for each in labels(shown)))
        await person.presses(TAKE, on=shown, waits=True)
    else:
        await person.presses(labels(shown)[0], on=shown, waits=True)
    await says_more_than(telegram, person, shown)

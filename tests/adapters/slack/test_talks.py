"""Talks in Slack, read as a person there reads them."""

from pathlib import Path

from bot.settings import Settings
from escalation.experts import Expert, ExpertId
from tests.adapters.slack.serving import Served, served
from tests.fakes.slack import Person, Slack

ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"
ANNA = Expert(ExpertId("anna"), "Anna")


async def test_a_question_gets_an_answer_with_dated_sources_and_buttons(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says("How long does a peer review take?")
    seen = await ana.waits_to_see("two days")
    assert "a bot, not a person" in seen
    assert "[1] " in seen
    assert "as of 20" in seen
    assert "[That helped]" in seen


async def test_feedback_buttons_go_away_after_the_tap(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says("How long does a peer review take?")
    await ana.waits_to_see("[That helped]")
    await ana.presses("That helped")
    seen = await ana.waits_to_see("I am glad that this helped")
    await ana.waits_to_see("→ That helped")
    assert "[That helped]" not in ana.sees()
    assert "[Why this answer?]" in seen


async def test_a_button_that_stays_tells_once_however_fast_it_is_pressed_and_again_later(
    helpdesk: Served,
) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says("How long does a peer review take?")
    await ana.waits_to_see("[Why this answer?]")
    for _ in range(2):
        await ana.presses("Why this answer?")
    await ana.waits_to_see("How sure I am")
    await helpdesk.slack.settled()
    assert ana.sees().count("How sure I am") == 1
    helpdesk.slack.clock.advance(5)
    await ana.presses("Why this answer?")
    await helpdesk.slack.until(lambda: ana.sees().count("How sure I am") == 2)


async def test_an_expert_at_the_desk_answers_in_the_thread(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("region", ana)
    asked = await ana.says(f"@Helpdesk {ADVICE}", in_=channel)
    await ana.waits_to_see("Shall I ask an expert", thread=asked)
    await ana.says("yes", thread=asked)
    await ana.waits_to_see("as number 1", thread=asked)
    await helpdesk.app.desk.enrol(ANNA)
    [ticket] = (await helpdesk.app.desk.status_for(member=f"slack:{helpdesk.slack.team.id}:{ana.id}")).tickets
    await helpdesk.app.desk.claim(ticket.id, by=ANNA)
    await helpdesk.app.desk.answer(ticket.id, by=ANNA, text="Pay the shop, not the <!channel>.")
    seen = await ana.waits_to_see("Pay the shop, not the <!channel>.", thread=asked)
    assert "Anna" in seen
    assert [ping for ping in helpdesk.slack.notified if ping.message.bot_id] == []


async def test_an_event_is_registered_for_in_two_taps_with_a_calendar_file(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.says("sign me up for the rural mobility webinar")
    await ana.waits_to_see("[Yes]")
    await ana.presses("Yes")
    seen = await ana.waits_to_see(".ics)")
    assert "is confirmed" in seen
    [held] = await helpdesk.app.registrations.held_by(f"slack:{helpdesk.slack.team.id}:{ana.id}")
    assert held.position is None


async def test_what_is_personal_goes_on_in_direct_messages(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("region", ana, ben)
    asked = await ana.says("@Helpdesk what am I registered for?", in_=channel)
    await ana.waits_to_see("for you alone", thread=asked)
    seen = await ana.waits_to_see("You asked: “what am I registered for?”")
    assert "registered for" in seen.split("You asked")[1]
    assert "no registration" not in ben.sees(channel)


async def test_follow_ups_in_the_thread_need_no_mention_and_the_root_stays_quiet(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("region", ana, ben)
    await ana.says("What is a peer review, by the way?", in_=channel)
    asked = await ana.says("@Helpdesk What is a peer review?", in_=channel)
    await ana.waits_to_see("[1]", thread=asked)
    await ana.says("and how long does it take?", thread=asked)
    await ana.waits_to_see("two days", thread=asked)
    before = len(helpdesk.slack.messages(channel))
    await ana.says("@Ben what do you think of it?", thread=asked)
    await helpdesk.slack.settled()
    assert len(helpdesk.slack.messages(channel)) == before + 1
    assert not any(
        message.user == helpdesk.slack.bot.id for message in channel.messages.values() if not message.is_reply
    )


async def test_a_form_opens_from_a_button_shows_what_is_wrong_and_survives_a_restart(
    settings: Settings, slack: Slack, tmp_path: Path
) -> None:
    ana = slack.person("Ana")
    async with served(settings, slack):
        await ana.says("Please subscribe me to the policy digest")
        await ana.waits_to_see("[Yes]")
        await ana.presses("Yes")
        await ana.waits_to_see("[Open as a form]")
        await ana.waits_for_modal()
        await ana.closes()
    async with served(settings, slack):
        await ana.presses("Open as a form")
        form = await ana.waits_for_modal()
        assert "Which topics?" in ana.reads(form)
        errors = await ana.submits(form, {"email": "not an address", "topics": topics(ana)})
        assert list(errors)
        assert form.open
        assert await ana.submits(form, {"email": "ana@example.eu", "topics": topics(ana)}) == {}
        seen = await ana.waits_to_see("ana@example.eu")
        await ana.presses("Yes")
        seen = await ana.waits_to_see("as number 1")
        assert seen.count("as number 1") == 1


def topics(person: Person) -> list[str]:
    assert person.modal is not None
    block = next(each for each in person.modal.body["blocks"] if each["block_id"] == "topics")
    return [block["element"]["options"][0]["text"]["text"]]


async def test_the_command_asks_and_answers_in_direct_messages(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    channel = helpdesk.slack.channel("region", ana)
    attempt = await ana.commands("/helpdesk How long does a peer review take?", in_=channel)
    assert attempt.acknowledged
    assert "direct messages" in ana.sees(channel)
    await ana.waits_to_see("two days")
    await ana.commands("/helpdesk")
    form = await ana.waits_for_modal("Ask the helpdesk")
    await ana.submits(form, {"What would you like to know?": "What does a peer review cost?"})
    await ana.waits_to_see("cost")


async def test_a_message_shortcut_asks_about_that_message(helpdesk: Served) -> None:
    ana, ben = helpdesk.slack.person("Ana"), helpdesk.slack.person("Ben")
    channel = helpdesk.slack.channel("region", ana, ben)
    said = await ben.says("How long does a peer review take?", in_=channel)
    await ana.shortcut("ask_about_message", on=said)
    form = await ana.waits_for_modal("Ask the helpdesk")
    assert "How long does a peer review take?" in ana.reads(form)
    await ana.submits(form)
    await ana.waits_to_see("two days")


async def test_the_assistant_suggests_says_what_it_does_and_has_a_title(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    thread = await ana.opens_assistant()
    await helpdesk.slack.until(lambda: bool(thread.prompts))
    assert 1 <= len(ana.prompts(thread)) <= 4
    await ana.says("How long does a peer review take?", thread=thread)
    await ana.waits_to_see("two days", thread=thread)
    assert thread.title == "How long does a peer review take?"
    assert helpdesk.slack.calls_of("assistant.threads.setStatus")
    assert "looking it up" not in ana.sees(thread=thread)
    await ana.takes_prompt("Coming events", thread=thread)
    await ana.waits_to_see("coming up", thread=thread)


async def test_home_shows_ones_own_matters_also_when_opened_twice(helpdesk: Served) -> None:
    ana = helpdesk.slack.person("Ana")
    await ana.opens_home()
    await helpdesk.slack.until(lambda: "Coming events" in ana.home())
    assert "None yet." in ana.home()
    await ana.says("sign me up for the rural mobility webinar")
    await ana.waits_to_see("[Yes]")
    await ana.presses("Yes")
    await ana.waits_to_see(".ics)")
    await ana.opens_home()
    await helpdesk.slack.until(lambda: "None yet." not in ana.home())
    view = helpdesk.slack.state.homes[ana.id]
    await ana.presses("Coming events", on=view)
    await ana.waits_to_see("These events are coming up")
    await ana.presses("Ask a question", on=view)
    await ana.waits_for_modal("Ask the helpdesk")

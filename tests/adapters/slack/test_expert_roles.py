"""Who may do what with a ticket in Slack; it is decided at every press."""

import asyncio

import structlog

from bot.settings import Settings
from escalation.tickets import State
from tests.adapters.slack.expert_office import Office
from tests.adapters.slack.serving import served
from tests.fakes.slack import Message, Person, Slack


async def act(office: Office, person: Person, verb: str, card: Message) -> None:
    """Do with a card what somebody may try, also with forms that were opened when it was still allowed."""
    labels = {"claim": "Take it", "close": "Close", "open": "Open"}
    if verb in labels:
        await person.presses(labels[verb], on=card)
        if verb == "open":
            await office.helpdesk.slack.settled()
            if person.modal and any(block["type"] == "input" for block in person.modal.body["blocks"]):
                await person.submits(person.modal, {"text": "From the open form."})
    elif verb == "thread":
        await person.says("From the thread.", thread=card)
    elif verb == "number":
        await person.says(f"#{_ticket(card)} By number.", in_=office.channel)
    elif verb == "words":
        for line in ("answer #{} a", "ask #{} a", "reassign #{} Bram", "close #{}"):
            await person.says(line.format(_ticket(card)), in_=office.channel)
    else:
        label = {"answer": "Answer", "ask": "Ask the member", "reassign": "Hand on"}[verb]
        await person.presses(label, on=card)
        form = person.modal
        if form and any(block["type"] == "input" for block in form.body["blocks"]):
            given = {"To whom?": "Bram"} if verb == "reassign" else {"text": "From the form."}
            await person.submits(form, given)
    await office.helpdesk.slack.settled()


def _ticket(card: Message) -> int:
    return int((card.metadata or {})["event_payload"]["ticket"])


async def test_nobody_but_the_holder_can_do_anything_with_a_ticket_that_is_held(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card)
    await office.card(id_, "with Anna")
    before = await office.kept(id_)
    stranger = office.helpdesk.slack.person("Olaf", team=office.helpdesk.slack.add_team("Elsewhere"))
    office.channel.shared_with.append(stranger.user.team.id)
    office.channel.members += [office.ana.id, stranger.id]
    for person in (office.bram, office.guest, office.ana, stranger):
        for verb in ("answer", "ask", "reassign", "close", "open", "thread", "number", "words"):
            await act(office, person, verb, card)
            assert await office.kept(id_) == before, (person.name, verb)
    for person in (office.guest, office.ana, stranger):
        assert person.modal is None, person.name
        await office.hears(person, "Only experts can do this")
    await office.hears(office.bram, f"Ticket #{id_} is with Anna.")
    await act(office, office.cleo, "close", card)
    assert await office.kept(id_) == before
    await act(office, office.cleo, "reassign", card)  # a coordinator may
    kept = await office.kept(id_)
    assert kept.owner is not None
    assert kept.owner.alias == "Bram"


async def test_a_free_ticket_is_taken_by_no_one_but_an_expert_and_who_tries_is_logged(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    office.channel.members.append(office.ana.id)
    with structlog.testing.capture_logs() as logs:
        for person in (office.guest, office.ana):
            for verb in ("claim", "open", "thread", "number", "words"):
                await act(office, person, verb, card)
                assert (await office.kept(id_)).state is State.OPEN, (person.name, verb)
    refused = [each for each in logs if each["event"] == "not an expert"]
    assert {each["member"] for each in refused} == {
        f"slack:{office.helpdesk.slack.team.id}:{each.id}" for each in (office.guest, office.ana)
    }
    assert {each["verb"] for each in refused} >= {"claim", "open"}
    assert not any("By number" in str(each) for each in logs)


async def test_a_form_that_was_open_when_the_ticket_went_to_somebody_else_says_so(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Open", on=card)
    form = await office.anna.waits_for_modal()
    await office.bram.presses("Take it", on=card)
    await office.card(id_, "with Bram")
    errors = await office.anna.submits(form, {"text": "Too late."})
    assert list(errors.values()) == [f"Ticket #{id_} is with Bram."]
    assert (await office.kept(id_)).messages == ()


async def test_of_fifty_who_claim_at_once_one_wins_and_the_others_are_told_who(
    settings: Settings, slack: Slack
) -> None:
    slack.limits.enforced = False
    people = [slack.person(f"E{number}") for number in range(50)]
    channel = slack.channel("experts", *people)
    named = ", ".join(f"{person.id}={person.name}" for person in people)
    changed = {"slack_experts_channel": channel.id, "slack_experts": named}
    async with served(settings.model_copy(update=changed), slack) as helpdesk:
        ana = slack.person("Ana")
        office = Office(helpdesk, channel, people[0], people[1], people[2], people[3], ana)
        id_ = await office.ticket()
        card = await office.card(id_)
        await asyncio.gather(*(person.presses("Take it", on=card) for person in people))
        kept = await office.kept(id_)
        assert kept.owner is not None
        winners = [each for each in people if any("is yours" in told for told in office.told(each))]
        await slack.until(lambda: len(channel.ephemeral) == 50)
        winners = [each for each in people if any("is yours" in told for told in office.told(each))]
        losers = [
            each for each in people if f"Ticket #{id_} is with {kept.owner.alias}." in office.told(each)
        ]
        assert [each.name for each in winners] == [kept.owner.alias]
        assert len(losers) == 49
        await ana.waits_to_see("has taken your question")
        assert ana.sees().count("has taken your question") == 1

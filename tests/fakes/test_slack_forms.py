"""Forms on the fake: triggers that live three seconds, hashes, errors, and what an acknowledgement does."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.echoing import Json, button, by_socket, client_of, form, new_app, question, refusal, section
from tests.fakes.slack import Person, Slack, Unseen


async def trigger(slack: Slack, person: Person) -> str:
    """A trigger that nobody waits for."""
    return slack.state.new_trigger(person.user).id


def asking(slack: Slack) -> AsyncApp:
    """An app with a form of two questions, which wants a longer text."""
    app = new_app(slack)
    topics = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
        for name in ("Energy", "Transport")
    ]
    topic = {
        "type": "input",
        "block_id": "topic",
        "optional": True,
        "label": {"type": "plain_text", "text": "Topic"},
        "element": {"type": "static_select", "action_id": "chosen", "options": topics},
    }

    @app.command("/helpdesk")
    async def start(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=form(question(), topic, notify_on_close=True)
        )

    @app.view("form")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        typed = view["state"]["values"]["q"]["typed"]["value"]
        if len(typed) < 5:
            await ack(response_action="errors", errors={"q": "Please say a little more"})
        elif typed == "again please":
            await ack(response_action="update", view=form(question("More"), title="Go on"))
        else:
            await ack()

    return app


async def test_a_form_is_filled_in_corrected_and_sent(slack: Slack) -> None:
    ana = slack.person("Ana")
    async with by_socket(slack, asking(slack)):
        assert (await ana.commands("/helpdesk ask")).acknowledged
        view = await ana.waits_for_modal("Ask an expert")
        assert ana.reads(view) == "Ask an expert\nQuestion: ____\nTopic: {Energy / Transport}\n[Send]"
        assert await ana.submits(view, {"Question": "hm"}) == {"Question": "Please say a little more"}
        assert view.open
        assert await ana.submits(view, {"Question": "again please", "Topic": "Energy"}) == {}
        assert ana.reads(view).startswith("Go on\nMore:")
        assert await ana.submits(view, {"More": "Who signs?"}) == {}
        assert ana.modal is None
    sent = slack.courier.deliveries[2].payload["view"]["state"]["values"]
    assert sent["topic"]["chosen"]["selected_option"]["value"] == "energy"
    assert slack.violations == []


async def test_the_client_asks_for_what_the_form_requires(slack: Slack) -> None:
    ana = slack.person("Ana")
    view = form(question(min_length=3, max_length=5))
    await client_of(slack).views_open(trigger_id=await trigger(slack, ana), view=view)
    with pytest.raises(Unseen, match="asks for 'Question'"):
        await ana.submits()
    with pytest.raises(Unseen, match="3 to 5 characters"):
        await ana.submits(values={"Question": "too long"})
    with pytest.raises(Unseen, match="no field 'Answer'"):
        await ana.submits(values={"Answer": "x"})


async def test_a_trigger_opens_one_form_within_three_seconds(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    trigger_id = await trigger(slack, ana)
    await client.views_open(trigger_id=trigger_id, view=form())
    again = await refusal(client, "views.open", trigger_id=trigger_id, view=form())
    assert again["error"] == "exchanged_trigger_id"
    late = await trigger(slack, ana)
    slack.clock.advance(3.1)
    assert (await refusal(client, "views.open", trigger_id=late, view=form()))[
        "error"
    ] == "expired_trigger_id"
    wrong = await refusal(client, "views.open", trigger_id="1.2.x", view=form())
    assert wrong["error"] == "invalid_trigger_id"
    assert slack.violations == ["views.open: a trigger used twice", "views.open: an expired trigger"]


async def test_a_bad_view_is_refused_with_the_place_and_spends_no_trigger(slack: Slack) -> None:
    trigger_id = await trigger(slack, slack.person("Ana"))
    bad = await refusal(client_of(slack), "views.open", trigger_id=trigger_id, view=form(title="x" * 25))
    assert bad["error"] == "invalid_arguments"
    assert bad["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    large = form(*[section("x" * 2900, block_id=f"b{number}") for number in range(95)])
    assert (await refusal(client_of(slack), "views.open", trigger_id=trigger_id, view=large))[
        "error"
    ] == "view_too_large"
    await client_of(slack).views_open(trigger_id=trigger_id, view=form())


async def test_views_change_only_under_the_right_hash(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    opened = await client.views_open(trigger_id=await trigger(slack, ana), view=form(external_id="mine"))
    id_, first = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=id_, hash=first, view=form(title="Second", external_id="mine"))
    ben = slack.person("Ben")
    twin = await refusal(
        client, "views.open", trigger_id=await trigger(slack, ben), view=form(external_id="mine")
    )
    assert twin["error"] == "duplicate_external_id"
    old = await refusal(client, "views.update", view_id=id_, hash=first, view=form())
    assert old["error"] == "hash_conflict"
    await client.views_update(external_id="mine", view=form(title="Third"))
    assert ana.reads(slack.state.views[id_]).startswith("Third")
    assert (await refusal(client, "views.update", view_id="V404", view=form()))["error"] == "not_found"
    await ana.closes()
    assert (await refusal(client, "views.update", view_id=id_, view=form()))["error"] == "not_found"


async def test_three_forms_may_lie_on_one_another(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    await client.views_open(trigger_id=await trigger(slack, ana), view=form())
    for number in (2, 3):
        pushing = slack.state.new_trigger(ana.user, ana.modal)
        await client.views_push(trigger_id=pushing.id, view=form(title=f"Form {number}"))
    assert ana.modal
    assert ana.reads(ana.modal).startswith("Form 3")
    fourth = slack.state.new_trigger(ana.user, ana.modal)
    assert (await refusal(client, "views.push", trigger_id=fourth.id, view=form()))[
        "error"
    ] == "push_limit_reached"


async def test_the_home_tab_is_published_for_one_person(slack: Slack) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    client = client_of(slack)
    tab: Any = {
        "type": "home",
        "blocks": [section("*2* tickets"), {"type": "actions", "elements": [button("New")]}],
    }
    published = await client.views_publish(user_id=ana.id, view=tab)
    assert (ana.home(), ben.home()) == ("2 tickets\n[New]", "")
    await client.views_publish(user_id=ana.id, view=tab, hash=published["view"]["hash"])
    stale = await refusal(client, "views.publish", user_id=ana.id, view=tab, hash=published["view"]["hash"])
    assert stale["error"] == "hash_conflict"
    assert (await refusal(client, "views.publish", user_id="U404", view=tab))["error"] == "user_not_found"


async def test_errors_of_fields_that_do_not_exist_are_noted(slack: Slack) -> None:
    app = new_app(slack)

    @app.view("form")
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"nowhere": "Hm"})

    ana = slack.person("Ana")
    await client_of(slack).views_open(trigger_id=await trigger(slack, ana), view=form())
    async with by_socket(slack, app):
        await ana.submits(values={"Question": "Who?"})
    assert slack.violations == ["view_submission: errors of blocks that take no input: ['nowhere']"]


async def test_a_form_that_nobody_acknowledges_stays_open(slack: Slack) -> None:
    ana = slack.person("Ana")
    await client_of(slack).views_open(trigger_id=await trigger(slack, ana), view=form())
    assert "trouble connecting" in (await ana.submits(values={"Question": "Who?"}))[""]
    assert ana.modal


async def test_options_come_while_typing(slack: Slack) -> None:
    app = new_app(slack)

    @app.options("place")
    async def places(ack: AsyncAck, payload: Json) -> None:
        text = payload["value"].title() + "bon"
        await ack(options=[{"text": {"type": "plain_text", "text": text}, "value": "pt"}])

    ana = slack.person("Ana")
    where = question("Place", type="external_select", action_id="place")
    await client_of(slack).views_open(trigger_id=await trigger(slack, ana), view=form(where))
    async with by_socket(slack, app):
        assert await ana.types_into("Place", "lis") == ["Lisbon"]

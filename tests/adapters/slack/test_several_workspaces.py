"""Several workspaces in one process: each with its own token, whoever comes, goes and comes back."""

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import select

from bot.app import open_app
from bot.cli.doctor import State, _installed
from bot.cli.platforms import connected
from bot.conversation.conversation import Conversation
from bot.messages import Action, File, Inbound, Reply, Said
from bot.messages.sending import NotSent, Outgoing, Unreachable
from bot.settings import Settings, SettingsError
from bot.storage.deliveries import Sent
from bot.storage.ticket_tables import DeliveryRow
from tests.adapters.slack.several import Several, for_several, served_to_all
from tests.adapters.slack.test_traps import ASKED, told
from tests.fakes.slack import Failing, Person, Slack
from tests.fakes.slack.state import Installation, Team

pytestmark = pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning"  # the SDK's use of aiohttp
)


async def outcomes(helpdesk: Several) -> list[str | None]:
    async with helpdesk.app.database.reading() as connection:
        rows = await connection.scalars(select(DeliveryRow.outcome).order_by(DeliveryRow.id))
        return list(rows)


async def eventually(helpdesk: Several, *wanted: str | None) -> None:
    """Wait until everything that was to be told has come to this."""
    async with asyncio.timeout(15):
        while set(await outcomes(helpdesk)) != set(wanted):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def answers(person: Person) -> int:
    """In how many messages somebody was told how long a peer review takes."""
    return len([words for words in told(person.dm) if "two days" in words])


def takes_by_event(slack: Slack, wide: Installation, team: Team) -> None:
    slack.world.events.emit(wide, {"type": "team_access_revoked", "team_ids": [team.id]}, team=team)


def refuses_to_send(slack: Slack, wide: Installation, team: Team) -> None:
    slack.faults.next("chat.postMessage", Failing("team_access_not_granted"))


def asked_by(person: Person, key: str) -> Inbound:
    team = person.user.team.id
    member = f"slack:{team}:{person.id}"
    return Inbound(f"slack:{team}:{person.dm.id}", ASKED, key, "slack", team, member)


@pytest.mark.parametrize("by_posts", [True, False], ids=["posts", "sockets"])
async def test_each_workspace_is_served_with_its_own_token(
    settings: Settings, slack: Slack, by_posts: bool
) -> None:
    second = slack.add_team("Second")
    async with served_to_all(settings, slack, by_posts=by_posts) as helpdesk:
        for team in (slack.team, second):
            await helpdesk.install(team)
        ana, zoe = slack.person("Ana"), slack.person("Zoe", team=second)
        await asyncio.gather(ana.says(ASKED), zoe.says(ASKED))
        for person in (ana, zoe):
            await person.waits_to_see("two days")
            await person.opens_home()
        await ana.says("Please subscribe me to the policy digest")
        await zoe.says("sign me up for the rural mobility webinar")
        await zoe.waits_to_see("[Yes]")
        await zoe.presses("Yes")
        await zoe.waits_to_see(".ics)")
        await ana.waits_to_see("[Yes]")
        await ana.presses("Yes")
        await ana.waits_for_modal()
        await slack.settled()
        await slack.until(lambda: len(slack.calls_of("views.publish")) == 2)
        assert {call.error for call in slack.calls if call.error} == set()
        homes = {str(call.arguments["user_id"]): call.team for call in slack.calls_of("views.publish")}
        assert homes == {ana.id: slack.team.id, zoe.id: second.id}
        assert {call.team for call in slack.calls_of("files.completeUploadExternal")} == {second.id}
        assert {call.team for call in slack.calls_of("views.open")} == {slack.team.id}
        assert len(slack.calls_of("auth.test")) == 2, "once an installation"


async def test_a_crossed_address_goes_nowhere(settings: Settings, slack: Slack) -> None:
    second, third = slack.add_team("Second"), slack.add_team("Third")
    async with served_to_all(settings, slack) as helpdesk:
        for team in (slack.team, second):
            await helpdesk.install(team)
        ana = slack.person("Ana")
        [sender] = helpdesk.platforms.senders
        words = Reply(Action.ANSWER, "For somebody else.", files=(File("a.ics", b"BEGIN"),))
        with pytest.raises(Unreachable):
            await sender.send(Outgoing(1, f"slack:{second.id}:{ana.dm.id}", words))
        with pytest.raises(NotSent):
            await sender.send(Outgoing(2, f"slack:{third.id}:{ana.dm.id}", words))
        assert told(ana.dm) == []
        assert [call.team for call in slack.calls_of("chat.postMessage")] == [second.id]
        assert await sender.private(f"slack:{third.id}:{ana.id}") is None  # type: ignore[attr-defined]


async def test_only_who_began_finishes_an_installation_once_and_in_time(
    settings: Settings, slack: Slack, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served_to_all(settings, slack) as helpdesk:
        granted = slack.install(slack.team, pending=True)
        code = slack.code_for(granted)
        one, other = await helpdesk.begins(), await helpdesk.begins()
        for cookie, state, status in (
            ("", one.state, 400),
            (one.cookie, "made-up", 400),
            (one.cookie, other.state, 400),
            ("slack-app-oauth-state=made-up", "made-up", 401),
        ):
            answer, said = await helpdesk.comes_back(cookie=cookie, code=code, state=state)
            assert (answer, "could not be installed" in said) == (status, True)
        answer, said = await helpdesk.comes_back(error="<script>", state=one.state)
        assert "script" not in said
        _, said = await helpdesk.comes_back(cookie=one.cookie, error="access_denied", state=one.state)
        assert "Nothing was installed" in said
        late = await helpdesk.begins()
        helpdesk.clock.passes(minutes=11)
        answer, _ = await helpdesk.comes_back(cookie=late.cookie, code=code, state=late.state)
        assert answer == 401
        assert slack.calls_of("oauth.v2.access") == []
        assert await helpdesk.teams() == []
        last = await helpdesk.begins()
        answer, _ = await helpdesk.comes_back(cookie=last.cookie, code=code, state=last.state)
        assert answer == 200
        answer, _ = await helpdesk.comes_back(cookie=last.cookie, code=code, state=last.state)
        assert answer == 401
        assert len(slack.calls_of("oauth.v2.access")) == 1
        wrong = await helpdesk.begins()
        answer, _ = await helpdesk.comes_back(cookie=wrong.cookie, code="made-up", state=wrong.state)
        assert answer == 401
        assert await helpdesk.teams() == [slack.team.id]
    shown = caplog.text + "".join(capsys.readouterr())
    for secret in (granted.token, code, "made-up", slack.app.client_secret, last.state):
        assert secret not in shown


async def test_an_organisation_is_installed_once_for_all_its_workspaces(
    settings: Settings, slack: Slack
) -> None:
    north, south = (slack.add_team(name, enterprise="Union") for name in ("North", "South"))
    async with served_to_all(settings, slack) as helpdesk:
        await helpdesk.install(north, org_wide=True)
        zoe = slack.person("Zoe", team=south)
        await zoe.says(ASKED)
        await zoe.waits_to_see("two days")
        await slack.settled()
        assert await helpdesk.teams() == [north.enterprise_id]
        [kept] = await helpdesk.installed.all()
        assert (kept.name, kept.teams) == ("Union", (south.id,))
    slack.clock.advance(10)  # a new process does not know how much the one before has just sent
    async with served_to_all(settings, slack) as helpdesk:  # nobody has said anything since
        await helpdesk.work.say(asked_by(zoe, "later"))
        await slack.until(lambda: answers(zoe) == 2)
        [wide] = [held for held in slack.state.installations.values() if held.org_wide]
        for number, take in enumerate((takes_by_event, refuses_to_send), 2):
            await (
                slack.settled()
            )  # else the event of our own last message could come behind, as from one given back
            take(slack, wide, south)
            await slack.settled()
            with suppress(NotSent):
                await helpdesk.work.say(asked_by(zoe, f"taken {number}"))
            await eventually(helpdesk, Sent.ONCE, Sent.PARKED)
            assert (await helpdesk.installed.all())[0].teams == ()
            await zoe.opens_home()  # given back, it is heard from
            await slack.until(lambda number=number: answers(zoe) == number + 1)  # type: ignore[misc]
            await eventually(helpdesk, Sent.ONCE)
        away = asked_by(zoe, "away")
        slack.uninstall(next(held for held in slack.state.installations.values() if held.org_wide))
        await slack.settled()
        assert await helpdesk.teams() == []
        with suppress(NotSent):
            await helpdesk.work.say(away)
        await eventually(helpdesk, Sent.ONCE, Sent.PARKED)
        await helpdesk.install(north, org_wide=True)
        await slack.until(lambda: answers(zoe) == 5)


async def test_what_is_open_when_the_app_is_removed_is_told_once_it_is_back_and_others_notice_nothing(
    settings: Settings, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Conversation):
        async def reply(self, said: Said) -> Reply:
            await asyncio.sleep(0.7)
            return await super().reply(said)

    second = slack.add_team("Second")
    async with served_to_all(settings, slack) as helpdesk:
        monkeypatch.setattr("bot.app.Conversation", Slow)
        gone = await helpdesk.install(slack.team)
        await helpdesk.install(second)
        ana, zoe = slack.person("Ana"), slack.person("Zoe", team=second)
        room = ana.dm
        await ana.says(ASKED)
        await slack.settled()
        slack.uninstall(gone)
        await slack.settled()
        assert await helpdesk.teams() == [second.id]
        await zoe.says(ASKED)
        await zoe.waits_to_see("two days")
        await eventually(helpdesk, Sent.ONCE, Sent.PARKED)
        assert told(room) == []
    async with served_to_all(settings, slack) as helpdesk:  # started anew, it still waits
        await asyncio.sleep(0.5)
        assert set(await outcomes(helpdesk)) == {Sent.ONCE, Sent.PARKED}
        calls = len(slack.calls)
        await helpdesk.install(slack.team)
        await slack.until(lambda: "two days" in ana.sees())
        await eventually(helpdesk, Sent.ONCE)
        assert {call.team for call in slack.calls[calls:] if call.method == "chat.postMessage"} == {
            slack.team.id
        }
        removal = slack.deliveries("app_uninstalled")[0]
        removal.payload["event_time"] -= 60
        await slack.courier.redeliver(removal)
        assert await helpdesk.teams() == sorted([slack.team.id, second.id]), (
            "told late, it is installed again"
        )
        await ana.says("What does a peer review cost?")
        await ana.waits_to_see("cost")
        assert answers(ana) == 1


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_revoked_token_parks_what_it_can_not_send(
    settings: Settings, slack: Slack, is_told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served_to_all(settings, slack) as helpdesk:
        first = await helpdesk.install(slack.team)
        ana = slack.person("Ana")
        await ana.says("hello")
        await ana.waits_to_see("a bot, not a person")
        later = asked_by(ana, "later")
        if is_told:
            slack.revoke(first)
            await slack.settled()
            assert await helpdesk.teams() == []
        first.revoked = True
        with suppress(NotSent):  # what is parked is tried no more
            await helpdesk.work.say(later)
        await eventually(helpdesk, Sent.ONCE, Sent.PARKED)
        assert await helpdesk.teams() == []
        again = await helpdesk.install(slack.team)
        await ana.waits_to_see("two days", within_s=10)
        assert answers(ana) == 1
        assert first.token != again.token
    logged = "".join(capsys.readouterr())
    assert ("removed from Slack" if is_told else "token of a workspace") in logged
    assert not any(secret in logged for secret in (first.token, again.token, ASKED, "two days"))


async def test_the_doctor_checks_every_workspace(settings: Settings, slack: Slack) -> None:
    second, third = slack.add_team("Second"), slack.add_team("Third")
    async with served_to_all(settings, slack) as helpdesk:
        deployed = for_several(settings, slack, by_posts=True)
        [none] = await _installed(deployed, helpdesk.app)
        assert (none.state, "/slack/install" in none.said) == (State.NOTE, True)
        await helpdesk.install(slack.team)
        (await helpdesk.install(second)).scopes -= {"im:write"}
        (await helpdesk.install(third)).revoked = True
        found = {each.part: (each.state, each.said) for each in await _installed(deployed, helpdesk.app)}
        assert found["Slack in Interreg"] == (State.FINE, "by HTTP, 127.0.0.1:0")
        assert found["Slack in Second"][0] is State.WRONG
        assert "scopes im:write" in found["Slack in Second"][1]
        assert "token_revoked" in found["Slack in Third"][1]


async def test_half_of_the_settings_or_experts_of_no_workspace_are_refused(
    settings: Settings, slack: Slack
) -> None:
    half = settings.model_copy(update={"slack_client_id": "1.2"})
    with pytest.raises(SettingsError, match="go together"):
        async with open_app(settings) as app, connected(half, app):
            pass
    with pytest.raises(SettingsError, match="T012AB3CD/C012AB3CD"):
        async with served_to_all(settings, slack, HELPDESK_SLACK_EXPERTS_CHANNEL="C012AB3CD"):
            pass

"""Where the Slack app is installed: by enterprise and team, with what waits there, and who may install it."""

import asyncio
from datetime import UTC, datetime, timedelta

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import select

from bot.storage import Database, Delivery, SqlDeliveries
from bot.storage.slack_installations import STATE_LASTS, SqlSlackInstallations, SqlSlackStates
from bot.storage.slack_tables import SlackStateRow
from tests.escalation.making import NOW


def store(database: Database, client_id: str = "1.2") -> SqlSlackInstallations:
    return SqlSlackInstallations(database, client_id=client_id)


def installation(team: str | None, token: str, *, enterprise: str | None = None) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=enterprise,
        enterprise_name="Union" if enterprise else None,
        team_id=team,
        team_name=team and f"Workspace {team}",
        bot_token=token,
        bot_id="B1",
        bot_user_id="U1",
        bot_scopes="chat:write,im:history",
        user_id="U2",
        user_token="xoxp-never-kept",
        is_enterprise_install=team is None,
        installed_at=NOW.timestamp(),
    )


async def token(kept: SqlSlackInstallations, team: str) -> str | None:
    bot = await kept.bot_of(team)
    return bot.bot_token if bot else None


async def test_an_installation_is_kept_whole_replaced_and_found_after_a_restart(database_url: str) -> None:
    async with Database(database_url) as before:
        await store(before).async_save(installation("T1", "one"))
        await store(before).async_save(installation("T1", "two"))
        await store(before).async_save(installation("T2", "other"))
    async with Database(database_url) as after:
        bot = await store(after).async_find_bot(enterprise_id=None, team_id="T1")
        assert bot is not None
        assert bot.to_dict() == installation("T1", "two").to_bot().to_dict()
        assert [each.name for each in await store(after).all()] == ["Workspace T1", "Workspace T2"]
        assert await store(after, "another app").all() == []
        assert await store(after, "another app").bot_of("T1") is None


async def test_an_organisation_is_looked_up_without_a_team_and_a_workspaces_own_goes_first(
    database: Database,
) -> None:
    kept = store(database)
    await kept.async_save(installation(None, "wide", enterprise="E1"))
    await kept.async_save(installation("T1", "own", enterprise="E1"))
    wide = await kept.async_find_bot(enterprise_id="E1", team_id="T9", is_enterprise_install=True)
    assert wide is not None
    assert (wide.bot_token, wide.team_id, wide.is_enterprise_install) == ("wide", None, True)
    assert await kept.async_find_bot(enterprise_id="E2", team_id=None) is None
    assert await token(kept, "T2") is None
    for team in ("T1", "T2"):
        await kept.note_team(team, enterprise="E1")
    await kept.note_team("T3", enterprise="E2")
    assert [await token(kept, team) for team in ("T1", "T2", "T3")] == ["own", "wide", None]
    await kept.async_delete_all(enterprise_id="E1", team_id="T1")
    assert [await token(kept, team) for team in ("T1", "T2")] == ["wide", "wide"]
    await kept.async_delete_all(enterprise_id="E1", team_id=None)
    assert [await token(kept, team) for team in ("T1", "T2")] == [None, None]


async def test_a_workspace_that_joined_an_organisation_has_one_installation(database: Database) -> None:
    kept = store(database)
    await kept.async_save(installation("T1", "before"))
    await kept.async_save(installation("T1", "since", enterprise="E1"))
    assert [each.bot.bot_token for each in await kept.all()] == ["since"]
    await kept.async_delete_bot(enterprise_id=None, team_id="T1")
    assert await kept.all() == []


async def test_what_waits_is_parked_with_the_installation_and_goes_on_with_the_next(
    database: Database,
) -> None:
    kept, deliveries = store(database), SqlDeliveries(database)
    await kept.async_save(installation("T1", "one"))
    await deliveries.add(
        *(
            Delivery(conversation, "reminder", NOW)
            for conversation in (
                "slack:T1:D1",
                "slack:T1:C1:1.2",
                "slack:T11:D1",
                "slack:T2:D1",
                "console:ana",
            )
        )
    )
    told = (await deliveries.pending("slack:T1:D1"))[0]
    assert told.id is not None
    await deliveries.mark_delivered(told.id, at=NOW)

    async def waiting() -> list[str]:
        return [each.conversation for each in await deliveries.first_pending()]

    everything = await waiting()
    await kept.forget("not a token of ours")
    assert await waiting() == everything
    await kept.forget("one")
    assert await waiting() == ["slack:T11:D1", "slack:T2:D1", "console:ana"]
    assert await deliveries.pending("slack:T1:C1:1.2") == []
    assert (await deliveries.counts())[0] == len(everything), "it still waits"
    await kept.async_save(installation("T1", "two"))
    assert await waiting() == everything


async def test_a_workspace_that_has_the_app_by_itself_goes_on_without_its_organisation(
    database: Database,
) -> None:
    kept, deliveries = store(database), SqlDeliveries(database)
    await kept.async_save(installation(None, "wide", enterprise="E1"))
    await kept.async_save(installation("T1", "own", enterprise="E1"))
    for team in ("T1", "T2"):
        await kept.note_team(team, enterprise="E1")
        await deliveries.add(Delivery(f"slack:{team}:D1", "reminder", NOW))
    await kept.async_delete_bot(enterprise_id="E1", team_id=None)
    assert [each.conversation for each in await deliveries.first_pending()] == ["slack:T1:D1"]


async def test_a_state_is_good_once_and_for_ten_minutes_and_no_state_is_kept_in_words(
    database: Database,
) -> None:
    now = datetime(2026, 1, 8, 9, tzinfo=UTC)
    states = SqlSlackStates(database, now=lambda: now)
    one, other = await states.async_issue(), await states.async_issue()
    async with database.reading() as connection:
        kept = set(await connection.scalars(select(SlackStateRow.digest)))
    assert len(kept) == 2
    assert not kept & {one, other}
    used = await asyncio.gather(*(states.async_consume(one) for _ in range(5)))
    assert sorted(used) == [False, False, False, False, True]
    assert not await states.async_consume("made up \ud800\0")
    now += STATE_LASTS - timedelta(seconds=1)
    late = await states.async_issue()
    now += timedelta(seconds=1)
    assert not await states.async_consume(other)
    assert await states.async_consume(late)

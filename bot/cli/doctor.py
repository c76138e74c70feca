"""`helpdesk doctor`: what works, what is missing, and the next step."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings


class State(StrEnum):
    """How a part is."""

    FINE = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One part, how it is, and what to do about it."""

    part: str
    state: State
    said: str


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor() -> None:
    """Check settings, database, content, index, model and platforms."""
    if not asyncio.run(_doctor()):
        raise typer.Exit(1)


async def _doctor() -> bool:
    from bot.cli.failures import sentence_for

    is_well = True
    try:
        async for finding in findings():
            print(f"{finding.state:>5}  {finding.part}: {finding.said}")
            is_well &= finding.state is not State.WRONG
    except Exception as error:
        said = sentence_for(error)
        if said is None:
            raise
        print(f"{State.WRONG:>5}  {said}")
        return False
    return is_well


async def findings() -> AsyncIterator[Finding]:
    """Look at one part after the other; raises what the opening of a part raises."""
    from bot.app import open_app
    from bot.settings import load_settings

    settings = load_settings()
    yield Finding("settings", State.FINE, f"read; all state is in {settings.data_dir}")
    async with open_app(settings) as app:
        kind = "SQLite" if app.database.is_sqlite else "PostgreSQL"
        yield Finding("database", State.FINE, f"{kind}, its schema up to date")
        yield await _work(app)
        yield Finding(
            "embedding model",
            State.FINE,
            f"{app.models.embedder.name}, {app.models.embedder.dims} dimensions",
        )
        documents = len(await app.library.fingerprints())
        if not documents:
            yield Finding(
                "content", State.NOTE, "none yet; `helpdesk chat` brings in the starter content, "
                "`helpdesk ingest FOLDER` your own"
            )  # fmt: skip
            return
        yield Finding("content", State.FINE, f"{documents:,} documents")
        await app.room.keep_in_step()
        if await app.room.use_chroma():
            yield Finding(
                "index", State.FINE, f"in step with the content; searched by {app.room.searched_by}"
            )
        else:
            yield Finding(
                "index",
                State.NOTE,
                f"another process owns Chroma's folder, so this one uses {app.room.searched_by}",
            )
        installed = await _installed(settings, app)
        organisers = await _organisers(settings, app)
    for finding in installed or [await _slack(settings)]:
        yield finding
    yield await _telegram(settings)
    yield organisers
    yield await _language_model(settings)


async def _work(app: "App") -> Finding:
    """What is accepted and not done."""
    from bot.storage.inbox import SqlInbox

    unanswered = await SqlInbox(app.database).count_unfinished()
    untold, again = await app.deliveries.counts()
    twice = f"; {again:,} sent twice after a crash" if again else ""
    if not unanswered and not untold:
        return Finding("work", State.FINE, f"nothing waits{twice}")
    return Finding(
        "work",
        State.NOTE,
        f"{unanswered:,} messages wait for a reply and {untold:,} replies for delivery{twice}; the next "
        "`helpdesk chat` of the same name, or `helpdesk serve`, goes on with them",
    )


async def _slack(settings: "Settings") -> Finding:
    """Whether Slack takes the tokens, and what they lack."""
    from adapters.slack.connecting import connected
    from adapters.slack.errors import SlackUnusable
    from bot.cli.platforms import slack_access
    from bot.texts import Texts

    access = slack_access(settings)
    if access is None:
        said = "not connected; docs/slack.md says how, and `helpdesk chat` works without"
        return Finding("Slack", State.NOTE, said)
    try:
        async with connected(access, Texts()) as slack:
            missing = sorted(slack.missing_scopes)
            team = slack.team_name
    except SlackUnusable as unusable:
        return Finding("Slack", State.WRONG, str(unusable))
    way = "Socket Mode" if access.app_token else f"HTTP, {settings.slack_listen}"
    where = f"{team}, by {way}"
    if missing:
        return Finding("Slack", State.WRONG, f"{where}; the bot token lacks the scopes {', '.join(missing)}")
    return Finding("Slack", State.FINE, where)


async def _installed(settings: "Settings", app: "App") -> list[Finding]:
    """What is to be said of each workspace in which the Slack app is installed; nothing without a client id."""
    from adapters.slack.connecting import check
    from adapters.slack.errors import SlackUnusable
    from bot.cli.platforms import slack_access
    from bot.storage.slack_installations import SqlSlackInstallations

    access = slack_access(settings, app)
    if access is None or access.oauth is None:
        return []
    if not access.app_token and not access.signing_secret:
        said = "set HELPDESK_SLACK_APP_TOKEN for Socket Mode, or HELPDESK_SLACK_SIGNING_SECRET for HTTP"
        return [Finding("Slack", State.WRONG, said)]
    way = "Socket Mode" if access.app_token else f"HTTP, {settings.slack_listen}"
    everywhere = await SqlSlackInstallations(app.database, client_id=access.oauth.client_id).all()
    if not everywhere:
        said = f"by {way}; installed nowhere yet, open /slack/install (docs/slack.md)"
        return [Finding("Slack", State.NOTE, said)]
    found: list[Finding] = []
    for each in everywhere:
        what = f"organisation {each.name}, {len(each.teams)} workspaces" if not each.team else each.name
        part, again = f"Slack in {what}", "install it again at /slack/install"
        try:
            missing = await check(access, each.bot.bot_token)
        except SlackUnusable as unusable:
            return [*found, Finding("Slack", State.WRONG, str(unusable))]
        if isinstance(missing, str):
            found.append(Finding(part, State.WRONG, f"Slack refuses its token: {missing}; {again}"))
        elif missing:
            said = f"by {way}; its token lacks the scopes {', '.join(sorted(missing))}; {again}"
            found.append(Finding(part, State.WRONG, said))
        else:
            found.append(Finding(part, State.FINE, f"by {way}"))
    return found


async def _telegram(settings: "Settings") -> Finding:
    """Whether Telegram takes the token, and what the bot is shown in groups."""
    from adapters.telegram.connecting import connected
    from adapters.telegram.errors import TelegramUnusable
    from bot.cli.platforms import telegram_access
    from bot.storage.receipts import Receipts
    from bot.texts import Texts

    access = telegram_access(settings)
    if access is None:
        said = "not connected; docs/telegram.md says how, and `helpdesk chat` works without"
        return Finding("Telegram", State.NOTE, said)
    try:
        async with connected(access, Texts(), Receipts()) as telegram:
            us = telegram.us
    except TelegramUnusable as unusable:
        return Finding("Telegram", State.WRONG, str(unusable))
    way = f"webhook, {settings.telegram_listen}" if access.webhook_url else "long polling"
    where = f"@{us.username}, by {way}"
    if settings.telegram_experts_group and not us.sees_all:
        return Finding(
            "Telegram", State.FINE, f"{where}; privacy mode is on, so make the bot an administrator of the "
            "experts' group, or replies that are not to its messages do not reach it"
        )  # fmt: skip
    return Finding("Telegram", State.FINE, where)


async def _organisers(settings: "Settings", app: "App") -> Finding:
    """How many may write /organise, and whose name no event bears, which may be misspelt."""
    from bot.events.organisers import read_organisers

    part, now = "organisers", app.clock.now()
    lines = {
        "Slack": settings.slack_organisers,
        "Telegram": settings.telegram_organisers,
        "the terminal": settings.console_organisers,
    }
    named = {where: read_organisers(line) for where, line in lines.items() if line.strip()}
    if not any(named.values()):
        return Finding(part, State.NOTE, "none set; docs/organisers.md says how they work by chat")
    told = ", ".join(f"{len(each)} in {where}" for where, each in named.items())
    events = [event for event in await app.events.all() if not event.is_over(now)]
    idle = {
        each.organiser.name
        for found in named.values()
        for each in found
        if not any(each.organiser.organises(event) for event in events)
    }
    if idle:
        names = ", ".join(sorted(idle))
        return Finding(part, State.NOTE, f"{told}; no coming event names as its organiser: {names}")
    return Finding(part, State.FINE, told)


async def _language_model(settings: "Settings") -> Finding:
    """Whether the language model answers, by the shortest try there is."""
    from bot.models import open_language_model
    from knowledge.errors import ModelUnavailable

    part = "language model"
    if settings.llm is None:
        return Finding(part, State.NOTE, "none; answers quote the content word for word")
    try:
        model = await asyncio.to_thread(open_language_model, settings)
    except ModelUnavailable as missing:
        return Finding(part, State.WRONG, str(missing))
    assert model is not None
    loop = asyncio.get_running_loop()
    started = loop.time()
    said = await model.reply([("human", "Reply with OK.")], until=started + settings.llm_timeout_s)
    if isinstance(said, str):
        return Finding(part, State.FINE, f"{model.name} answers, in {loop.time() - started:.1f} s")
    detail = f" ({said.detail})" if said.detail else ""
    return Finding(
        part,
        State.WRONG,
        f"{model.name} gave no answer: {said.reason}{detail}. Check HELPDESK_LLM, HELPDESK_LLM_BASE_URL and "
        "HELPDESK_LLM_API_KEY; until it answers, the content is quoted word for word",
    )

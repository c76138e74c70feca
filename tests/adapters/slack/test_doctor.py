"""What the doctor says of Slack, and what `serve` says where it can't serve."""

from pathlib import Path

import pytest
import yaml

from adapters.slack.connecting import NEEDED, Access, connected
from adapters.slack.errors import SlackUnusable
from bot.cli import command
from bot.cli.doctor import State, _slack
from bot.settings import Settings
from bot.texts import Texts
from tests.fakes.slack import BOT_SCOPES, Slack

DOCS = Path(__file__).parents[3] / "docs" / "slack.md"


def reaching(slack: Slack, **changed: str) -> Settings:
    given = {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
    }
    return Settings(**(given | changed))  # type: ignore[arg-type]


async def test_the_doctor_names_the_workspace_and_the_way(slack: Slack) -> None:
    found = await _slack(reaching(slack))
    assert (found.state, found.said) == (State.FINE, "Interreg, by Socket Mode")


async def test_the_doctor_names_the_scopes_that_are_missing(slack: Slack) -> None:
    slack.installation.scopes = BOT_SCOPES - {"im:write", "files:write"}
    found = await _slack(reaching(slack))
    assert found.state is State.WRONG
    assert "files:write, im:write" in found.said


async def test_a_token_that_slack_refuses_is_named_without_its_value(slack: Slack) -> None:
    found = await _slack(reaching(slack, slack_bot_token="xoxb-secret"))
    assert found.state is State.WRONG
    assert "HELPDESK_SLACK_BOT_TOKEN: invalid_auth" in found.said
    assert "secret" not in found.said


async def test_a_slack_that_is_not_there_is_said_so() -> None:
    access = Access("xoxb-1", "xapp-1", api_url="http://127.0.0.1:9/api/")
    with pytest.raises(SlackUnusable, match="not reached"):
        async with connected(access, Texts()):
            pass


async def test_a_bot_token_alone_is_not_enough() -> None:
    with pytest.raises(SlackUnusable, match="HELPDESK_SLACK_APP_TOKEN"):
        async with connected(Access("xoxb-1"), Texts()):
            pass


def test_without_a_token_serve_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["serve"]) == 1
    assert "HELPDESK_SLACK_BOT_TOKEN" in capsys.readouterr().err


def test_the_manifest_in_the_docs_asks_for_what_is_needed() -> None:
    text = DOCS.read_text(encoding="utf-8")
    manifest = yaml.safe_load(text.split("```yaml")[1].split("```")[0])
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == NEEDED
    assert manifest["features"]["slash_commands"][0]["command"] == "/helpdesk"

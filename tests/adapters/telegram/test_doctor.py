"""What the doctor says of Telegram, and what wrong settings are told."""

import pytest

from adapters.telegram.connecting import Access, connected
from adapters.telegram.errors import TelegramUnusable
from bot.cli.doctor import State, _telegram
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.receipts import Receipts
from bot.texts import Texts
from tests.fakes.telegram import Telegram


def reaching(telegram: Telegram, **changed: str) -> Settings:
    given = {"telegram_bot_token": telegram.token, "telegram_api_url": telegram.base}
    return Settings(**(given | changed))  # type: ignore[arg-type]


async def test_the_doctor_names_the_bot_and_how_updates_come(telegram: Telegram) -> None:
    assert (await _telegram(Settings())).state is State.NOTE
    found = await _telegram(reaching(telegram))
    assert (found.state, found.said) == (State.FINE, "@helpdesk_bot, by long polling")
    by_posts = {
        "telegram_webhook_url": "https://example.eu/telegram",
        "telegram_webhook_secret": "a-secret-1",
    }
    assert "webhook, 127.0.0.1:3001" in (await _telegram(reaching(telegram, **by_posts))).said


async def test_the_doctor_tells_what_privacy_mode_hides_from_experts(telegram: Telegram) -> None:
    found = await _telegram(reaching(telegram, telegram_experts_group="-1002000000001/17"))
    assert "privacy mode is on" in found.said


async def test_a_token_that_telegram_refuses_is_named_without_its_value(telegram: Telegram) -> None:
    found = await _telegram(reaching(telegram, telegram_bot_token="5100000001:of-somebody-else"))
    assert found.state is State.WRONG
    assert found.said == "Telegram refuses HELPDESK_TELEGRAM_BOT_TOKEN."


async def test_an_address_where_nobody_is_and_a_webhook_without_secret_are_told(telegram: Telegram) -> None:
    with pytest.raises(TelegramUnusable, match="not reached"):
        async with connected(Access(telegram.token, "http://127.0.0.1:9"), Texts(), Receipts()):
            pass
    with pytest.raises(TelegramUnusable, match="HELPDESK_TELEGRAM_WEBHOOK_SECRET"):
        async with connected(
            Access(telegram.token, telegram.base, "https://example.eu/telegram"), Texts(), Receipts()
        ):
            pass


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_EXPERTS_GROUP", "experts"),
        ("TELEGRAM_EXPERTS_GROUP", "12"),
        ("TELEGRAM_EXPERTS", "@anna=Anna"),
        ("TELEGRAM_EXPERTS", "anna=Anna"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("TELEGRAM_WEBHOOK_SECRET", "with a blank"),
        ("TELEGRAM_LISTEN", "here"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/"),
    ],
)
def test_a_setting_that_can_not_be_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HELPDESK_{name}", value)
    with pytest.raises(SettingsError, match=f"HELPDESK_{name} should be"):
        load_settings()

"""Settings: where they come from, what is said when they are wrong, and that none lacks an explanation."""

import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that the developer's own .env is not read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_explains_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    listed = re.findall(r"(?m)^([A-Z_]+)=", example)
    assert listed == [PREFIX + name.upper() for name in Settings.model_fields]
    for block in example.split("\n\n")[1:]:
        assert block.startswith("# "), f"not explained: {block}"


def test_the_example_is_valid_and_says_the_defaults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELPDESK_DATA_DIR")
    defaults = load_settings()
    (folder / ".env").write_text((ROOT / ".env.example").read_text())
    assert load_settings() == defaults


def test_every_setting_has_a_description() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("HELPDESK_LOG_LEVEL=info\nHELPDESK_EMBEDDING_MODEL=openai:small\n")
    monkeypatch.setenv("HELPDESK_LOG_LEVEL", "ERROR")
    settings = load_settings()
    assert (settings.log_level, settings.embedding_model) == ("error", "openai:small")


def test_names_of_other_programs_in_the_file_are_left_alone(folder: Path) -> None:
    (folder / ".env").write_text("OPENAI_API_KEY=secret\n")
    load_settings()


def test_a_misspelt_name_in_the_file_is_named(folder: Path) -> None:
    (folder / ".env").write_text("HELPDESK_EMBEDING_MODEL=local\n")
    with pytest.raises(SettingsError, match=r"HELPDESK_EMBEDING_MODEL.*mean HELPDESK_EMBEDDING_MODEL\?"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELPDESK_NOW", "2026-01-08T10:00"),
        ("HELPDESK_NOW", "tomorrow"),
        ("HELPDESK_LOG_LEVEL", "loud"),
        ("HELPDESK_EMBEDDING_MODEL", "minilm"),
        ("HELPDESK_DATABASE_URL", "mysql://root:hunter2@db/helpdesk"),
        ("HELPDESK_SLACK_ORGANISERS", "@anna=Anna"),
        ("HELPDESK_TELEGRAM_ORGANISERS", "anna=Anna"),
        ("HELPDESK_CONSOLE_ORGANISERS", "T1/U1=Anna"),
    ],
)
def test_a_bad_value_gives_one_sentence_that_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    said = str(wrong.value)
    assert said.startswith(f"{name} should be ")
    assert "\n" not in said
    assert "hunter2" not in said


def test_a_file_that_is_not_text_gives_one_sentence(folder: Path) -> None:
    (folder / ".env").write_bytes(b"HELPDESK_NOW=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_the_moment_keeps_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_NOW", "2026-01-08T10:00+01:00")
    assert load_settings().now == datetime(2026, 1, 8, 9, tzinfo=UTC)


def test_the_data_folder_is_for_this_user_only(data_dir: Path) -> None:
    made = load_settings().make_data_dir()
    assert made == data_dir
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    load_settings().make_data_dir()


def test_a_data_folder_that_cannot_be_made_names_the_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("HELPDESK_DATA_DIR", str(folder / "file" / "data"))
    with pytest.raises(SettingsError, match="HELPDESK_DATA_DIR should be a folder"):
        load_settings().make_data_dir()


def test_a_password_is_not_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_DATABASE_URL", "postgresql://helpdesk:hunter2@db/helpdesk")
    settings = load_settings()
    assert "hunter2" not in repr(settings)
    assert settings.database == "postgresql://helpdesk:hunter2@db/helpdesk"

"""What an operator can set: in the environment, or in a file named .env. Where both speak, the environment wins."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import AwareDatetime, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bot.events.organisers import read_organisers
from escalation.experts import read_named
from escalation.office import read_closures

PREFIX = "HELPDESK_"
ENV_FILE = Path(".env")
LOCAL_MODEL = "local"
SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")  # https://core.telegram.org/bots/api#setwebhook

__all__ = ["LOCAL_MODEL", "PREFIX", "Settings", "SettingsError", "load_settings"]


class Settings(BaseSettings):
    """Typed settings. A field's description ends the sentence "HELPDESK_X should be …"."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,  # a database address may hold a password
        extra="ignore",
    )

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("policy-helpdesk", appauthor=False),
        description="a folder that this user may write to",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="an address like sqlite:////folder/file.sqlite3 or postgresql://user:password@host/name",
    )
    embedding_model: str = Field(
        default=LOCAL_MODEL,
        pattern=r"^(local|[\w.-]+:\S+)$",
        description="local, or a model that LangChain knows, like openai:text-embedding-3-small",
    )
    llm: str | None = Field(
        default=None,
        pattern=r"^[\w.-]+:\S+$",
        description="a chat model that LangChain knows, like openai:gpt-4o-mini or ollama:llama3.1",
    )
    llm_base_url: str | None = Field(
        default=None, pattern=r"^https?://\S+$", description="an address like http://localhost:8000/v1"
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="the key that the model's provider gave you"
    )
    llm_timeout_s: float = Field(
        default=20.0, ge=1, le=45, description="how many seconds a member may wait for the model, 1 to 45"
    )
    answer_threshold: float = Field(default=0.5, ge=0.3, le=0.95, description="a number from 0.3 to 0.95")
    now: AwareDatetime | None = Field(
        default=None, description="a date and time with its offset, like 2026-01-08T10:00+01:00"
    )
    office_closed: str = Field(
        default="2025-12-25/2026-01-02",
        description="days and spans of days, like 2025-12-25/2026-01-02, 2026-05-01",
    )
    sample_events: bool = Field(default=True, description="true or false")
    slack_bot_token: SecretStr | None = Field(
        default=None, description="the bot token of your Slack app, which begins with xoxb-"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="an app-level token of your Slack app, which begins with xapp-"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="the signing secret of your Slack app"
    )
    slack_client_id: str | None = Field(
        default=None,
        pattern=r"^[\w.-]{3,64}$",
        description="the client id of your Slack app, like 1111111111.2222222222",
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="the client secret of your Slack app"
    )
    slack_scopes: str = Field(
        default="app_mentions:read,assistant:write,channels:history,chat:write,commands,files:write,"
        "groups:history,im:history,im:write,mpim:history,users:read",
        pattern=r"^[a-z:._]+(,[a-z:._]+)*$",
        description="names of scopes with commas between them, like chat:write,im:history",
    )
    slack_redirect_url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="an address like https://helpdesk.example.org/slack/oauth_redirect",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        pattern=r"^https?://\S+/$",
        description="an address like https://slack.com/api/, with the stroke at the end",
    )
    slack_sockets: int = Field(default=2, ge=1, le=10, description="how many sockets are opened, 1 to 10")
    slack_listen: str = Field(
        default="127.0.0.1:3000",
        pattern=r"^[^\s:]+:\d{1,5}$",
        description="a host and a port, like 0.0.0.0:3000",
    )
    slack_experts_channel: str | None = Field(
        default=None,
        pattern=r"^(T[A-Z0-9]{2,20}/)?[CG][A-Z0-9]{2,20}$",
        description="the id of a channel, like C012AB3CD, which stands at the bottom of its details, or with the "
        "workspace before it, like T012AB3CD/C012AB3CD",
    )
    slack_experts: str = Field(
        default="",
        description="member ids and the names that members of the helpdesk see, like U012AB3CD=Anna, U045EF6GH=Bram*",
    )
    slack_organisers: str = Field(
        default="",
        description="member ids and the names by which events name their organisers, like U012AB3CD=Anna, "
        "T012AB3CD/U045EF6GH=Bram*",
    )
    telegram_bot_token: SecretStr | None = Field(
        default=None, description="the token of your bot from @BotFather, like 5100000001:AA…"
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^\s/]+(/\S*[^\s/])?$",
        description="an address like https://api.telegram.org, without a stroke at the end",
    )
    telegram_webhook_url: str | None = Field(
        default=None,
        pattern=r"^https?://\S+$",
        description="the address at which Telegram reaches this machine, like https://helpdesk.example.org/telegram",
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None,
        description="8 to 256 letters, digits, _ and -, which Telegram then sends with each post",
    )
    telegram_listen: str = Field(
        default="127.0.0.1:3001",
        pattern=r"^[^\s:]+:\d{1,5}$",
        description="a host and a port, like 0.0.0.0:3001",
    )
    telegram_experts_group: str | None = Field(
        default=None,
        pattern=r"^-\d{5,20}(/\d{1,12})?$",
        description="the id of a group, like -1002000000001, or with a topic of it, like -1002000000001/17",
    )
    telegram_experts: str = Field(
        default="",
        description="ids of users and the names that members of the helpdesk see, like 5100000001=Anna, 5100000002=Bram*",
    )
    telegram_organisers: str = Field(
        default="",
        description="ids of users and the names by which events name their organisers, like 5100000001=Anna, "
        "5100000002=Bram*",
    )
    console_organisers: str = Field(
        default="",
        description="names of chats and those by which events name their organisers, like anna=Anna, console=Bram*",
    )
    burst_s: float = Field(default=1.0, ge=0, le=1.5, description="a number of seconds, 0 to 1.5")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="debug, info, warning or error"
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("office_closed")
    @classmethod
    def _as_closures(cls, text: str) -> str:
        read_closures(text)
        return text

    @field_validator("slack_experts")
    @classmethod
    def _as_experts(cls, text: str) -> str:
        read_named(text)
        return text

    @field_validator("telegram_experts")
    @classmethod
    def _as_numbered_experts(cls, text: str) -> str:
        if not all(each.user.isdecimal() for each in read_named(text)):
            raise ValueError
        return text

    @field_validator("slack_organisers")
    @classmethod
    def _as_organisers(cls, text: str) -> str:
        read_organisers(text)
        return text

    @field_validator("console_organisers")
    @classmethod
    def _as_organisers_here(cls, text: str) -> str:
        if any("/" in each.account for each in read_organisers(text)):
            raise ValueError
        return text

    @field_validator("telegram_organisers")
    @classmethod
    def _as_numbered_organisers(cls, text: str) -> str:
        if not all(each.account.isdecimal() for each in read_organisers(text)):
            raise ValueError
        return text

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _as_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError
        return secret

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level

    @field_validator("database_url")
    @classmethod
    def _with_scheme(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("sqlite", "postgres")):
            raise ValueError
        return url

    @property
    def database(self) -> str:
        """The address of the database: as set, or a file in the data folder. It may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{quote(str(self.data_dir / 'helpdesk.sqlite3'))}"

    def make_data_dir(self) -> Path:
        """The data folder, made for this user's eyes only where it was not there yet."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as refused:
            raise SettingsError(_sentence("data_dir") + f" {self.data_dir}: {refused.strerror}.") from refused
        return self.data_dir


def load_settings(**given: Any) -> Settings:
    """Settings from what is given, the environment and .env, in this order of precedence.

    Raises SettingsError, one sentence for each setting that is wrong, without its value.
    """
    try:
        misspelt = [_misspelt(name) for name in _names_in_file() if name not in _NAMES]
        if misspelt:
            raise SettingsError(" ".join(misspelt))
        return Settings(**given)
    except ValidationError as wrong:
        names = dict.fromkeys(str(error["loc"][0]) for error in wrong.errors(include_input=False))
        raise SettingsError(" ".join(_sentence(name) for name in names)) from None
    except UnicodeDecodeError as wrong:
        raise SettingsError("The file .env is not UTF-8 text.") from wrong
    except OSError as refused:
        raise SettingsError(f"The file .env can't be read: {refused.strerror}.") from refused


_NAMES = [PREFIX + name.upper() for name in Settings.model_fields]


def _sentence(name: str) -> str:
    return f"{PREFIX}{name.upper()} should be {Settings.model_fields[name].description}."


def _names_in_file() -> list[str]:
    """The names in .env that are meant for us; others may serve other programs."""
    names = [name.upper() for name in dotenv_values(ENV_FILE, encoding="utf-8")] if ENV_FILE.is_file() else []
    return [name for name in names if name.startswith(PREFIX)]


def _misspelt(name: str) -> str:
    meant = get_close_matches(name, _NAMES, n=1)
    return f"{name} in .env is not a setting" + (f"; did you mean {meant[0]}?" if meant else ".")

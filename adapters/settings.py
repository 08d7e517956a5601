"""The only reader of the environment: variables and `.env` → frozen settings."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

FILE = Path(".env")

SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"


class SettingsRefused(Exception):
    """A variable is missing or unusable; the text names it and says what to do."""


def _address(value: str) -> None:
    if not value.startswith(("http://", "https://")):
        raise ValueError("no address that begins with http:// or https://")


class Settings(BaseModel):
    """Every variable of the project. Secrets never print."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"
    discord_token: SecretStr | None = None
    discord_api_url: str = DISCORD_API
    database_url: SecretStr = SecretStr("")
    """Where what is remembered is kept; not set: a SQLite file under the user's data folder."""
    tpm_people_key: SecretStr = SecretStr("")
    """Makes codes of people and places; not set: a file beside the SQLite file."""
    tpm_curators: str = ""
    """People joined by `,`, each as `slack:<team>:<user>` or `discord:<user>`."""
    tpm_days: int = Field(default=90, ge=1, le=3650)
    """Days after which what is remembered is deleted, where curators have not said otherwise."""
    port: int = Field(default=3000, ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    tpm_knowledge: str = ""
    """Folders joined by `:`; `tpm` stands for the built-in one."""
    tpm_guide: str = ""
    """Where curators read how to write an entry; forms link to it."""
    tpm_encoder: str = ""
    """A folder with the encoder's `model.onnx`, or `off`; not set: the installed package."""
    no_color: str = ""
    term: str = ""

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, value: str) -> str:
        _address(value)
        return value.rstrip("/") + "/"

    @field_validator("tpm_guide")
    @classmethod
    def _empty_or_address(cls, value: str) -> str:
        if value:
            _address(value)
        return value

    @field_validator("discord_api_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        _address(value)
        return value.rstrip("/")

    def plain_output(self) -> bool:
        """Whether the person wants text without colours, or has a terminal without any."""
        return bool(self.no_color) or self.term == "dumb"

    def has(self, *variables: str) -> bool:
        """Whether all of these were set, be it to their default."""
        return all(variable.lower() in self.model_fields_set for variable in variables)

    def curators(self) -> frozenset[str]:
        """Those that the settings name, by the adapters' keys for people."""
        return frozenset(filter(None, map(str.strip, self.tpm_curators.split(","))))

    def secrets(self) -> tuple[str, ...]:
        """The values that must never be written anywhere."""
        values = (value for _, value in self)
        return tuple(v.get_secret_value() for v in values if isinstance(v, SecretStr) and v)


def read_settings() -> Settings:
    """Settings from the environment and, where that lacks them, `.env`; empty variables count as
    not set. Raises SettingsRefused."""
    try:
        return Settings.model_validate(_set(_file()) | _set(os.environ))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsRefused(
            f"{name} can't be used ({first['msg'].removeprefix('Value error, ')}): correct it"
        ) from None
    except (UnicodeDecodeError, OSError):
        raise SettingsRefused(".env can't be read: save it as UTF-8, readable by you") from None


def _set(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {name.lower(): value for name, value in variables.items() if value}


def _file() -> Mapping[str, str | None]:
    if not (FILE.is_file() or FILE.is_fifo()):
        return {}
    from dotenv import dotenv_values  # here, as most processes have no such file

    return dotenv_values(FILE, encoding="utf-8")


def needed(settings: Settings, why: str, *variables: str) -> tuple[str, ...]:
    """The values of variables that a command can't do without, in their order; raises
    SettingsRefused, naming all that are missing."""
    values = [getattr(settings, variable.lower()) for variable in variables]
    missing = [name for name, value in zip(variables, values, strict=True) if value is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise SettingsRefused(f"{' and '.join(missing)} {verb} not set: {why}")
    return tuple(
        value.get_secret_value() if isinstance(value, SecretStr) else str(value) for value in values
    )

"""The only reader of the environment: variables and `.env` → frozen settings."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"


class SettingsRefused(Exception):
    """A variable is missing or unusable; the text names it and says what to do."""


class Settings(BaseSettings):
    """Every variable of the project; empty ones count as not set. Secrets never print."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"
    discord_token: SecretStr | None = None
    discord_api_url: str = DISCORD_API
    port: int = Field(default=3000, ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    tpm_knowledge: str = ""

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, value: str) -> str:
        return value.rstrip("/") + "/"

    @field_validator("discord_api_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    def knowledge_folders(self) -> tuple[Path, ...]:
        """The folders of `TPM_KNOWLEDGE`, joined by `:` there."""
        return tuple(Path(part) for part in self.tpm_knowledge.split(":") if part)


def read_settings() -> Settings:
    """Settings from the environment and `.env`; raises SettingsRefused."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsRefused(f"{name} can't be used ({first['msg']}): correct it") from None


def secret(settings: Settings, variable: str, why: str) -> str:
    """The value of a secret that a command needs; raises SettingsRefused where it is missing."""
    value = getattr(settings, variable.lower())
    if value is None:
        raise SettingsRefused(f"{variable} is not set: {why}")
    return str(value.get_secret_value() if isinstance(value, SecretStr) else value)

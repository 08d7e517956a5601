"""People and places → keyed hashes: the same one each time, and no way back without the key."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from adapters.database.address import FileRefused
from adapters.settings import SettingsRefused

SHORTEST = 32
"""Characters of a key."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Differ between tenants, so that nobody can be followed from one to another."""

    key: bytes

    def of(self, tenant: str, whom: str) -> str:
        """32 hexadecimal digits."""
        named = f"{len(tenant)}:{tenant}{whom}".encode()
        return hmac.new(self.key, named, hashlib.sha256).hexdigest()[:32]


def pseudonyms(key: str, beside: Path | None) -> Pseudonyms:
    """By the key of the settings; where there is none, by one that is kept beside a SQLite file,
    made when first needed. Raises SettingsRefused."""
    if key:
        if len(key) < SHORTEST:
            raise SettingsRefused(
                f"TPM_PEOPLE_KEY is shorter than {SHORTEST} characters: make one with "
                "“tpm db key”, and keep it: another one doesn't recognise anybody"
            )
        return Pseudonyms(key.encode())
    if beside is None:
        raise SettingsRefused(
            "TPM_PEOPLE_KEY is not set, and with PostgreSQL every process needs the same: "
            "make one with “tpm db key”, and keep it"
        )
    return Pseudonyms(_kept(beside.with_name(f"{beside.name}.key")))


def new_key() -> str:
    return secrets.token_hex(32)


def _kept(file: Path) -> bytes:
    """The file's key; of several processes that start at once, one makes it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
            part.touch(mode=0o600)
            part.write_text(new_key())
            try:
                file.hardlink_to(part)  # fails where another process was first
            except FileExistsError:
                pass
            finally:
                part.unlink()
        key = file.read_text().strip()
    except OSError as error:
        raise FileRefused(
            f"{file} can't be kept ({error.strerror}): name another place with DATABASE_URL"
        ) from None
    if len(key) < SHORTEST:
        raise SettingsRefused(f"{file} holds no key: restore it, or delete it to begin anew")
    return key.encode()

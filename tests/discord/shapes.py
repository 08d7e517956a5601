"""What Discord's JSON looks like, and who and where a test's people are."""

from typing import Any

TOKEN = "MTAwMA.local.token"
BOT, APPLICATION, GUILD, CHANNEL, DIRECT, ADA, BOB = 1000, 1001, 2000, 2001, 2002, 3000, 3001
PERMISSIONS = {"member": str(1 << 10 | 1 << 11 | 1 << 38), "stranger": "0"}
WHEN = "2026-01-05T12:00:00.000000+00:00"
EPHEMERAL = 1 << 6


def user(number: int, name: str, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(number), "username": name, "global_name": name.title(), "discriminator": "0",
        "avatar": None, "bot": bot,
    }  # fmt: skip


PEOPLE = {
    BOT: user(BOT, "tpm", bot=True), ADA: user(ADA, "ada"), BOB: user(BOB, "bob"),
}  # fmt: skip


def message(number: int, channel: int, author: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number), "channel_id": str(channel), "author": PEOPLE[author], "content": "",
        "timestamp": WHEN, "edited_timestamp": None, "tts": False, "mention_everyone": False,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [],
        "pinned": False, "type": 0, "flags": 0, **more,
    }  # fmt: skip


def member() -> dict[str, Any]:
    return {"roles": [], "joined_at": WHEN, "deaf": False, "mute": False, "flags": 0}


def guild() -> dict[str, Any]:
    channel = {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0}
    everyone = {
        "id": str(GUILD), "name": "@everyone", "permissions": PERMISSIONS["member"], "position": 0,
        "color": 0, "colors": {"primary_color": 0}, "hoist": False, "managed": False,
        "mentionable": False, "flags": 0,
    }  # fmt: skip
    return {
        "id": str(GUILD), "name": "Guild", "owner_id": str(BOB), "channels": [channel],
        "roles": [everyone], "members": [{**member(), "user": PEOPLE[BOT]}], "threads": [],
        "emojis": [], "stickers": [], "features": [], "member_count": 3,
    }  # fmt: skip


def place(where: str, who: int) -> dict[str, Any]:
    person = PEOPLE[who]
    if where == "direct":
        channel = {"id": str(DIRECT), "type": 1, "recipients": [person]}
        return {"channel_id": str(DIRECT), "channel": channel, "context": 1, "user": person}
    if where == "group":
        channel = {"id": "2003", "type": 3, "name": "us", "owner_id": str(ADA), "recipients": []}
        return {"channel_id": "2003", "channel": channel, "context": 2, "user": person}
    server, permissions = {
        "server": (GUILD, "member"),
        "muted": (GUILD, "stranger"),
        "stranger": (2999, "member"),
    }[where]
    channel = {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0}
    return {
        "channel_id": str(CHANNEL), "channel": {**channel, "guild_id": str(server)}, "context": 0,
        "guild_id": str(server), "guild": {"id": str(server), "features": [], "locale": "en-GB"},
        "member": {**member(), "user": person, "permissions": "0"},
        "app_permissions": PERMISSIONS[permissions],
    }  # fmt: skip


APPLICATION_INFO = {
    "id": str(APPLICATION),
    "name": "TPM",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0",
    "owner": PEOPLE[BOB],
    "flags": 0,
}

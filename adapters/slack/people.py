"""What Slack tells of members: names, and who administers the workspace.

To be told that, the bot needs a scope that it does not ask for by itself (docs/set-up-slack.md).
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.logs import discreet
from bot.utterance import Asker

log = discreet(__name__)


async def is_admin(client: AsyncWebClient, asker: Asker) -> bool:
    """Whether someone administers the workspace; False where Slack does not tell."""
    user = await _about(client, asker.who.rpartition(":")[2])
    return bool(user.get("is_admin") or user.get("is_owner"))


async def name(client: AsyncWebClient, user: str) -> str:
    """What a member is called; empty where Slack does not tell."""
    about = await _about(client, user) if user else {}
    return str(about.get("real_name") or about.get("name") or "")


async def _about(client: AsyncWebClient, user: str) -> Mapping[str, Any]:
    try:
        found = await client.users_info(user=user)
    except Exception as error:
        log.debug("Slack does not tell who somebody is: %s", type(error).__name__)
        return {}
    return found.get("user") or {}

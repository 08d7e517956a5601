"""What people see who open the app itself: the Home tab, and once a welcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk
from adapters.slack import blocks
from adapters.slack.blocks import Block
from adapters.slack.dig import Body
from adapters.slack.limits import PROMPTS
from adapters.slack.logs import discreet
from adapters.slack.render import fitted
from adapters.slack.send import HomeTab, Post, Sender, publish
from bot.reply import text
from bot.topics import Shelf

log = discreet(__name__)

TITLE = "What I know"
LEAD = "Press a question to read its answer here, search, or write to me in Messages."


@dataclass(frozen=True, slots=True)
class Home:
    """The Home tab and the greeting in direct messages."""

    desk: Desk
    sender: Sender

    async def opened(self, client: AsyncWebClient, event: Body, team: str) -> None:
        """Someone opened one of the app's tabs."""
        user, channel = str(event.get("user") or ""), str(event.get("channel") or "")
        if event.get("tab") == "home":
            await self.topics(client, user, team)
        elif event.get("tab") == "messages" and channel:
            await self._greet(client, user, channel, team)
            await self._prompt(client, channel, team)

    async def topics(self, client: AsyncWebClient, user: str, team: str) -> None:
        """Show someone everything by topic."""
        await publish(client, HomeTab(user), shelves(await self.desk.shelves(team)))

    async def _greet(self, client: AsyncWebClient, user: str, channel: str, team: str) -> None:
        if not await self.desk.first(team, f"slack:welcome:{user}"):
            return
        if not await _has_messages(client, channel):
            await self.sender.reply(client, Post(channel), await self.desk.welcome(team))

    async def _prompt(self, client: AsyncWebClient, channel: str, team: str) -> None:
        """Questions to begin with; workspaces without Slack's agent features refuse them."""
        prompts = [
            {"title": choice.title, "message": choice.title}
            for choice in await self.desk.suggest("", PROMPTS, team)
        ]
        if not prompts:
            return
        try:
            await client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts)
        except Exception as error:
            log.debug("Suggested prompts were refused: %s", error)


def shelves(held: Sequence[Shelf]) -> tuple[Block, ...]:
    """Every entry by topic as buttons, under a search."""
    laid_out = [*blocks.header(TITLE), *blocks.paragraph(text(LEAD)), *blocks.search()]
    for shelf in held:
        laid_out += [*blocks.header(shelf.title), *blocks.buttons(blocks.OFFER, shelf.choices)]
    return fitted(laid_out)


async def _has_messages(client: AsyncWebClient, channel: str) -> bool:
    """Whether anything was said here before: what the desk remembers of a welcome wears off, a
    direct message's history does not."""
    try:
        history = await client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        log.debug("The history could not be read: %s", error)
        return False
    return bool(history.get("messages"))

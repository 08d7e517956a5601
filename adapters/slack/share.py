"""Making a private answer public, in the name of the one who shares it."""

from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.desk import Desk
from adapters.slack.logs import discreet
from adapters.slack.payload import Pressed
from adapters.slack.render import Message, after_sharing, message, shared
from adapters.slack.send import Announce, NotDelivered, Post, Replace, Sender, Whisper, refusal
from bot.reply import Paragraph, Reply, text

log = discreet(__name__)

GONE = "I no longer have this answer, so there is nothing to share. Please ask again."
NOT_A_MEMBER = (
    "I couldn't post here. Invite me to this channel (`/invite` and my name), then share again."
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares answers; a message is shared once, however quickly its button is pressed again."""

    desk: Desk
    sender: Sender
    _under_way: set[str] = field(default_factory=set)

    async def share(self, client: AsyncWebClient, pressed: Pressed) -> None:
        """Post the answers whose ids the button carries, then take the button away."""
        if pressed.key in self._under_way:
            return
        self._under_way.add(pressed.key)
        try:
            await self._share(client, pressed)
        finally:
            self._under_way.discard(pressed.key)

    async def _share(self, client: AsyncWebClient, pressed: Pressed) -> None:
        reply = await self.desk.show(tuple(pressed.value.split()), pressed.asker.tenant)
        if not reply.entries:
            await self._tell(client, pressed, GONE)
        elif await self._post(client, pressed, shared(reply, pressed.user)):
            await self._take_button_away(client, pressed, reply)
        else:
            await self._tell(client, pressed, NOT_A_MEMBER)

    async def _post(self, client: AsyncWebClient, pressed: Pressed, words: Message) -> bool:
        """Through the `response_url`, which works where the bot is no member, or as a member."""
        try:
            await self.sender.send(client, Announce(pressed.url, pressed.thread), words)
        except NotDelivered as error:
            log.info("Sharing through response_url failed: %s", error)
            return await self._post_as_member(client, pressed, words)
        return True

    async def _post_as_member(
        self, client: AsyncWebClient, pressed: Pressed, words: Message
    ) -> bool:
        try:
            await self.sender.send(client, Post(pressed.channel, pressed.thread), words)
        except SlackApiError as error:
            log.info("Sharing as a member failed: %s", refusal(error))
            return False
        return True

    async def _take_button_away(
        self, client: AsyncWebClient, pressed: Pressed, reply: Reply
    ) -> None:
        try:
            await self.sender.send(client, Replace(pressed.url), after_sharing(reply))
        except NotDelivered as error:
            log.info("The shared answer keeps its button: %s", error)

    async def _tell(self, client: AsyncWebClient, pressed: Pressed, words: str) -> None:
        """Privately, where the private answer is; failing that, in a direct message."""
        told = message(Reply("help", (Paragraph(text(words)),)))
        try:
            await self.sender.send(client, Whisper(pressed.url, pressed.thread), told)
        except NotDelivered:
            await self.sender.send(client, Post(pressed.user), told)

"""The small Discord with people in it: they say something, use commands, press buttons."""

from typing import Any

from tests.discord import shapes
from tests.discord.local_server import LocalServer
from tests.discord.shapes import ADA, APPLICATION, BOT, CHANNEL, DIRECT, GUILD, PEOPLE, message


class LocalDiscord(LocalServer):
    """What people do reaches the client over the gateway."""

    async def say(self, content: str, **more: Any) -> dict[str, Any]:
        """Somebody writes in the server's channel; the message."""
        place = {"guild_id": str(GUILD), "member": shapes.member()}
        told = message(next(self.numbers), CHANNEL, ADA, content=content, **place, **more)
        await self.tell("MESSAGE_CREATE", told)
        return told

    async def mention(self, content: str, **more: Any) -> dict[str, Any]:
        return await self.say(f"<@{BOT}> {content}", mentions=[PEOPLE[BOT]], **more)

    async def write(self, content: str) -> dict[str, Any]:
        """Ada writes a direct message."""
        told = message(next(self.numbers), DIRECT, ADA, content=content)
        await self.tell("MESSAGE_CREATE", told)
        return told

    async def command(self, question: str | None, where: str = "server", **more: Any) -> str:
        """Somebody uses `/tpm`; the interaction's token."""
        option = {"name": "question", "type": 3, "value": question}
        data = {"id": "1", "name": "tpm", "type": 1, "options": [option] if question else []}
        return await self.interact(2, data, where, **more)

    async def press(self, custom_id: str, where: str = "server", **more: Any) -> str:
        data = {"custom_id": custom_id, "component_type": 2}
        return await self.interact(3, data, where, **more)

    async def interact(
        self, kind: int, data: dict[str, Any], where: str, who: int = ADA, **more: Any
    ) -> str:
        """`where`: server, stranger (a server that the bot is no member of), group, direct."""
        number = next(self.numbers)
        token = f"secret-{number}"
        await self.tell(
            "INTERACTION_CREATE",
            {
                "id": str(number),
                "application_id": str(APPLICATION),
                "type": kind,
                "data": data,
                "token": token,
                "version": 1,
                "locale": "en-GB",
                "entitlements": [],
                "attachment_size_limit": 1,
                **shapes.place(where, who),
                **more,
            },
        )
        return token

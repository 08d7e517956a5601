"""What Slack delivers, as values: the rest of the adapter reads no payload."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.dig import Body, inner, string, text
from adapters.slack.markup import said
from adapters.slack.send import HomeTab, Post, Replace, Route, Whisper
from bot.utterance import Asker

Meaning = Literal["choose", "offer", "none", "share", "search", "topics", "act"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `sharable`: its answer is private, and there is a channel that it could be shared
    with."""

    text: str
    asker: Asker
    route: Route
    sharable: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press: `value` is what the button carried, `thread` where its message is, if in one; `key`
    tells that message from others, `trigger` opens a form."""

    meaning: Meaning
    value: str
    user: str
    asker: Asker
    channel: str
    thread: str
    url: str
    route: Route
    sharable: bool
    key: str
    trigger: str


def delivery(body: Body) -> str:
    """What tells a delivery from a repeated one; empty where Slack sends nothing for that."""
    event_id, trigger_id = body.get("event_id"), body.get("trigger_id")
    if event_id:
        return f"slack:event:{event_id}"
    return f"slack:trigger:{trigger_id}" if trigger_id else ""


def from_person(event: Body) -> bool:
    """Not from a bot, this one included, and not a notice about another message."""
    return bool(event.get("user")) and not event.get("bot_id") and not event.get("subtype")


def in_direct_message(event: Body) -> bool:
    """Whether a message event comes from a direct message with the bot."""
    return event.get("channel_type") == "im" or _is_direct(string(event, "channel"))


def command(body: Body, context: AsyncBoltContext) -> Asked:
    """A slash command; it has no thread."""
    return _private(string(body, "text"), body, context)


def shortcut(body: Body, context: AsyncBoltContext) -> Asked:
    """A message that someone chose "Ask TPM about this" for."""
    message = inner(body, "message")
    return _private(string(message, "text"), body, context, string(message, "thread_ts"))


def mention(event: Body, context: AsyncBoltContext) -> Asked:
    """A message that mentions the bot: answered in its thread, or opening one."""
    thread = string(event, "thread_ts") or string(event, "ts")
    channel = string(event, "channel")
    asker = who_asks(context, _where(context, thread), private=False)
    return Asked(said(string(event, "text")), asker, Post(channel, thread))


def direct_message(event: Body, context: AsyncBoltContext) -> Asked:
    """A direct message; its threads belong to one conversation with the channel."""
    route = Post(string(event, "channel"), string(event, "thread_ts"))
    return Asked(said(string(event, "text")), who_asks(context, _mine(context)), route)


def press(body: Body, context: AsyncBoltContext) -> Pressed | None:
    """A pressed button or a picked option; None where this adapter made neither."""
    action: Body = body["actions"][0]
    meaning = string(action, "action_id").partition(":")[0]
    if meaning not in get_args(Meaning):
        return None
    container, message = inner(body, "container"), inner(body, "message")
    # Slack leaves the message out where only one person sees it.
    hidden = bool(container.get("is_ephemeral", not message))
    channel = text(context.channel_id)
    public = not hidden and not _is_direct(channel)
    thread = string(container, "thread_ts") or string(message, "thread_ts")
    root = thread or string(container, "message_ts")
    route = _route(body, context, public and meaning not in ("choose", "none"), root, thread)
    where = _where(context, root) if public else _mine(context)
    return Pressed(
        meaning=cast(Meaning, meaning),
        value=string(inner(action, "selected_option") or action, "value"),
        user=text(context.user_id),
        # What follows a press in public is told to whoever pressed alone.
        asker=who_asks(
            context, where, private=not public or isinstance(route, Whisper), name=name(body)
        ),
        channel=channel,
        thread=thread,
        url=string(body, "response_url"),
        route=route,
        sharable=hidden or isinstance(route, Whisper),
        key=f"{channel}:{string(container, 'message_ts')}:{context.user_id}",
        trigger=string(body, "trigger_id"),
    )


def tenant(context: AsyncBoltContext) -> str:
    """The workspace, or the enterprise where the app is installed on the whole of it."""
    return f"slack:{context.team_id or context.enterprise_id or ''}"


def revoked(event: Body) -> bool:
    """Whether an event says that the bot itself may act no more."""
    if event.get("type") == "app_uninstalled":
        return True
    return bool(inner(event, "tokens").get("bot"))


def _route(body: Body, context: AsyncBoltContext, beside: bool, root: str, thread: str) -> Route:
    """In place; what only the one who pressed wants to read goes `beside` a public reply."""
    url = string(body, "response_url")
    if body.get("view"):
        return HomeTab(text(context.user_id))
    if not url:
        return Post(text(context.channel_id) or text(context.user_id), root)
    return Whisper(url, thread) if beside else Replace(url)


def _private(words: str, body: Body, context: AsyncBoltContext, thread: str = "") -> Asked:
    url = string(body, "response_url")
    route: Route = Whisper(url, thread) if url else Post(text(context.user_id))
    return Asked(
        said(words), who_asks(context, _mine(context), name=name(body)), route, sharable=bool(url)
    )


def who_asks(
    context: AsyncBoltContext, where: str, *, private: bool = True, name: str = ""
) -> Asker:
    return Asker(tenant(context), who(context, text(context.user_id)), where, private, name)


def who(context: AsyncBoltContext, user: str) -> str:
    """A member, as of an Asker."""
    return f"slack:{context.team_id}:{user}"


def name(body: Body) -> str:
    """What whoever acts goes by, where Slack says so: not with events."""
    user = inner(body, "user")
    return string(body, "user_name") or string(user, "name") or string(user, "username")


def _where(context: AsyncBoltContext, thread: str) -> str:
    return f"slack:{context.team_id}:{context.channel_id}:{thread}"


def _mine(context: AsyncBoltContext) -> str:
    """What one person says in private at one place."""
    return _where(context, text(context.user_id))


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")

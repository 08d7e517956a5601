"""Forms as Slack's modals, and what is in one that is sent."""

import json
from dataclasses import dataclass, field

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.blocks import TYPED
from adapters.slack.dig import Body, inner, string, text
from adapters.slack.limits import METADATA, size
from adapters.slack.payload import Pressed, name, who, who_asks
from adapters.slack.send import Post, Replace, Route, Whisper
from bot.form import Typed
from bot.utterance import Asker


@dataclass(frozen=True, slots=True)
class Sent:
    """What is to be done, with what was typed into its form, if it has one; `sharable`: its answer
    is private, and there is a channel that it could be shared with."""

    does: str
    asker: Asker
    route: Route
    typed: Typed = field(default_factory=dict)
    sharable: bool = True


def kept(pressed: Pressed, does: str) -> str:
    """What a form has to remember of the press that opened it, for `sent`; where that is too much,
    the reply will come as a direct message."""
    route = pressed.route
    about = {"does": does, "where": pressed.asker.where, "private": pressed.asker.private}
    way = {
        "way": type(route).__name__,
        "url": getattr(route, "url", ""),
        "thread": getattr(route, "thread", ""),
        "channel": getattr(route, "channel", ""),
    }
    whole = json.dumps(about | way)
    return whole if size(whole) <= METADATA else json.dumps(about)


def sent(body: Body, context: AsyncBoltContext) -> Sent | None:
    """A form that was sent; None where this adapter made none like it."""
    view = inner(body, "view")
    try:
        about = json.loads(string(view, "private_metadata"))
        does, where, private = about["does"], about["where"], about["private"]
        states = view["state"]["values"].items()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    ours = isinstance(where, str) and where.startswith(f"slack:{context.team_id}:")
    if not (ours and isinstance(does, str) and isinstance(private, bool)):
        return None
    typed = {name: _typed(inner(inner({"": state}, ""), TYPED), context) for name, state in states}
    asker = who_asks(context, where, private=private, name=name(body))
    return Sent(does, asker, _way_back(about, context), typed)


def _typed(element: Body, context: AsyncBoltContext) -> str:
    """What was written, or who was chosen."""
    user = string(element, "selected_user")
    return who(context, user) if user else string(element, "value")


def _way_back(about: Body, context: AsyncBoltContext) -> Route:
    url, thread, channel = (string(about, key) for key in ("url", "thread", "channel"))
    match about.get("way"):
        case "Replace" if url:
            return Replace(url)
        case "Whisper" if url:
            return Whisper(url, thread)
        case "Post" if channel:
            return Post(channel, thread)
        case _:
            return Post(text(context.user_id))

"""What a thread or direct-message channel was about; state in, state out."""

from dataclasses import dataclass, replace

EXPIRES_AFTER = 15 * 60.0
"""Seconds after which what was talked about no longer explains a follow-up."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """`about`: ids of the entries shown last, best first; `offered`: ids of the choices that
    wait for an answer; `asked`: the question that led there; `at`: seconds since the epoch of the
    last turn; `welcomed`: whether this person was greeted before."""

    about: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    asked: str = ""
    at: float = 0.0
    welcomed: bool = False


NEW = Conversation()


def recall(conversation: Conversation, at: float) -> Conversation:
    """The conversation as it is at a later time: what is too old is forgotten."""
    if at - conversation.at > EXPIRES_AFTER:
        return replace(NEW, welcomed=conversation.welcomed)
    return conversation

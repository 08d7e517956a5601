"""What a thread or direct-message channel was about; state in, state out."""

from dataclasses import dataclass

EXPIRES_AFTER = 15 * 60.0
"""Seconds after which what was talked about no longer explains a follow-up."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """`about`: ids of the entries shown last, best first; `offered`: ids of the choices that
    wait for an answer; `asked`: the questions that led there as they were matched (none after a
    press; both readings of one that was read in two ways); `at`: seconds since the epoch of the
    last turn; `record`: the id under which the last question is remembered, where it is."""

    about: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    at: float = 0.0
    record: str = ""


NEW = Conversation()


def recall(conversation: Conversation, at: float) -> Conversation:
    """The conversation as it is at a later time: what is too old is forgotten."""
    if at - conversation.at > EXPIRES_AFTER:
        return NEW
    return conversation

"""A scene → a picture of a chat."""

from datetime import UTC, datetime
from html import escape
from typing import assert_never

from bot.form import Form
from bot.plain import plain
from scripts.week import draw, parts
from scripts.week.draw import ACCENT, SMALL, Drawn, at, buttons, stack
from scripts.week.letters import Run
from scripts.week.scene import Filled, Moment, Said, Scene, Shown
from scripts.week.talk import CURATORS

WIDTH, MARGIN, FACE = 720, 20, 34
ROOM = WIDTH - 2 * MARGIN - FACE - 12
"""For what somebody says, beside their face."""

BOT = "TPM"


def picture(scene: Scene) -> str:
    """The file, with all that is seen told in words too."""
    told = "\n\n".join(_in_words(moment) for moment in scene.moments)
    chat = stack([_moment(moment) for moment in scene.moments], 22)
    return draw.picture(chat, WIDTH, MARGIN, scene.title, told)


def _moment(moment: Moment) -> Drawn:
    match moment:
        case Said(who, when, words, chosen, by):
            said = [draw.text([Run(words)], ROOM)]
            if chosen:
                said.append(draw.text([Run(f"On this message {by} chooses:")], ROOM, SMALL, "p"))
                said.append(buttons([(chosen, True)], ROOM))
            return _from(who, _called(who), when, stack(said, 8))
        case Shown(to, when, reply, pressed):
            inner = parts.reply(reply, ROOM - 2 * 14, pressed)
            return _from(BOT, f"to {to}, who alone sees it", when, draw.box(inner, ROOM))
        case Filled(who, when, form):
            return _from(who, "fills in a form", when, parts.form(form, ROOM))
        case _:
            assert_never(moment)


def _called(who: str) -> str:
    return "curator" if who in CURATORS else ""


def _from(who: str, called: str, when: float, what: Drawn) -> Drawn:
    told = "".join(f" · {one}" for one in (called, _when(when)) if one)
    name = draw.text([Run(who, "b"), Run(told)], ROOM, SMALL, "p")
    said = stack([name, what], 4)
    face = _face(who)
    return Drawn(max(said.height, face.height), face.svg + at(FACE + 12, 0, said))


def _face(who: str) -> Drawn:
    fill = ACCENT if who == BOT else "#8a5a2b" if who in CURATORS else "#55707a"
    half = FACE / 2
    return Drawn(
        FACE,
        f'<circle cx="{half:g}" cy="{half:g}" r="{half:g}" fill="{fill}"/>'
        f'<text x="{half:g}" y="21.5" font-size="12" text-anchor="middle" class="w b">'
        f"{escape(who if who == BOT else who[0])}</text>",
    )


def _when(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%A %H:%M}"


def _in_words(moment: Moment) -> str:
    match moment:
        case Said(who, _, words, chosen, by):
            return f"{who}: {words}" + (f"\n({by} chooses: {chosen})" if chosen else "")
        case Shown(_, _, reply, pressed):
            return f"{BOT}: {plain(reply)}" + (f"\n(Pressed: {pressed})" if pressed else "")
        case Filled(who, _, form):
            return f"{who} fills in: {_form_in_words(form)}"
        case _:
            assert_never(moment)


def _form_in_words(form: Form) -> str:
    fields = (f"{field.label}: {field.value or '(empty)'}" for field in form.fields)
    return "\n".join((form.title, *fields, f"[{form.submit}]"))

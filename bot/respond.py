"""The whole path of a question: all that an adapter calls."""

from collections.abc import Iterable
from dataclasses import replace

from bot import compose as composing
from bot.conversation import Conversation, recall
from bot.decide import Answer, Choices, Decision, Unknown, decide
from bot.explain import explain
from bot.follow import follow
from bot.index import Index
from bot.markdown import parts
from bot.match import Candidate, Match, match
from bot.normalise import number, words
from bot.read import DETERMINERS
from bot.reply import Choice, Items, Note, Offer, Paragraph, Part, Reply, text
from bot.split import listed, sentences
from bot.talk import talk
from bot.topics import shelves
from bot.upkeep import day
from bot.utterance import Utterance
from knowledge.everyday import Room, Talk

GIVES_WAY = frozenset(
    ["privacy", "settings", "insights", "review", "teach", "history", "synonyms", "help", "topics"]
)
"""Kinds of talk that call the bot's rooms by names that entries may have too."""

ALWAYS = frozenset(["forget-me", "deleting"])
"""Ids of talk that no entry comes before: whoever wants their data deleted is heard."""

HELP = "help"
"""What always means the bot's own help."""

NONE = ""
"""Stands for "None of these" where an entry's id is expected."""


def respond(
    utterance: Utterance, conversation: Conversation, index: Index
) -> tuple[Reply, Conversation]:
    """The reply to what was said, and the conversation after it."""
    before = _present(recall(conversation, utterance.at), index)
    picked = _by_number(utterance.text, before)
    if picked is not None:
        if picked == NONE:
            return decline(before, index, utterance.at)
        return pick(picked, before, index, utterance.at)
    said = _talk(utterance.text, index)
    if said is not None or not index.lexicon.read(utterance.text).plain:
        return _talked(said, before, index), replace(before, at=utterance.at)
    decided = _decided(utterance.text, before, index)
    reply = composing.compose(decided, index, day(utterance.at))
    if composing.picks_nothing(number(utterance.text), reply, index):
        return composing.no_choice(), replace(before, at=utterance.at)
    asked = tuple(said for _, matched in decided for said in matched.both or (matched.text,))
    return reply, _after(reply, asked, utterance.at, before)


def pick(
    entry_id: str, conversation: Conversation, index: Index, at: float
) -> tuple[Reply, Conversation]:
    """The reply to a chosen entry, by its id."""
    reply = composing.show((entry_id,), index, day(at))
    about = tuple(shown.id for shown in reply.entries)
    return reply, Conversation(about or conversation.about, at=at)


def decline(conversation: Conversation, index: Index, at: float) -> tuple[Reply, Conversation]:
    """The reply to "None of these"."""
    said: tuple[Part, ...] = (
        Paragraph(text("Then I don't have that answer. Try it in other words, or look around.")),
        *_examples(index),
    )
    return Reply("unknown", said), replace(conversation, offered=(), at=at)


def show(entry_ids: Iterable[str], index: Index, at: float) -> Reply:
    """The answers of these entries, as they are shared."""
    return composing.show(entry_ids, index, day(at))


def welcome(index: Index) -> Reply:
    """What is said once to someone who opens a direct message."""
    hello = f"Hello! I answer questions about {composing.subject(index)}, always with the source."
    return Reply("help", (Paragraph(text(hello)), *_examples(index)))


def called(said: str, index: Index) -> Room | None:
    """The room that was called by name, which respond knows nothing of."""
    found = _talk(said, index)
    match found.kind if found else None:
        case (
            "privacy" | "my-data" | "forget-me" | "settings" | "insights" | "review" | "teach"
            | "history" | "synonyms" as room
        ):  # fmt: skip
            return room
        case _:
            return None


def _present(conversation: Conversation, index: Index) -> Conversation:
    """The conversation without entries that are not there any more."""
    if not conversation.about and not conversation.offered:
        return conversation
    about, offered = (
        tuple(one for one in ids if one in index.position)
        for ids in (conversation.about, conversation.offered)
    )
    return replace(conversation, about=about, offered=offered)


def _talk(said: str, index: Index) -> Talk | None:
    """What was said to the bot itself. A phrasing of the knowledge base is not that, nor what an
    entry is called; but help, and that data be deleted, is asked of the bot whatever it knows."""
    found, asked = talk(said, index.phrasebook, index.lexicon), words(said)
    if found is None or found.id in ALWAYS or asked == (HELP,):
        return found
    may_give_way = found.kind in GIVES_WAY and HELP not in asked
    known = " ".join(asked) in index.exact or (may_give_way and _named(said, index))
    return None if known else found


def _named(said: str, index: Index) -> bool:
    """Whether an entry that would be shown or offered has all these words in its title."""
    match decide(match(said, index)):
        case Answer(entry):
            shown: tuple[Candidate, ...] = (entry,)
        case Choices(entries, _):
            shown = entries
        case Unknown():
            return False
    asked = frozenset(words(said)) - DETERMINERS
    return any(asked.issubset(words(index.items[one.at].title)) for one in shown)


def _by_number(said: str, conversation: Conversation) -> str | None:
    """The id of the offered choice whose number was typed; NONE for the number after the last."""
    digits = number(said)
    if not conversation.offered or not digits:
        return None
    at = int(digits[:4]) - 1
    if at == len(conversation.offered):
        return NONE
    return conversation.offered[at] if 0 <= at < len(conversation.offered) else None


def _decided(said: str, conversation: Conversation, index: Index) -> list[tuple[Decision, Match]]:
    if " ".join(words(said)) not in index.exact:
        asked = index.lexicon.trim(said)
        several = _several(sentences(asked), index, True) or _several(listed(asked), index, False)
        if several:
            return several
    whole = follow(said, conversation, index)
    return [(decide(whole), whole)]


def _several(
    questions: tuple[str, ...], index: Index, sentences: bool
) -> list[tuple[Decision, Match]]:
    """The questions' decisions, where they are about different entries; empty where they are
    better read as one. Members of a list must all be answered, sentences two at least, or one
    beside a boundary."""
    if len(questions) > 1:
        questions = tuple(question for question in questions if _talk(question, index) is None)
    if len(questions) < 2:
        return []
    found: dict[str, tuple[Decision, Match]] = {}
    kin: set[int] = set()
    for question in questions:
        matched = match(question, index)
        decision = decide(matched)
        match_id = _key(decision)
        if isinstance(decision, Answer):
            if decision.entry.at not in kin or decision.entry.id in found:
                found.setdefault(match_id, (decision, matched))
            kin.update(index.kinship.kin(decision.entry.at))
        elif not sentences:
            return []
        elif match_id:
            found.setdefault(match_id, (decision, matched))
    answers = sum(isinstance(decision, Answer) for decision, _ in found.values())
    enough = answers >= 2 or (sentences and answers == 1 and len(found) > 1)
    return list(found.values()) if enough else []


def _key(decision: Decision) -> str:
    match decision:
        case Answer(entry):
            return entry.id
        case Unknown(_, boundary) if boundary is not None:
            return boundary.id
        case _:
            return ""


def _after(reply: Reply, asked: tuple[str, ...], at: float, before: Conversation) -> Conversation:
    ids = tuple(entry.id for entry in reply.entries)
    about = ids if reply.outcome == "answer" else before.about
    offered = ids if reply.outcome == "choices" else ()
    return Conversation(about, offered, asked, at)


def _talked(said: Talk | None, conversation: Conversation, index: Index) -> Reply:
    kind = said.kind if said else "help"
    if said is not None and kind == "smalltalk":
        return Reply("smalltalk", parts(said.says))
    if kind == "topics":
        return Reply("help", composing.overview(index))
    if kind == "why":
        return explain(conversation, index)
    if kind == "more" and conversation.about:
        return _more(conversation, index)
    return _help(index)


def _more(conversation: Conversation, index: Index) -> Reply:
    entry = index.items[index.position[conversation.about[0]]]
    options = composing.related(entry, index)
    said = "That is all my source says on it." if not options else "That is all on it."
    offer = (Offer("You could go on with:", options),) if options else ()
    return Reply("help", (Paragraph(text(said)), *offer))


def _help(index: Index) -> Reply:
    asked = (
        f"Ask me about {composing.subject(index)}, in your own words. I answer from what people "
        "wrote down, with the source, and say so when it isn't covered."
    )
    ways = (
        "“topics” lists all that I know",
        "“why” after an answer says how I found it",
        "several questions in one message get several answers",
        "the buttons below an answer say whether it helped, and what was missing",
        "“privacy” says what I keep, “my data” gives you yours, “forget me” deletes it",
        "“review”, “teach”, “history” and “synonyms” are for curators: what was missed, a new "
        "answer, what was changed, which words mean the same",
        "“settings” and “insights” are for curators too: what is kept here, and what was asked",
    )
    parts = (Paragraph(text(asked)), Items(tuple(map(text, ways))), *_examples(index))
    return Reply("help", parts)


def _examples(index: Index) -> tuple[Part, ...]:
    """One entry of each of the first topics, to begin with."""
    firsts = [shelf.choices[0] for shelf in shelves(index)][:4]
    if len(firsts) < 2:
        firsts = [Choice(e.id, e.title) for e in index.knowledge.entries[:4]]
    offers = [Offer("For example:", tuple(firsts))] if firsts else []
    return (*offers, Note("Or just type a question."))

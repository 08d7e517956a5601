"""Help, topics, greetings, thanks and why: understood in words, and never taken for a question."""

import pytest

from adapters.models.static import static_vectors
from bot.conversation import NEW
from bot.index import Index, build_index
from bot.respond import called, respond, welcome
from bot.utterance import Utterance
from knowledge.everyday import everyday
from knowledge.schema import Entry, KnowledgeBase

TALK = [(talk, phrasing) for talk in everyday().talk for phrasing in talk.phrasings]


@pytest.mark.parametrize("talk", everyday().talk, ids=lambda talk: talk.id)
def test_every_way_of_talking_to_the_bot_is_understood(talker, said, talk):
    wanted = talker.say(talk.phrasings[0])
    assert wanted.outcome == ("smalltalk" if talk.kind == "smalltalk" else "help")
    assert wanted.entries == wanted.candidates == ()
    for phrasing in talk.phrasings:
        assert said(talker.say(phrasing)) == said(wanted), phrasing


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HELP", "help"),
        ("help!!!", "help"),
        ("  Help? ", "help"),
        ("what can you do?", "help"),
        ("hey, what can you do?", "help"),
        ("Topics.", "topics"),
        ("Hello!", "hello"),
        ("good morning 🙂", "good morning"),
        ("Thank you!!", "thanks"),
        ("thanks 👍", "thanks"),
        ("thànks", "thanks"),
        ("ｔｈａｎｋｓ", "thanks"),
        ("Why?", "why"),
        ("why???", "why"),
        ("but why?", "why"),
        ("BYE", "bye"),
    ],
)
def test_case_signs_and_filler_make_no_difference(talker, written, meant):
    assert talker.say(written) == talker.say(meant)


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("what can yuo do", "what can you do"),
        ("good mornign", "good morning"),
        ("list the topcis", "list the topics"),
        ("how does this wrok", "how does this work"),
        ("helllo", "hello"),
        ("helloooooo", "hello"),
        ("tell me mroe", "tell me more"),
        ("why this anwser", "why this answer"),
    ],
)
def test_it_is_understood_when_mistyped(talker, mistyped, meant):
    assert talker.say(mistyped) == talker.say(meant)


def test_help_says_what_to_ask_about_and_how(talker, said, offered):
    reply = talker.say("help")
    for words in ("the community garden", "“topics”", "“why”", "with the source"):
        assert words in said(reply)
    assert offered(reply) == ["rent", "watering", "spring-fair"]


def test_topics_lists_every_entry_under_its_topic(talker, said):
    text = said(talker.say("topics"))
    titles = ["Plots", "Rent for a plot", "Getting a plot", "Tools and water", "Watering",
              "Borrowing tools", "Rakes", "Fairs", "Spring fair", "Autumn fair"]  # fmt: skip
    assert [line.removeprefix("- ") for line in text.splitlines() if line] == titles


def test_a_welcome_says_what_it_is_about_and_how_to_begin(garden, said, offered):
    reply = welcome(garden)
    assert reply.outcome == "help"
    assert "I answer questions about the community garden" in said(reply)
    assert offered(reply) == ["rent", "watering", "spring-fair"]


@pytest.mark.parametrize(
    "silence", ["", " ", "\n\t", "...", "?", "!!!", "🙂", "👍🏽", "\u200b", "—"]
)
def test_words_that_are_none_are_answered_with_help(talker, silence):
    assert talker.say(silence) == talker.say("help")


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("hi, how much is a plot?", "rent"),
        ("Hello! When may I water? Thanks!", "watering"),
        ("ok so which tools can i borrow", "tools"),
    ],
)
def test_pleasantries_never_hide_a_question(talker, shown, question, entry):
    reply = talker.say(question)
    assert reply.outcome == "answer"
    assert shown(reply) == [entry]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("how do i get started as a tech product manager", "how-to-become"),
        ("why would a TPM train customers", "customer-training"),
        ("is that up to date or from years ago?", "about-source"),
        ("where do you get your answers from", "about-source"),
        ("what do they do", "what-tpms-do"),
        ("source?", "about-source"),
    ],
)
def test_questions_that_sound_like_talk_to_the_bot_are_answered(seeker, shown, question, entry):
    assert shown(seeker.say(question)) == [entry]


@pytest.mark.parametrize(
    ("asked", "room"),
    [
        ("How do I delete my data?", "privacy"),
        ("please stop storing my questions", "privacy"),
        ("Who can see my questions?", "privacy"),
        ("hey, delete everything you know about me", "forget-me"),
        ("I want to be forgotten.", "forget-me"),
        ("what data do you have about me?", "my-data"),
    ],
)
def test_what_people_want_of_their_data_is_understood(garden, tpm, asked, room):
    assert called(asked, garden) == called(asked, tpm) == room


def test_help_lists_all_that_can_be_done(talker, said):
    told = said(talker.say("help"))
    for room in ("privacy", "my data", "forget me", "settings", "insights"):
        assert f"“{room}”" in told
    assert "whether it helped" in told


@pytest.fixture(scope="module")
def clinic() -> Index:
    def entry(name: str, title: str, *phrasings: str) -> Entry:
        return Entry(id=name, title=title, answer="Here it is.", phrasings=phrasings)

    entries = (
        entry("menu", "The lunch menu", "what's for lunch", "anything vegan today", "noon food"),
        entry("file", "Privacy at the clinic", "who may see my file", "do you tell my employer"),
        entry("desk", "Help desk hours", "help", "when is the desk open", "how long is support"),
        entry("visit", "A normal visit", "what happens on a visit", "how long is a visit"),
        entry("praise", "Review us", "where can i write what i think", "stars for the clinic"),
        entry("past", "The clinic's history", "who founded it", "since when do you exist"),
        entry("school", "Where we teach", "lectures for students", "do you give courses"),
        entry("erase", "Delete my data", "how can i delete my data", "forget me"),
    )
    return build_index(KnowledgeBase(entries=entries), static_vectors())


@pytest.mark.parametrize(
    ("called_so", "id_"),
    [("menu", "menu"), ("Privacy?", "file"), ("review", "praise"), ("teach", "school")],
)
def test_what_an_entry_is_called_is_no_talk(clinic, called_so, id_):
    reply, _ = respond(Utterance(called_so), NEW, clinic)
    assert id_ in [shown.id for shown in reply.entries]
    assert called(called_so, clinic) is None


@pytest.mark.parametrize("name", ["Review", "History", "Teach", "Settings", "Insights", "Privacy"])
def test_an_entry_called_as_a_room_comes_before_it(name):
    one = Entry(id="one", title=name, answer="Here.", phrasings=("where do i find the old papers",))
    other = Entry(
        id="two", title="Opening hours", answer="At ten.", phrasings=("when do you open",)
    )
    index = build_index(KnowledgeBase(entries=(one, other)), static_vectors())
    for said in (name, f"{name.lower()}?", f"the {name}"):
        assert called(said, index) is None, said
    assert called("change the settings", index) == "settings"


@pytest.mark.parametrize(
    ("room", "calls"), [("settings", "settings"), ("review", "show the review queue")]
)
def test_a_room_that_no_entry_is_called_stays_one(clinic, room, calls):
    assert called(calls, clinic) == room


@pytest.mark.parametrize("said", ["help", "Help!", "can you help me", "thanks", "topics"])
def test_help_and_what_no_entry_is_called_stay_talk(clinic, said):
    reply, _ = respond(Utterance(said), NEW, clinic)
    assert reply.outcome in ("help", "smalltalk")


def test_deleting_ones_data_is_always_understood(clinic):
    assert called("delete my data", clinic) == called("forget me", clinic) == "forget-me"
    assert called("how can I delete my data?", clinic) == "privacy"
    assert called("privacy policy", clinic) == "privacy"

"""Whatever is done to a team's knowledge, in the chat and with files, a simple model says what it
is then: for each entry and boundary its title, its words and its phrasings."""

import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adapters.terminal.files import knowledge_texts
from adapters.terminal.save import save
from adapters.terminal.team import plan
from bot.amend import edited, imported, retired
from bot.blank import ANSWER, ENTRY, FACTS, SOURCES, TITLE
from bot.own import own_phrasings, phrased, taken
from bot.remember import Change, Conflict, applied
from bot.restore import undone
from bot.teach import called
from knowledge.exchange.export import export, held_by
from knowledge.loader import load
from knowledge.overlay import lay, together
from knowledge.schema import Boundary, Entry, KnowledgeBase
from tests.examples import examples

BASE = """\
# The base, with a comment.
entries:
  - id: tea
    title: Tea
    answer: In the kitchen.  # which one?
    related: [rent]
    phrasings:
      # newcomers
      - where is the tea
      - tea

  - {id: rent, title: Rent, answer: Paid in May., phrasings: [rent, when is rent due]}
  - id: wifi
    title: Wi-Fi
    answer: |
      On the board.

      Ask twice.
    related: [tea]
    phrasings: [wifi]
boundaries:
  # Nobody knows.
  - id: parking
    title: Parking
    says: Nobody wrote that down.
    nearest: rent
    phrasings: [where do i park, "parking: a car", is there a garage]
"""

IDS = st.sampled_from(["tea", "rent", "wifi", "bees", "roof", "parking"])
WORDS = st.sampled_from(["Here.", "There:\n\n- a: b # c", "~", "- no", "'x' \"y\" {z}", "{{7}} *a"])
TITLES = st.sampled_from(["Tea", "Rent", "A: b", "# x", "null"])


class Said(NamedTuple):
    """What an entry or boundary says."""

    title: str
    words: str
    phrasings: frozenset[str]


def ways(id: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Phrasings that no other entry has."""
    some = [f"{id} one", f"{id}: two # 2", f"- {id} three", f"[{id}] 'four'"]
    return st.lists(st.sampled_from(some), min_size=1, max_size=3, unique=True).map(tuple)


class Team(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "base"
        save(self.folder, {"a.yaml": BASE})
        self.base = load([self.folder])
        self.model = said_by(self.base)
        self.there: dict[str, str] = {}
        self.done: list[tuple[Change, dict[str, Said]]] = []

    def teardown(self) -> None:
        self.place.cleanup()

    @property
    def now(self) -> KnowledgeBase:
        return lay(self.base, together(self.there))

    @property
    def items(self) -> dict[str, Entry | Boundary]:
        return {one.id: one for one in self.now.items()}

    def make(self, change: Change, model: dict[str, Said]) -> None:
        self.there = applied(self.there, change.edits)
        self.done.append((change, self.model))
        self.model = model

    @rule(id=IDS, title=TITLES, words=WORDS)
    def edit(self, id: str, title: str, words: str) -> None:
        item = self.items.get(id)
        if item is None:
            return
        near = self.items.get(item.nearest or "") if isinstance(item, Boundary) else None
        beside = called(near, self.now) if isinstance(near, Entry) else ""
        typed = {TITLE: title, ANSWER: words, SOURCES: "", FACTS: "", ENTRY: beside}
        change = edited(typed, item, self.there, self.now, self.name(), 0.0)
        if isinstance(change, Change):
            said = self.model[id]._replace(title=title, words=words)
            self.make(change, {**self.model, id: said})
        else:
            assert self.model[id][:2] == (title, words)

    @rule(id=IDS, data=st.data())
    def add_phrasings(self, id: str, data: st.DataObject) -> None:
        if (item := self.items.get(id)) is None:
            return
        more = data.draw(ways(id))
        own = tuple(dict.fromkeys((*own_phrasings(item, self.there), *more)))
        change = Change(self.name(), 0.0, "", "more", phrased(item, own, self.there))
        said = self.model[id]
        said = said._replace(phrasings=said.phrasings | set(more))
        self.make(change, {**self.model, id: said})

    @rule(id=IDS, data=st.data())
    def take_phrasings(self, id: str, data: st.DataObject) -> None:
        """An entry is asked for as a boundary was."""
        item = self.items.get(id)
        if not isinstance(item, Boundary) or len(self.model) == 1:
            return
        gone = data.draw(st.sets(st.sampled_from(item.phrasings), min_size=1))
        change = Change(self.name(), 0.0, "", "taken", taken(item, gone, self.there))
        left = self.model[id].phrasings - gone
        model = {key: said for key, said in self.model.items() if key != id}
        kept = {id: self.model[id]._replace(phrasings=left)} if left else {}
        self.make(change, model | kept)

    @rule(id=IDS)
    def retire(self, id: str) -> None:
        if len(self.model) > 1 and (item := self.items.get(id)):
            change = retired(item, self.there, self.name(), 0.0)
            self.make(change, {key: said for key, said in self.model.items() if key != id})

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        change, before = self.done.pop()
        self.there = applied(self.there, undone(change, self.there, self.name(), 0.0).edits)
        self.model = before

    @rule(data=st.data(), id=IDS, title=TITLES, words=WORDS)
    def import_an_entry(self, data: st.DataObject, id: str, title: str, words: str) -> None:
        entry = Entry(id=id, title=title, answer=words, phrasings=data.draw(ways(id)))
        titles = {said.title for key, said in self.model.items() if key != id}
        if title in titles:  # is told, and kept
            entry = entry.model_copy(update={"title": f"{title} {id}"})
        self.take([self.written("one", export(KnowledgeBase(entries=(entry,))))], whole=False)
        self.make(self.planned, {**self.model, id: said_of(entry)})

    @rule(whole=st.booleans())
    def export_and_import(self, whole: bool) -> None:
        before = self.there
        files = self.exported()
        assert said_by(held_by(files)) == self.model
        assert files == self.exported(files)
        self.take([self.written("out", files)], whole)
        assert self.planned.edits == ()
        assert self.there == before

    @rule(id=IDS)
    def import_without_an_entry(self, id: str) -> None:
        """A whole folder out of which somebody took one."""
        knowledge = held_by(self.exported())
        left = tuple(one for one in knowledge.entries if one.id != id)
        if not left:
            return
        named = tuple(
            one.model_copy(update={"related": tuple(n for n in one.related if n != id)})
            for one in left
        )
        bounds = tuple(
            one.model_copy(update={"nearest": None if one.nearest == id else one.nearest})
            for one in knowledge.boundaries
            if one.id != id
        )
        files = export(
            knowledge.model_copy(update={"entries": named, "boundaries": bounds}), self.exported()
        )
        self.take([self.written("out", files)], whole=True)
        self.make(self.planned, {key: said for key, said in self.model.items() if key != id})

    @rule(id=IDS, theirs=st.sampled_from(["amended", "entry", "phrasings", "retired"]))
    def import_what_somebody_overtook(self, id: str, theirs: str) -> None:
        """An import that was planned before somebody changed the same entry changes nothing."""
        entry = Entry(id=id, title=f"Title {id}", answer="Mine.", phrasings=(f"{id} mine",))
        self.take([self.written("one", export(KnowledgeBase(entries=(entry,))))], whole=False)
        piece = {"phrasings": '["theirs"]', "retired": "true"}.get(theirs, '{"title": "Theirs"}')
        key = f"{theirs}/{id}"
        with pytest.raises(Conflict):
            applied({**self.there, key: f"{piece} "}, self.planned.edits)

    @invariant()
    def it_says_what_the_model_says(self) -> None:
        assert said_by(lay(self.base, together(self.there))) == self.model

    def name(self) -> str:
        return f"{len(self.done):032x}"

    def exported(self, files: dict[str, str] | None = None) -> dict[str, str]:
        knowledge = lay(self.base, together(self.there))
        return export(knowledge, files or knowledge_texts(self.folder), self.base)

    def written(self, name: str, files: dict[str, str]) -> Path:
        place = Path(self.place.name) / name
        there = dict.fromkeys(knowledge_texts(place), "") if place.is_dir() else {}
        save(place, {**there, **files})
        return place

    def take(self, given: list[Path], whole: bool) -> None:
        found = plan(given, [self.folder], self.there, whole)
        assert found.after is not None, found.lines
        self.planned = imported(self.there, found.after, found.said, self.name(), 0.0)


def said_of(item: Entry | Boundary) -> Said:
    words = item.answer if isinstance(item, Entry) else item.says
    return Said(item.title, words, frozenset(item.phrasings))


def said_by(knowledge: KnowledgeBase) -> dict[str, Said]:
    return {item.id: said_of(item) for item in knowledge.items()}


TestTeam = Team.TestCase
TestTeam.settings = settings(examples(15), stateful_step_count=20)

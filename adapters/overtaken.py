"""What a curator typed is never lost: where somebody was faster, both texts are shown, with a form
in which one's own stands."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.drafts import Attempt, Drafts, Shown
from adapters.seek import LOOKED_BACK
from bot import disclose, history
from bot.act import Act, Again
from bot.blank import blank
from bot.change import Changing, anew
from bot.elsewhere import LABELS, as_typed, elsewhere
from bot.encode import encode
from bot.form import NOTHING, Typed
from bot.index import Index
from bot.mark import handle
from bot.readable import Beneath
from bot.remember import Change, Conflict, Edit, NotThere, Overlays, beaten
from bot.reply import Reply
from bot.utterance import Asker
from knowledge.schema import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Keeps what was typed as a draft; `shared`: what teams' changes are made over."""

    overlays: Overlays
    drafts: Drafts
    shared: Callable[[], KnowledgeBase] = KnowledgeBase

    async def told(
        self, conflict: Conflict, act: Changing, typed: Typed, asker: Asker, at: float, index: Index
    ) -> Reply:
        """That somebody changed the same meanwhile; raises NotSaved."""
        beneath = Beneath(self.shared())
        if blank(act) is None:
            return history.overtaken(conflict, None, index.knowledge, beneath)
        shown = await self.drafts.find(asker, encode(act), at)
        values = shown.values if isinstance(shown, Shown) else NOTHING
        attempt = Attempt(anew(act, conflict.faster), typed, None, values)
        again = Again(await self.drafts.keep(asker, attempt, at))
        return history.overtaken(conflict, again, index.knowledge, beneath)

    async def written(self, conflict: Conflict, made: Change, asker: Asker) -> Conflict:
        """The same, of something new that was to take the place of what is gone: with what was
        written, not with what is out of use."""
        key = conflict.edit.key
        if not key.startswith("retired/") or made.edits[0].key == key:
            return conflict
        done = await self.overlays.history(asker.tenant, LOOKED_BACK)
        edit = Edit(key, conflict.edit.before, conflict.theirs)
        faster = next((one for one in done if edit in one.edits), None)
        return beaten(made, faster) if faster else conflict

    async def gone(
        self, gone: NotThere, act: Act, typed: Typed, asker: Asker, at: float, index: Index
    ) -> Reply:
        """That it is not there any more, with what was typed and where else that may go."""
        said = disclose.GONE[gone.what]
        wanted = as_typed(act, typed)
        if not wanted:
            return disclose.said(said)
        name = getattr(act, "entry", "")
        item = next((one for one in index.items if handle(one.id) == name), None)
        other = elsewhere(act, typed, item)
        if other is None:
            return history.unsaved(said, wanted)
        instead, words = other
        again = Again(await self.drafts.keep(asker, Attempt(instead, words, None), at))
        return history.unsaved(said, wanted, (again, LABELS[type(instead)]))

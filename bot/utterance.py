"""What was said: a value without platform types, made by an adapter."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asker:
    """A person at a place: opaque keys (equal means the same tenant, person, thread or direct
    message), the tenant's beginning with its platform and a colon. A tenant is what keeps its own
    records: a workspace, an enterprise, a server, or all direct messages outside of one.
    `private`: whether nobody else reads the replies; `name`: what they go by, where that is
    known."""

    tenant: str
    who: str
    where: str
    private: bool = True
    name: str = field(default="", compare=False)

    @property
    def platform(self) -> str:
        return self.tenant.partition(":")[0]

    def may_know(self, whom: str) -> bool:
        """Whether that is somebody of the same platform (as their `who`), and not a name."""
        return whom.startswith(f"{self.platform}:")

    def is_meant(self, whom: str) -> bool:
        """Whether that is them, by `who` or by the name that they go by."""
        named, called = (one.removeprefix("@").casefold() for one in (whom, self.name))
        return whom == self.who or (bool(named) and named == called)


NOBODY = Asker("", "", "")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message to the bot; `at` is seconds since the epoch by the adapter's clock, `language` a
    BCP 47 tag."""

    text: str
    asker: Asker = NOBODY
    at: float = 0.0
    language: str = "en"

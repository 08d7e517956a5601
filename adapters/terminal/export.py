"""`tpm knowledge export` and `new`: knowledge → a folder of files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters.terminal.files import example, knowledge_texts
from adapters.terminal.save import SaveRefused, save
from knowledge.exchange.export import export as exported
from knowledge.exchange.export import held_by
from knowledge.loader import load
from knowledge.overlay import lay, together


def export(target: Path, folders: Sequence[Path], pieces: Mapping[str, str] | None = None) -> None:
    """Write the folders' knowledge, later ones laid over earlier ones, into the target; as a team
    has it that has these pieces of its own.

    Of files that are there already, and say nothing else, only lines that differ are changed.
    Raises KnowledgeFaults and SaveRefused.
    """
    if target.exists() and not target.is_dir():
        raise SaveRefused(f"{target} is a file: name a folder, or one that is not there yet")
    base, overlay = load(folders), together(pieces or {})
    knowledge = base if pieces is None else lay(base, overlay)
    there = knowledge_texts(target) if target.is_dir() else {}
    known = {one.id for each in (base, knowledge) for one in each.items()}
    strange = {one.id for one in held_by(there).items()} - known - set(overlay.retired)
    if strange:
        some = ", ".join(sorted(strange)[:3]) + ("…" if len(strange) > 3 else "")
        raise SaveRefused(
            f"{target} holds {len(strange)} that would be lost ({some}): "
            "name it with --knowledge too, or export into another folder"
        )
    files = exported(knowledge, there or _sources(folders), None if pieces is None else base)
    changed = {name: text for name, text in files.items() if text != there.get(name)}
    save(target, changed)
    for name, text in changed.items():
        print(f"{target / name}: {'written' if text else 'taken away'}")
    print(f"{len(changed)} of {len(files)} files changed in {target}")


def new(folder: Path) -> None:
    """Copy the example of a small team's knowledge; raises SaveRefused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SaveRefused(f"{folder} is there already: name a folder that is not, or an empty one")
    source = example()
    names = [path for path in sorted(source.rglob("*")) if path.suffix in (".yaml", ".jsonl")]
    save(folder, {path.relative_to(source).as_posix(): path.read_text("utf-8") for path in names})
    print(f"{folder} is ready: a small team's knowledge, to be made yours. Next:")
    print(f"    tpm knowledge check {folder}")
    print(f"    tpm chat --knowledge tpm --knowledge {folder}")
    print(f"    tpm eval {folder / 'questions.jsonl'} --knowledge tpm --knowledge {folder}")


def _sources(folders: Sequence[Path]) -> dict[str, str]:
    """The files that the knowledge comes from; of several folders, each in one of its own, named so
    that they keep their order."""
    if len(folders) == 1:
        return knowledge_texts(folders[0])
    return {
        f"{number}-{folder.resolve().name}/{name}": text
        for number, folder in enumerate(folders, 1)
        for name, text in knowledge_texts(folder).items()
    }

"""Add an element to a document: with the next free id of its kind, and comments that say what it may take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from sotetrace.errors import UsageError
from sotetrace.model.document import VisionDocument
from sotetrace.model.elements import Element, LevelledElement
from sotetrace.model.free_ids import iter_given, refuse_taken
from sotetrace.model.ids import is_past, nearest_ids
from sotetrace.model.kinds import KINDS, SECTION_OF
from sotetrace.model.links import LINK_TYPES
from sotetrace.store.edits import scalar
from sotetrace.store.entries import append_rows
from sotetrace.store.readers import read_bytes
from sotetrace.store.renames import refuse_elsewhere
from sotetrace.store.splices import MarkedText
from sotetrace.store.writer import write_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.model.kinds import Kind
    from sotetrace.store.workspaces import OpenedWorkspace

_MOST_TRIES = 100
_TODO = "TODO"


@dataclass(frozen=True, slots=True)
class NewElement:
    """What an element is to have; without an id, it gets the next free one."""

    kind: Kind
    id: str = ""
    title: str = ""
    level: str = ""
    goal: str = ""


def add_element(
    opened: OpenedWorkspace, wanted: NewElement, file: Path | None = None, document_id: str | None = None
) -> tuple[str, str, int]:
    """Append an element to the section of its kind, and return its id, file and line.

    Raises UsageError for an id that cannot be given, or a level, goal or file that is none, and SotetraceError when
    the file is no sound YAML or cannot be written.
    """
    refuse_elsewhere(opened)
    document, names = _choose_document(opened, file, document_id)
    _refuse_unfit(document, wanted)
    left_out = opened.left_out.get(document.document.id, frozenset())
    identifier = wanted.id or next_id(document, wanted.kind, wanted.goal, left_out)
    refuse_taken(document, identifier)
    if identifier in left_out:
        raise UsageError(f"{identifier}: is there already", "Its element has errors; sotetrace check names them.")
    section = SECTION_OF[wanted.kind]
    name = _choose_file(names, section, file)
    text = read_bytes(Path(name)).decode("utf-8")
    entry = _entry(document, wanted, identifier)
    result = append_rows(text, section, list(_rows(document, wanted, entry)), entry, has_gaps=True)
    marked = MarkedText.read(name, result.encode("utf-8"))
    write_texts({name: result}, {name: text})
    entries = marked.data[section]
    return identifier, name, marked.mark(entries, len(entries) - 1).line + 1


def next_id(document: VisionDocument, kind: Kind, goal: str = "", also: Iterable[str] = ()) -> str:
    """Return the next free id of a kind, by the pattern of those that are there: `M16` after `M15`.

    A sub-goal follows those of its goal: `G2.4` after `G2.3`. The ids of elements that could not be read count `also`.
    """
    stem, width = _pattern(document, kind, goal)
    given = {*iter_given(document), *also}
    numbers = [name.removeprefix(stem) for name in given if name.startswith(stem)]
    last = max((int(number) for number in numbers if re.fullmatch("[0-9]+", number)), default=0)
    for number in range(last + 1, last + _MOST_TRIES):
        identifier = f"{stem}{number:0{width}}"
        try:
            refuse_taken(document, identifier)
        except UsageError:
            continue
        return identifier
    raise UsageError(f"{stem}{last + 1}: no id of this pattern is free", "Choose one with --id.")


def _pattern(document: VisionDocument, kind: Kind, goal: str) -> tuple[str, int]:
    """Return what the ids of a kind begin with, and how many digits follow at least."""
    prefix = next(row.prefix for row in KINDS if row.name == kind)
    ids = [one.id for one in document.iter_elements(kind) if not goal or getattr(one, "goal", None) == goal]
    for identifier in reversed(ids):
        if found := re.fullmatch(r"(.*?)([0-9]+)", identifier):
            return found[1], len(found[2]) if found[2].startswith("0") else 1
    return (f"{goal}." if goal else prefix), 1


def _choose_document(
    opened: OpenedWorkspace, file: Path | None, chosen: str | None
) -> tuple[VisionDocument, list[str]]:
    """Return the document of an id or that a file belongs to, else the only document, and the names of its files."""
    homes = [
        (document, [name for name, _ in opened.positions[document.document.id].files])
        for document in opened.workspace.documents
        if chosen in (None, document.document.id) and not is_past(document.document.id)
    ]
    if not homes:
        raise UsageError(f"{chosen}: is read from git", "Name a document of today.")
    if file is None:
        if len(homes) > 1:
            ids = ", ".join(document.document.id for document, _ in homes)
            raise UsageError("the workspace has several documents", f"Say with -d which one it belongs to: {ids}.")
        return homes[0]
    for document, names in homes:
        if any(Path(name).resolve() == file.resolve() for name in names):
            return document, names
    known = [name for _, names in homes for name in names]
    raise UsageError(f"--file: {file.as_posix()} is no file of the workspace", f"Use one of: {', '.join(known)}.")


def _choose_file(names: list[str], section: str, file: Path | None) -> str:
    """Return the file that an element of a section goes into: the one given, the last that has it, or the only one."""
    if file is not None:
        return next(name for name in names if Path(name).resolve() == file.resolve())
    having = [name for name in names if MarkedText.read(name, read_bytes(Path(name))).data.get(section)]
    if not having and len(names) > 1:
        raise UsageError(f"no file has the section {section} yet", f"Say which with --file: {', '.join(names)}")
    return (having or names)[-1]


def _refuse_unfit(document: VisionDocument, wanted: NewElement) -> None:
    """Raise UsageError for a level or goal that the kind does not take or the document does not have."""
    takes = _class_of(wanted.kind).model_fields
    for field, value in (("level", wanted.level), ("goal", wanted.goal)):
        if value and field not in takes:
            raise UsageError(f"--{field}: {wanted.kind} has none", f"Leave --{field} out.")
        known = [element.id for element in document.iter_elements(field)]  # type: ignore[arg-type]
        if value and value not in known:
            raise UsageError(f"--{field}: no {field} has the id {value}", nearest=nearest_ids(value, known))
    if "goal" in takes and not wanted.goal:
        raise UsageError("--goal: a sub-goal is a part of one goal", "Write: --goal G1")
    if wanted.title and not wanted.title.strip():
        raise UsageError("--title: is empty", "Leave it out to write it into the file later.")


def _class_of(kind: Kind) -> type[Element]:
    found: type[Element] = get_args(VisionDocument.model_fields[SECTION_OF[kind]].annotation)[0]
    return found


def _entry(document: VisionDocument, wanted: NewElement, identifier: str) -> dict[str, Any]:
    """Return what a new element says."""
    entry: dict[str, Any] = {"id": identifier}
    entry |= {name: value for name, value in (("goal", wanted.goal), ("level", wanted.level)) if value}
    return entry | ({"title": {document.document.original: wanted.title}} if wanted.title else {})


def _rows(document: VisionDocument, wanted: NewElement, entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a new element: what it says, and as comments what it lacks and may take."""
    takes = _class_of(wanted.kind)
    own = [name for name in takes.model_fields if name not in LevelledElement.model_fields]
    links = [row for row in LINK_TYPES if wanted.kind in row.sources]
    plain = [name for name in own if name not in {row.field or row.name for row in links}]
    yield from (f"{name}: {scalar(entry[name])}" for name in ("id", "goal", "level") if name in entry)
    if "level" in takes.model_fields and not wanted.level and not wanted.goal and document.levels:
        yield f"# level: {_TODO} # {', '.join(level.id for level in document.levels)}"
    yield from (f"# {name}: {_TODO}{_choices(takes, name)}" for name in plain if takes.model_fields[name].is_required())
    hidden = "" if wanted.title else "# "
    yield f"{hidden}title:"
    for language in document.languages:
        is_said = wanted.title and language == document.document.original
        yield f"  {language}: {scalar(wanted.title)}" if is_said else f"#   {language}: {_TODO}"
    yield f"# source: {{where: {_TODO}, quote: {_TODO}}}"
    yield from (f"# {name}: {_TODO}" for name in plain if not takes.model_fields[name].is_required())
    for row in links:
        if not row.field:
            yield f"# {row.name}: [{{to: {_TODO}, basis: stated, quote: {_TODO}}}] # {', '.join(row.targets)}"


def _choices(takes: type[Element], name: str) -> str:
    choices = get_args(takes.model_fields[name].annotation)
    return f" # {', '.join(choices)}" if choices else ""

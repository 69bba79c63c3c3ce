"""Give an element another id in every file of a workspace: only ids change; comments, words and layout stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError, UsageError
from sotetrace.findings import Severity
from sotetrace.model.free_ids import refuse_taken
from sotetrace.model.ids import is_past, nearest_ids
from sotetrace.model.kinds import KINDS
from sotetrace.store.edits import scalar
from sotetrace.store.readers import DISK, read_bytes
from sotetrace.store.splices import MarkedText, Splice
from sotetrace.store.writer import write_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.store.workspaces import OpenedWorkspace

REFERENCES = frozenset(("to", "from", "level", "goal", "element"))
"""The keys whose value is the id of an element or part."""
LISTED_REFERENCES = frozenset(("members", "measures", "sub_goals", "replaced_by", "elements"))
"""The keys whose value may be a list of such ids; so may `values`, by the facet beside it."""


@dataclass(frozen=True, slots=True)
class RenamedPlace:
    """A place at which an id was written, or would be; without `new`, one whose words keep the old id."""

    file: str
    line: int
    old: str
    new: str = ""


def rename_element(opened: OpenedWorkspace, old: str, new: str, *, is_dry_run: bool) -> list[RenamedPlace]:
    """Give the element `old` the id `new`, and return every place in the order of files and lines.

    Either may be written `DOCUMENT:ID`. All files are changed and proved before the first is written, each in one step.
    Raises UsageError for an id that cannot be renamed or given, and SotetraceError when the workspace has errors or a
    file cannot be written.
    """
    _refuse_faulty(opened)
    document, element = find_element(opened.workspace.documents, old)
    former, new = element.id, new.removeprefix(f"{document.document.id}:")
    ids = {former: new}
    ids |= {part.id: new + part.id.removeprefix(former) for part in element.parts if part.id.startswith(f"{former}.")}
    for identifier in ids.values():
        refuse_taken(document, identifier, leaving=ids)
    renaming = _Renaming(document.document.id, former, new, ids, _others(opened.workspace.documents, document))
    homes = [name for name, _ in opened.positions[document.document.id].files]
    shared = [name for name in (opened.settings_file, opened.waivers_file) if name and name not in homes]
    texts = {name: MarkedText.read(name, read_bytes(Path(name))) for name in (*homes, *shared)}
    changed = {name: renaming.change(text, is_home=name in homes) for name, text in texts.items()}
    others = {name: MarkedText.read(name, raw) for name, raw in _read_elsewhere(opened, document.document.id)}
    changed |= {name: renaming.change_elsewhere(text) for name, text in others.items()}
    changed |= {name: renaming.change_crosswalk(name) for name in _crosswalks(opened)}
    if not is_dry_run:
        before = {name: "".join(text.lines) for name, text in (texts | others).items()}
        write_texts({name: text for name, (text, _) in changed.items() if text}, before)
    return [place for _, places in changed.values() for place in places]


def refuse_elsewhere(opened: OpenedWorkspace) -> None:
    """Raise SotetraceError unless a workspace is read from files on disk."""
    if opened.files is not DISK or opened.is_embedded:
        raise SotetraceError("the model is not read from files on disk", "Nothing was written.")


def _refuse_faulty(opened: OpenedWorkspace) -> None:
    """Raise SotetraceError when reading a workspace met errors: something may then be left out."""
    refuse_elsewhere(opened)
    if any(finding.severity >= Severity.ERROR for finding in opened.findings):
        raise SotetraceError("the model has errors", "Nothing was written; mend what sotetrace check reports first.")


def find_element(documents: Iterable[VisionDocument], named: str) -> tuple[VisionDocument, Element]:
    """Return the one element of an id, or of `DOCUMENT:ID`, with its document. Raises UsageError when there is none."""
    prefix, _, identifier = named.rpartition(":")
    searched = [document for document in documents if prefix in ("", document.document.id)]
    found = [(one, element) for one in searched for element in one.iter_elements() if element.id == identifier]
    if len(found) == 1:
        return found[0]
    if found:
        names = dict.fromkeys(f"{document.document.id}:{identifier}" for document, _ in found)
        raise UsageError(f"several elements have the id {identifier}", f"Say which one: {', '.join(names)}")
    elements = [element for document in searched for element in document.iter_elements()]
    owner = next((one.id for one in elements for part in one.parts if part.id == identifier), None)
    if owner is not None:
        raise UsageError(f"{identifier}: is a part of {owner}", "A part has the id of its element, a dot and a letter.")
    near = nearest_ids(identifier, (element.id for element in elements))
    raise UsageError(f"no element has the id {named}", nearest=near)


def _read_elsewhere(opened: OpenedWorkspace, document: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of other documents that name something of a document: what their indicators indicate."""
    for other in opened.workspace.documents:
        if other.document.id == document or is_past(other.document.id):
            continue
        for name, _ in opened.positions[other.document.id].files:
            raw = read_bytes(Path(name))
            if f"{document}:".encode() in raw:
                yield name, raw


def _crosswalks(opened: OpenedWorkspace) -> list[str]:
    """Return the names of the crosswalk files of a workspace."""
    folder = Path(opened.settings_file).parent
    return [DISK.shown(folder / crosswalk) for crosswalk in opened.workspace.settings.crosswalks]


def _others(documents: Iterable[VisionDocument], own: VisionDocument) -> frozenset[str]:
    """Return the ids of the elements and parts of all documents but one."""
    elements = [element for document in documents if document is not own for element in document.iter_elements()]
    return frozenset(name for one in elements for name in (one.id, *(part.id for part in one.parts)))


def iter_references(data: Any) -> Iterator[tuple[Any, str | int]]:
    """Yield every place in plain data at which a reference to an element or part may stand: its container and key."""
    pending = [data]
    while pending:
        item = pending.pop()
        for key, value in item.items() if isinstance(item, dict) else enumerate(item):
            is_listed = key in LISTED_REFERENCES or (key == "values" and item.get("facet") in ("level", "actor"))
            if isinstance(value, str) and key in REFERENCES:
                yield item, key
            elif isinstance(value, list) and is_listed:
                yield from ((value, index) for index, one in enumerate(value) if isinstance(one, str))
            if isinstance(value, (dict, list)):
                pending.append(value)


@dataclass(frozen=True, slots=True)
class _Renaming:
    """One element of a document that gets another id, with its parts.

    `ids` maps its old id and those of its parts to the new ones; `others` are ids of other documents.
    """

    document: str
    former: str
    new: str
    ids: Mapping[str, str]
    others: frozenset[str]

    def change(self, text: MarkedText, *, is_home: bool) -> tuple[str, list[RenamedPlace]]:
        """Return the changed text of a file (empty when nothing changes), and every place in it."""
        # What a settings file says of elements stands in its expectations; its other keys name files and rules.
        data = text.data if is_home or "documents" not in text.data else {"": text.data.get("expectations") or []}
        found = sorted(iter_references(data), key=lambda one: text.mark(*one).line)
        self._refuse_unclear(text, found, is_home=is_home)
        own = self._own(text.data) if is_home else []
        for holder, index in own:
            found += [(holder[index], "id"), *((part, "id") for part in holder[index].get("parts") or ())]
        ids = self.ids if is_home else {**self.ids, **self._qualified}
        wanted = [(container, key, ids[container[key]]) for container, key in found if container[key] in ids]
        splices = [text.respell(container, key, now) for container, key, now in wanted]
        places = [
            RenamedPlace(text.name, text.mark(container, key).line + 1, container[key], now)
            for container, key, now in wanted
        ]
        splices += [self._keep_former(text, holder, index) for holder, index in own]
        places += self._words(text, splices)
        for container, key, now in wanted:
            container[key] = now
        return text.apply(splices, text.data) if splices else "", sorted(places, key=lambda place: place.line)

    def change_elsewhere(self, text: MarkedText) -> tuple[str, list[RenamedPlace]]:
        """Return the changed text of a file of another document (empty when nothing changes), and every place in it."""
        ids = self._qualified
        found = sorted(iter_references(text.data), key=lambda one: text.mark(*one).line)
        wanted = [(container, key, container[key]) for container, key in found if container[key] in ids]
        splices = [text.respell(container, key, ids[was]) for container, key, was in wanted]
        places = [RenamedPlace(text.name, text.mark(each, key).line + 1, was, ids[was]) for each, key, was in wanted]
        for container, key, was in wanted:
            container[key] = ids[was]
        return text.apply(splices, text.data) if splices else "", places

    def change_crosswalk(self, name: str) -> tuple[str, list[RenamedPlace]]:
        """Return the changed text of a crosswalk file (empty when nothing changes), and every place in it."""
        from sotetrace.store.crosswalk_renames import rename_in_crosswalk  # few workspaces have any

        text, changed, splices, mapped = rename_in_crosswalk(name, read_bytes(Path(name)), self.document, self.ids)
        places = [RenamedPlace(name, place.line, place.old, place.new) for place in mapped]
        places += self._words(text, splices, own=f"{self.document}:")
        return changed, sorted(places, key=lambda place: place.line)

    @property
    def _qualified(self) -> dict[str, str]:
        """The ids as files that are about several documents may write them: `soste:G4`."""
        return {f"{self.document}:{old}": f"{self.document}:{new}" for old, new in self.ids.items()}

    def _own(self, data: Any) -> list[tuple[Any, int]]:
        """Return the section and index of the element, where a file has it."""
        sections = [data.get(row.section) or [] for row in KINDS]
        return [(holder, at) for holder in sections for at, one in enumerate(holder) if one["id"] == self.former]

    def _refuse_unclear(self, text: MarkedText, found: list[tuple[Any, str | int]], *, is_home: bool) -> None:
        """Raise for a reference that would mean something else afterwards than it means now."""
        coming = frozenset(self.ids.values())
        for container, key in found:
            at = f"{text.name}:{text.mark(container, key).line + 1}"
            if is_home and container[key] in coming:
                raise UsageError(f"{at}: refers to {container[key]} already", "Correct this first, or take another id.")
            if not is_home and container[key] in self.ids and container[key] in self.others:
                hint = "Nothing was written; rename one document at a time, with -m FILE, and correct this by hand."
                raise SotetraceError(f"{at}: {container[key]} may be that of another document", hint)

    def _keep_former(self, text: MarkedText, holder: Any, index: int) -> Splice:
        """Return the change that keeps the old id under `formerly`, and make it in the data."""
        element = holder[index]
        kept = element.get("formerly")
        if kept and self.new in kept:  # it gets back an id that it had before
            place = kept.index(self.new)
            splice = text.respell(kept, place, self.former)
            kept[place] = self.former
            return splice
        if kept:
            splice = _longer_list(text, kept, element, self.former)
        else:
            splice = _new_list(text, element, self.former, in_braces=text.opens_with(holder, index, "{"))
        element["formerly"] = [*(kept or ()), self.former]
        return splice

    def _words(self, text: MarkedText, splices: list[Splice], own: str = "") -> Iterator[RenamedPlace]:
        """Yield the lines of which comments or words name the old id: they are left as they are.

        With `own`, the prefix of the document, the id behind any other prefix is that of another document.
        """
        prefix = rf"(?:{re.escape(own)}|(?<!:))" if own else ""
        named = re.compile(rf"(?<![\w.\-]){prefix}{re.escape(self.former)}(?![\w\-]|\.\w)")
        for number, line in enumerate(text.lines):
            own_splices = [one for one in splices if one.line == number and one.width > 0]
            changed = sum(bool(named.search(line, one.column, one.column + one.width)) for one in own_splices)
            if line.count(self.former) and len(named.findall(line)) > changed:
                yield RenamedPlace(text.name, number + 1, self.former)


def _longer_list(text: MarkedText, kept: list[str], element: Any, former: str) -> Splice:
    """Return the change that puts an id behind the last of a list."""
    last = len(kept) - 1
    at = text.mark(kept, last)
    if text.opens_with(element, "formerly", "["):
        return Splice(at.line, at.column + text.written_width(kept, last), 0, f", {scalar(former)}")
    dash = text.lines[at.line].rfind("-", 0, at.column)
    return Splice(at.line, text.line_width(at.line), 0, f"{text.line_end}{' ' * dash}- {scalar(former)}")


def _new_list(text: MarkedText, element: Any, former: str, *, in_braces: bool) -> Splice:
    """Return the change that begins a list of one id: in the place of an empty one, or behind the id of the element."""
    shown = f"formerly: [{scalar(former)}]"
    if "formerly" in element:
        at = text.mark(element, "formerly")
        written = re.match(r"formerly:(?: *\[ *\])?", text.lines[at.key_line][at.key_column :])
        if written is None:
            raise SotetraceError(f"{text.name}:{at.key_line + 1}: cannot be filled", "Nothing was written.")
        return Splice(at.key_line, at.key_column, written.end(), shown)
    at = text.mark(element, "id")
    if in_braces:
        return Splice(at.line, at.column + text.written_width(element, "id"), 0, f", {shown}")
    return Splice(at.line, text.line_width(at.line), 0, f"{text.line_end}{' ' * at.key_column}{shown}")

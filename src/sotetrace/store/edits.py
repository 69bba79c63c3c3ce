"""Small edits of YAML text that keep comments, order and layout: a key set in one mapping, and nothing else touched."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.store.marks import Marks
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.model.document import DocumentPath

_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö][\w ÅÄÖåäö.\-]*[\wÅÄÖåäö.]\Z")
_UNWRITABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Controls, halves of characters (an argument that was no UTF-8), separators of lines and paragraphs."""
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null"))


@dataclass(frozen=True, slots=True)
class Edit:
    """Set a key of the mapping at a path to a flow mapping of plain words."""

    path: DocumentPath
    key: str
    value: Mapping[str, str]


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return YAML text with edits applied; everything else stays as it is, to the byte.

    The result is parsed again, and raises SotetraceError when it says anything but what the edits meant.
    """
    raw = text.encode("utf-8")
    marks = Marks()
    data = parse_yaml(raw, marks).data
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    # From the end backwards, so that the positions of what is still to be edited stay right.
    placed = sorted(((_spot(data, marks, edit), edit) for edit in edits), key=lambda one: one[0][:2], reverse=True)
    for (line, column, is_flow), edit in placed:
        shown = "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in edit.value.items()) + "}"
        if is_flow:
            lines[line] = f"{lines[line][:column]}{edit.key}: {shown}, {lines[line][column:]}"
        else:
            if not lines[line].endswith(("\n", "\r")):
                lines[line] += newline
            lines.insert(line + 1, f"{' ' * column}{edit.key}: {shown}{newline}")
    result = "".join(lines)
    _prove(data, result, edits)
    return result


def _spot(data: Any, marks: Marks, edit: Edit) -> tuple[int, int, bool]:
    """Return where to write: the line after which, at which column; or, in a flow mapping, before which character."""
    mapping = _resolve(data, edit.path)
    if not isinstance(mapping, dict) or not mapping or edit.key in mapping:
        raise SotetraceError(f"{_shown(edit.path)}: cannot set {edit.key} here", "Nothing was written.")
    first = marks.find(mapping, next(iter(mapping)))
    is_flow = first is not None and _opens_flow(data, marks, edit.path, first.key_line, first.key_column)
    # In braces, before a key; in a block, behind the line of a key whose value is one word.
    names = ("rationale", "basis", "to") if is_flow else ("by", "confidence", "basis", "to")
    key = next((name for name in names if name in mapping), None)
    mark = marks.find(mapping, key) if key is not None else None
    if mark is None:
        raise SotetraceError(f"{_shown(edit.path)}: has no key to write beside", "Nothing was written.")
    return (mark.key_line, mark.key_column, True) if is_flow else (mark.line, mark.key_column, False)


def _opens_flow(data: Any, marks: Marks, path: DocumentPath, line: int, column: int) -> bool:
    """Say whether a mapping is written in braces: it then begins before its first key."""
    holder = _resolve(data, path[:-1])
    at = marks.find(holder, path[-1])
    return at is not None and (at.line, at.column) < (line, column)


def _resolve(data: Any, path: DocumentPath) -> Any:
    for step in path:
        data = data[step]
    return data


def scalar(text: str) -> str:
    """Return a word as a YAML scalar that every reader takes for text or a date."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) or (_PLAIN.match(text) and text.casefold() not in _WORDS):
        return text
    if any(unicodedata.category(char) in _UNWRITABLE for char in text):
        raise SotetraceError(f"{text!r}: has control characters", "Write a name of letters.")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shown(path: DocumentPath) -> str:
    return ".".join(str(step) for step in path)


def _prove(before: Any, text: str, edits: Sequence[Edit]) -> None:
    """Raise when the edited text says anything but the old data with the edits."""
    parsed = parse_yaml(text.encode("utf-8"))
    for edit in edits:
        _resolve(before, edit.path)[edit.key] = dict(edit.value)
    if parsed.faults or parsed.data != before:
        raise SotetraceError("the edit would change more than it should", "Nothing was written; edit the file by hand.")

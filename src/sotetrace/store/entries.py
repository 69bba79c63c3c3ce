"""Append an entry to a list of a YAML file, and nothing else: comments, order and layout stay to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.store.edits import scalar
from sotetrace.store.marks import Marks
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Entry = Mapping[str, "str | Sequence[str]"]


def append_entry(text: str, section: str, entry: Entry) -> str:
    """Return YAML text with an entry at the end of a top-level list; a list that is not there yet is begun.

    The result is parsed again, and raises SotetraceError when it says anything but that.
    """
    rows = [f"{name}: {_value(value)}" for name, value in entry.items()]
    return append_rows(text, section, rows, _plain(entry), has_gaps=False)


def append_rows(text: str, section: str, rows: Sequence[str], entry: Mapping[str, Any], *, has_gaps: bool) -> str:
    """Do as `append_entry` does with the lines of an entry, comments among them, that say what `entry` holds.

    With `has_gaps`, a blank line parts it from the entry before, unless the last two of the list stand close together.
    """
    raw = text.encode("utf-8")
    marks = Marks()
    data = _read(raw, marks)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    found = data.get(section)
    if found and not isinstance(found, list):
        raise SotetraceError(f"{section}: is no list", "Nothing was written; correct it by hand.")
    written: list[str] = []
    if found:
        at, indent = _end_of(lines, marks, found)
        written += [newline] if has_gaps and not _are_close(lines, marks, found) else []
    else:
        at, indent = _begin(lines, marks, data, section, newline)
    lead, rest = f"{' ' * indent}- ", " " * (indent + 2)
    written += [f"{rest if number else lead}{row}{newline}" for number, row in enumerate(rows)]
    lines[at:at] = written
    result = "".join(lines)
    _prove({**data, section: [*(found or ()), entry]}, result)
    return result


def _are_close(lines: Sequence[str], marks: Marks, entries: list[Any]) -> bool:
    """Say whether the last two entries of a list stand without a blank line between them."""
    if len(entries) < 2:
        return False
    first, last = marks.find(entries, len(entries) - 2), marks.find(entries, len(entries) - 1)
    assert first is not None
    assert last is not None
    return all(line.strip() for line in lines[first.line : last.line])


def _read(raw: bytes, marks: Marks) -> dict[str, Any]:
    """Return the data of a file; of one that holds nothing yet, an empty mapping."""
    if not [line for line in raw.splitlines() if line.strip() and not line.lstrip().startswith(b"#")]:
        return {}
    parsed = parse_yaml(raw, marks)
    if parsed.faults or not isinstance(parsed.data, dict):
        raise SotetraceError("the file has errors", "Nothing was written; mend what sotetrace check reports first.")
    return parsed.data


def append_key(text: str, key: str, value: str) -> str:
    """Return YAML text with a key and its one-word value at the end of the top-level mapping."""
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text if not text or text.endswith("\n") else text + newline
    result = f"{whole}{key}: {scalar(value)}{newline}"
    _prove({**_read(text.encode("utf-8"), Marks()), key: value}, result)
    return result


def _end_of(lines: Sequence[str], marks: Marks, entries: list[Any]) -> tuple[int, int]:
    """Return the line before which a further entry goes, and the column of the dashes."""
    last = marks.find(entries, len(entries) - 1)
    assert last is not None
    column = lines[last.line].rfind("-", 0, last.column)
    if column < 0 or lines[last.line][:column].strip():
        raise SotetraceError("the list is written in brackets", "Nothing was written; write it one entry a line.")
    end = at = last.line + 1
    while at < len(lines):
        bare = lines[at].strip()
        is_inside = len(lines[at]) - len(lines[at].lstrip()) > column
        if bare and not bare.startswith("#"):
            if not is_inside:
                break
            end = at + 1
        elif bare and is_inside and end == at:  # a comment directly below the entry is about it
            end = at + 1
        at += 1
    return end, column


def _begin(lines: list[str], marks: Marks, data: Any, section: str, newline: str) -> tuple[int, int]:
    """Begin a list: behind its key when that is there with nothing in it, else at the end of the file."""
    if section in data:
        mark = marks.find(data, section)
        assert mark is not None
        lines[mark.key_line] = f"{section}:{newline}"
        return mark.key_line + 1, 2
    lines += [newline] if lines and lines[-1].strip() else []
    lines.append(f"{section}:{newline}")
    return len(lines), 2


def _value(value: str | Sequence[str]) -> str:
    return scalar(value) if isinstance(value, str) else "[" + ", ".join(scalar(item) for item in value) + "]"


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: value if isinstance(value, str) else list(value) for name, value in entry.items()}


def _prove(expected: Any, text: str) -> None:
    parsed = parse_yaml(text.encode("utf-8"))
    if parsed.faults or parsed.data != expected:
        raise SotetraceError("the edit would change more than it should", "Nothing was written; edit the file by hand.")

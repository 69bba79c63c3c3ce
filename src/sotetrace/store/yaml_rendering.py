"""Plain data → YAML text that people like to read: short mappings on one line, long ones a key a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sotetrace.store.splices import prove
from sotetrace.store.yaml_readings import NOTHING, find_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<](?:[^\x00-\x1f\x7f-\x9f:#\u2028\u2029]|:(?=\S)|(?<=\S)#)*(?<!\s)(?<!:)"
)
_IN_BRACES = frozenset(",[]{}")
_NARROW = 96
"""How wide a mapping on one line may be, without its indent."""
_WIDE = 110
"""How wide a text may be before it is folded."""


def render_yaml(data: Mapping[str, Any]) -> str:
    """Return data as YAML text. Raises SotetraceError when it could not be read back as the same."""
    text = "\n".join(_mapping(data, 0)) + "\n"
    prove(text, _as_read(data))
    return text


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{key}:", value, indent)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a key or dash and what it holds."""
    if isinstance(value, dict):
        if short := _in_braces(value):
            yield f"{head} {short}"
        else:
            yield head
            yield from _mapping(value, indent + 2)
    elif isinstance(value, (list, tuple)):
        if not any(isinstance(item, (dict, list)) for item in value):
            yield from _list_of_words(head, value, indent)
        else:
            yield head
            for item in value:
                yield from _item(item, indent + 2)
    else:
        yield from _scalar_lines(head, value, indent)


def _item(item: Any, indent: int) -> Iterator[str]:
    """Yield the lines of an entry of a list; what has a key a line begins behind the dash."""
    lead = " " * indent
    is_link = isinstance(item, dict) and "to" in item
    if is_link and (short := _in_braces(item)):
        yield f"{lead}- {short}"
        return
    lines = list(_mapping(item, indent + 2))
    yield f"{lead}- {lines[0].lstrip()}"
    yield from lines[1:]


def _list_of_words(head: str, items: Any, indent: int) -> Iterator[str]:
    words = [_word(item, is_inside=True) for item in items]
    line = f"{head} [{', '.join(words)}]"
    if len(line) <= _WIDE:
        yield line
        return
    yield f"{head}"
    yield from (f"{' ' * (indent + 2)}- {_word(item)}" for item in items)


def _in_braces(data: Mapping[str, Any]) -> str:
    """Return a short mapping on one line; nothing when it is long, nested deeply, or several texts."""
    is_texts = len(data) > 1 and data.keys() <= {"fi", "sv", "en"}
    if is_texts or any(isinstance(value, (dict, list)) or "\n" in str(value) for value in data.values()):
        return ""
    line = "{" + ", ".join(f"{key}: {_word(value, is_inside=True)}" for key, value in data.items()) + "}"
    return line if len(line) <= _NARROW else ""


def _scalar_lines(head: str, value: Any, indent: int) -> Iterator[str]:
    text = value if isinstance(value, str) else ""
    has_lines = "\n" in text and text == text.strip() and not any(line != line.strip() for line in text.split("\n"))
    if has_lines and "\n\n" not in text and text.isprintable() is False and _is_writable(text):
        yield f"{head} |-"
        yield from (f"{' ' * (indent + 2)}{line}" for line in text.split("\n"))
        return
    word = _word(value)
    if len(head) + len(word) < _WIDE + 10 or word.startswith('"') or "  " in text:
        yield f"{head} {word}"
        return
    yield f"{head} >-"
    yield from _folded(text, indent + 2)


def _folded(text: str, indent: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) + indent >= _WIDE:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line


def _is_writable(text: str) -> bool:
    return all(char.isprintable() or char == "\n" for char in text)


def _word(value: Any, *, is_inside: bool = False) -> str:
    """Return a scalar as it is where every reader takes it for the text it is, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None
    is_plain = _PLAIN.fullmatch(value) and value.isprintable() and value not in NOTHING
    if is_day or (is_plain and not find_reading(value) and not (is_inside and _IN_BRACES & set(value))):
        return value
    return '"' + "".join(_escaped(char) for char in value) + '"'


def _escaped(char: str) -> str:
    if char in '\\"':
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    if char == "\t":
        return "\\t"
    return char if char.isprintable() or char == "\u00a0" else f"\\U{ord(char):08X}"


def _as_read(value: Any) -> Any:
    """Return data as a reader has it, to whom every scalar is text."""
    if isinstance(value, dict):
        return {key: _as_read(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_read(entry) for entry in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)

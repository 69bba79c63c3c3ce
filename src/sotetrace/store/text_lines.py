"""A file of a model as lines for a plain text diff: one for each element, link and field, sorted by id.

Order, layout and comments of the YAML make no difference to them. Nothing is judged: any YAML of the right shape will
do, so that a file that does not load as a model is shown as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.model.ids import natural_key
from sotetrace.model.kinds import KINDS
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND_OF = {row.section: row.name for row in KINDS} | {
    "sources": "source",
    "scopes": "scope",
    "places": "place",
    "parts": "part",
    "retired": "retired",
    "expectations": "expectation",
}
_NAMED = ("id", "title")
_LINK = ("to", "from", "basis", "confidence")
"""What the first line of an entry, and of a link, holds already."""


def find_lines(raw: bytes) -> list[str] | None:
    """Return the lines of a file; None when it is no YAML without a fault, or nothing of a model stands in it."""
    file = parse_yaml(raw)
    data = file.data
    if file.faults or not isinstance(data, dict) or not (data.keys() & (_KIND_OF.keys() | {"document"})):
        return None
    header = data.get("document")
    original: str = str(header.get("original", "")) if isinstance(header, dict) else ""
    entries: list[tuple[object, list[str]]] = []
    top: list[str] = []
    for section, value in sorted(data.items()):
        if isinstance(value, list) and all(_has_id(item) for item in value):
            kind = _KIND_OF.get(section, section)
            entries += [(natural_key(str(item["id"])), [*_entry(item, str(kind), original)]) for item in value]
        else:
            top += _field(section, "", value, original)
    entries.sort(key=lambda entry: entry[0])  # type: ignore[arg-type, return-value]
    return [*top, *(line for _, lines in entries for line in lines)] or None


def _has_id(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _entry(item: dict[str, Any], kind: str, original: str) -> Iterator[str]:
    """Yield the lines of what has an id: an element, part, source, place, …."""
    name = str(item["id"])
    title = item.get("title")
    yield f"{name} {kind} {_one_line(_best(title, original))}".rstrip()
    if isinstance(title, dict):
        yield from (f"{name} title.{key}: {_one_line(text)}" for key, text in sorted(title.items()) if key != original)
    for key, value in sorted(item.items()):
        if key not in _NAMED:
            yield from _field(name, key, value, original)


def _best(title: object, original: str) -> object:
    """Return a title in the original language; without one, in the first that it has."""
    if not isinstance(title, dict):
        return title
    return title.get(original) or next(iter(title.values()), "")


def _field(name: str, key: str, value: object, original: str) -> Iterator[str]:
    """Yield the lines of one field; `name` is the id of what has it, or the section."""
    if isinstance(value, dict):
        for inner, item in sorted(value.items()):
            yield from _field(name, f"{key}.{inner}" if key else str(inner), item, original)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        for item in sorted(value, key=_order_of):
            if _has_id(item):
                yield from _entry(item, _KIND_OF.get(key, key), original)
            elif "to" in item:
                yield from _link(name, key, item)
            else:
                yield f"{f'{name} {key}'.rstrip()}: {_one_line(item)}"
    else:
        yield f"{f'{name} {key}'.rstrip()}: {_one_line(value)}"


def _order_of(item: dict[str, Any]) -> tuple[object, ...]:
    return natural_key(str(item.get("id") or item.get("to") or "")), _one_line(item)


def _link(holder: str, link_type: str, item: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a link: `M1:G2.1 advances inferred high`, then its other fields."""
    name = f"{item.get('from') or holder}:{item['to']} {link_type}"
    yield " ".join((name, *(str(item[key]) for key in ("basis", "confidence") if item.get(key))))
    for key, value in sorted(item.items()):
        if isinstance(value, dict):
            yield from (f"{name} {key}.{inner}: {_one_line(text)}" for inner, text in sorted(value.items()))
        elif key not in _LINK:
            yield f"{name} {key}: {_one_line(value)}"


def _one_line(value: object) -> str:
    """Return a value on one line, whatever it is."""
    if isinstance(value, dict):
        return " ".join(f"{key}={_one_line(item)}" for key, item in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(_one_line(item) for item in value)
    return " ".join(str(value).split()) if value is not None else ""

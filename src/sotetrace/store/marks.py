"""Where everything stands: the positions of the keys, values and entries of plain data, beside the data.

Plain data has no room for positions, and classes of our own in place of dict and list would make validation slower. So
containers are known by identity, which asks two things of whoever holds the data: keep it alive, and take entries out
of it through `Marks.drop` only.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sotetrace.store.yaml_text import Lines

_MANY = 64
"""From this many keys on, a mapping's order is noted instead of looked through."""

# A position is packed into one 64-bit number: 12 bits for the file, 52 for which character of its text. Line and column
# are worked out when somebody asks, which for most entries nobody does.
_INDEX_BITS = 52
_INDEX_MASK = (1 << _INDEX_BITS) - 1


def first_position(file: int) -> int:
    """Return the packed position of a file's first character; of any other, it is that many more."""
    return file << _INDEX_BITS


@dataclass(slots=True)
class Mark:
    """File (its number), line and column (from 0) of a key and of its value; of a list entry, both are the entry's."""

    file: int
    key_line: int
    key_column: int
    line: int
    column: int


class Marks:
    """The positions of everything in the containers of one or several files.

    All stand in one flat array: for each container the count of its numbers, then two numbers an entry, key and value.
    """

    def __init__(self) -> None:
        self._packed = array("Q")
        self._starts: dict[int, int] = {}
        self._lines: dict[int, Lines] = {}
        self._kept: dict[int, dict[Any, int] | list[int]] = {}
        self._typed: dict[int, dict[Any, str]] = {}
        self._dropped: list[Any] = []

    # ---- recording --------------------------------------------------------------------------------------------------

    def add_file(self, file: int, lines: Lines) -> None:
        """Record the lines of a file, in which its positions count."""
        self._lines[file] = lines

    def add(self, container: object, packed: list[int]) -> None:
        """Record the positions of a finished container: key, value, key, value … in the order of its entries."""
        numbers = self._packed
        numbers.append(len(packed))
        self._starts[id(container)] = len(numbers)
        numbers.fromlist(packed)  # a third of what `extend` takes, and there is one container for every few values

    def add_readings(self, readings: dict[int, dict[Any, str]]) -> None:
        """Record, by the identity of a container, which of its plain scalars a YAML 1.1 reader takes for no text."""
        self._typed |= readings

    def merge(self, target: list[Any], parts: list[list[Any]]) -> None:
        """Record the positions of a list that was put together from the entries of others."""
        packed: list[int] = []
        for part in parts:
            start = self._starts[id(part)]
            packed.extend(self._packed[start : start + 2 * len(part)])
        self.add(target, packed)

    # ---- asking -----------------------------------------------------------------------------------------------------

    def readings(self, container: object) -> dict[Any, str]:
        """Return key → reading for the scalars of a container that another reader takes for something else."""
        return self._typed.get(id(container), {})

    def count_entries(self) -> int:
        """Return how many entries all containers had when they were read."""
        return (len(self._packed) - len(self._starts)) // 2

    def has_readings(self) -> bool:
        """Say whether any plain scalar has a reading of another type."""
        return bool(self._typed)

    def find(self, container: dict[str, Any] | list[Any], key: str | int) -> Mark | None:
        """Return the position of an entry, or None when it has none."""
        packed = self.packed(container, key)
        if not packed:
            return None
        key_at, value_at = packed
        return Mark(key_at >> _INDEX_BITS, *self._line_and_column(key_at), *self._line_and_column(value_at))

    def has(self, container: dict[str, Any] | list[Any], key: str | int) -> bool:
        """Say whether an entry has a position."""
        return bool(self.packed(container, key))

    def packed(self, container: dict[str, Any] | list[Any], key: str | int) -> list[int]:
        """Return the packed positions of an entry, its key's and its value's; nothing when it has none."""
        start = self._starts.get(id(container))
        index = self._index(container, key)
        if start is None or index is None or 2 * index >= self._packed[start - 1]:  # added after the file was read
            return []
        return list(self._packed[start + 2 * index : start + 2 * index + 2])

    def _line_and_column(self, packed: int) -> tuple[int, int]:
        return self._lines[packed >> _INDEX_BITS].locate(packed & _INDEX_MASK)

    def _index(self, container: dict[str, Any] | list[Any], key: str | int) -> int | None:
        """Return which entry of its container a key or list position was when the file was read."""
        kept = self._kept.get(id(container))
        if kept is None and isinstance(container, dict):
            if len(container) < _MANY:
                return next((i for i, name in enumerate(container) if name == key), None)
            kept = self._keep(container)
        if isinstance(kept, dict):
            return kept.get(key)
        if not isinstance(key, int) or not 0 <= key < len(container):
            return None
        return kept[key] if kept is not None else key

    # ---- changing ---------------------------------------------------------------------------------------------------

    def drop(self, container: dict[str, Any] | list[Any], *keys: str | int) -> None:
        """Remove entries from a container and keep the positions of the others right."""
        kept = self._kept.get(id(container)) or self._keep(container)
        readings = self._typed.get(id(container), {})
        self._dropped.append(container)
        gone = frozenset(keys)
        for key in keys:
            readings.pop(key, None)
            self._dropped.append(container[key])  # type: ignore[index]  # so that no identity is used again
        if isinstance(container, dict) and isinstance(kept, dict):
            for key in gone:
                del container[str(key)]
                kept.pop(key, None)  # one added later is in no order
        elif isinstance(container, list) and isinstance(kept, list):  # in one go: there may be very many
            kept[:] = [place for number, place in enumerate(kept) if number not in gone]
            container[:] = [value for number, value in enumerate(container) if number not in gone]

    def _keep(self, container: dict[str, Any] | list[Any]) -> dict[Any, int] | list[int]:
        """Note the present order of a container, so that it can be changed."""
        order = range(len(container))
        fresh = dict(zip(container, order, strict=True)) if isinstance(container, dict) else list(order)
        return self._kept.setdefault(id(container), fresh)

"""A finding is a value: a rule, named arguments and a symbolic place. Line and column come last, from the store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from sotetrace.rules import code_of, load_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DocumentPath = tuple[str | int, ...]


class Severity(IntEnum):
    """How much a finding weighs; a rule has a default that a workspace can change."""

    OFF = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def parse(cls, name: str) -> Severity:
        """Return the severity of a name such as `warning`. Raises KeyError for any other word."""
        return cls[name.upper()]

    @property
    def word(self) -> str:
        """The name in lower case, as settings and outputs write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, symbolically: the document (its id, or the file when it has none) and the path in it."""

    document: str
    path: DocumentPath = ()
    is_key: bool = False
    """True when the key itself is meant and not its value."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in a file: line and column from 1, the width in characters, and the line's text."""

    file: str
    line: int
    column: int
    width: int = 1
    text: str = ""


def plain_slot(value: str) -> str:
    """Return an argument that stands for a word or title (`@date`, `@kind.goal`, `@title.G1`) as its bare name."""
    if not value.startswith("@"):
        return value
    head, dot, name = value[1:].partition(".")
    return name if dot else head


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about the data.

    `args` fill the named slots of the rule's message, as sorted (name, value) pairs; `element` is the id of the
    element it is about, when it is about one, and fills the slot of that name; `suggestion` is the nearest right word
    for a wrong one; `waived` is the reason of the waiver that accepts it. `document` is the document that it stands in,
    given where another one of the workspace could have the same finding. `ends` are the elements that a mapping joins
    which it is about, by their qualified ids (`soste:G4`), the nearest first: a waiver may name either.
    """

    rule: str
    place: Place
    args: tuple[tuple[str, str], ...] = ()
    element: str | None = None
    related: tuple[Place, ...] = ()
    suggestion: str | None = None
    severity: Severity = Severity.OFF
    location: Location | None = None
    related_locations: tuple[Location, ...] = ()
    waived: str | None = None
    document: str | None = None
    ends: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the rule, such as `SOT303`."""
        return code_of(self.rule)

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same when lines shift or the language or severity changes."""
        import hashlib  # slow to import, and only some outputs name fingerprints
        import json

        said = [self.rule, self.element, list(self.args), *([self.document] if self.document is not None else [])]
        subject = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(subject.encode()).hexdigest()[:16]

    @property
    def qualified(self) -> str | None:
        """The id of the element, with its document before it where another one could have the same finding."""
        return f"{self.document}:{self.element}" if self.document is not None and self.element else self.element

    @classmethod
    def of(
        cls,
        rule: str,
        place: Place,
        /,
        *,
        element: str | None = None,
        related: tuple[Place, ...] = (),
        suggestion: str | None = None,
        location: Location | None = None,
        **slots: object,
    ) -> Finding:
        """Make a finding of a rule (by slug) with its default severity; `slots`, as strings, fill its message."""
        return cls.from_slots(
            rule, place, slots, element=element, related=related, suggestion=suggestion, location=location
        )

    @classmethod
    def from_slots(
        cls,
        rule: str,
        place: Place,
        slots: Mapping[str, object],
        *,
        element: str | None = None,
        related: tuple[Place, ...] = (),
        suggestion: str | None = None,
        location: Location | None = None,
    ) -> Finding:
        """Make a finding as `of` does, from slots that are held in a mapping."""
        return cls(
            rule=rule,
            place=place,
            args=tuple(sorted((name, str(value)) for name, value in slots.items())),
            element=element,
            related=related,
            suggestion=suggestion,
            severity=Severity.parse(load_rule(rule).severity),
            location=location,
        )

    def message(self, language: str, slot: Callable[[str], str] = plain_slot) -> str:
        """Return the sentence in a language; `slot` turns arguments that are words (`@date`) into that language."""
        return load_rule(self.rule).messages[language].format_map(self._slots(slot))

    def remedy(self, language: str, slot: Callable[[str], str] = plain_slot) -> str:
        """Return what to do about it, in a language."""
        return load_rule(self.rule).remedies[language].format_map(self._slots(slot))

    def _slots(self, slot: Callable[[str], str]) -> dict[str, str]:
        return {"element": self.element or "", **{name: slot(value) for name, value in self.args}}

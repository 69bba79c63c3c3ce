"""The elements that have been read so far, and how a cell may name them: by id, number, title, or code and title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from sotetrace.intake.cells import fold, is_code, make_id, split_code
from sotetrace.model.document import VisionDocument
from sotetrace.model.ids import skeleton
from sotetrace.model.kinds import KIND_NAMES, KINDS, SECTION_OF
from sotetrace.model.links import LINK_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sotetrace.intake.tables import Row, Table
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkRow, LinkType
    from sotetrace.model.text import Language

_PREFIX: dict[Kind, str] = {row.name: row.prefix for row in KINDS}


_SEVERAL = re.compile("[;,|\n]")
"""What parts the entries of a list: a text with these in it is no code with its title."""


@dataclass(slots=True)
class Draft:
    """An element in the making: the data of its YAML, and the row that it comes from."""

    kind: Kind
    id: str
    table: Table
    row: Row
    number: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _ends: set[tuple[object, ...]] = field(default_factory=set)

    def set_text(self, name: str, language: Language, text: str) -> bool:
        """Give a localized text, unless there is another one; return whether it now says that."""
        texts: dict[str, str] = self.data.setdefault(name, {})
        return texts.setdefault(language, text) == text

    def set_value(self, name: str, value: object) -> bool:
        """Give a plain value, unless there is another one; return whether it now says that."""
        return bool(self.data.setdefault(name, value) == value)

    def add_link(self, link_type: str, link: dict[str, Any]) -> None:
        """Add a link, unless there is one to the same end from the same part."""
        key = (link_type, link["to"], link.get("from"), link.get("role"), link["basis"])
        if key not in self._ends:
            self._ends.add(key)
            self.links.setdefault(link_type, []).append(link)


class Known(NamedTuple):
    """What a text names: the elements (none, one, or several when it is ambiguous)."""

    drafts: list[Draft]

    @property
    def only(self) -> Draft | None:
        """The one element, if it is one."""
        return self.drafts[0] if len(self.drafts) == 1 else None


class Registry:
    """The drafts of all elements, in the order in which they were read."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.parts: dict[str, Draft] = {}
        """The elements that parts belong to, by the ids of the parts."""
        self.listed: set[Kind] = set()
        """The kinds that have rows of their own; a column that names one of them refers, and declares nothing."""
        self.counts: Counter[Kind] = Counter()
        self._looks: set[str] = set()
        self._numbers: defaultdict[str, list[Draft]] = defaultdict(list)
        self._titles: defaultdict[str, list[Draft]] = defaultdict(list)
        self._folded: dict[str, Draft] = {}
        self._last: defaultdict[str, int] = defaultdict(int)

    def add(self, draft: Draft) -> None:
        """Add an element, whose id must be free."""
        self.drafts[draft.id] = draft
        self.counts[draft.kind] += 1
        self._looks.add(skeleton(draft.id))
        self._folded.setdefault(fold(draft.id), draft)
        if draft.number:
            self._numbers[draft.number.rstrip(".")].append(draft)

    def add_title(self, draft: Draft, title: str) -> None:
        """Let an element be found by a title."""
        if draft not in self._titles[fold(title)]:
            self._titles[fold(title)].append(draft)

    def add_part(self, identifier: str, owner: Draft) -> None:
        """Let a part be found by its id."""
        self.parts[identifier] = owner

    def is_free(self, identifier: str) -> bool:
        """Say whether nothing has an id or looks like it."""
        return identifier not in self.drafts and skeleton(identifier) not in self._looks

    def next_id(self, kind: Kind, number: str = "", goal: str = "") -> str:
        """Return a free id: of the number where there is one, else the next of the kind or the goal."""
        prefix = _PREFIX[kind]
        if number and (wanted := make_id(f"{prefix}{number.rstrip('.')}")) and self.is_free(wanted):
            return wanted
        stem = f"{goal}." if goal else prefix
        while True:
            self._last[stem] += 1
            if self.is_free(wanted := f"{stem}{self._last[stem]}"):
                return wanted

    def find(self, text: str, kinds: Collection[Kind] = KIND_NAMES) -> Known:
        """Find what a text names among some kinds."""
        code, rest = split_code(text)
        for name in dict.fromkeys((text.strip(), code)):
            if not name or (name == code and name != text.strip() and (_SEVERAL.search(text) or is_code(rest))):
                continue
            exact = self.drafts.get(name) or self._folded.get(fold(make_id(name)))
            if exact is not None and exact.kind in kinds:
                return Known([exact])
            if numbered := [one for one in self._numbers.get(name.rstrip("."), ()) if one.kind in kinds]:
                return Known(numbered)
        found = self._titles.get(fold(text), []) or (self._titles.get(fold(rest), []) if code else [])
        return Known([one for one in found if one.kind in kinds])

    def iter_kind(self, kind: Kind) -> Iterator[Draft]:
        """Yield the elements of a kind."""
        return (draft for draft in self.drafts.values() if draft.kind == kind)


def takes(kind: Kind, name: str) -> bool:
    """Say whether elements of a kind have a field."""
    return name in class_of(kind).model_fields


def class_of(kind: Kind) -> type[Element]:
    """Return the class of the elements of a kind."""
    found: type[Element] = get_args(VisionDocument.model_fields[SECTION_OF[kind]].annotation)[0]
    return found


def find_type(start: Kind, end: Kind, types: Iterable[LinkType] = ()) -> LinkRow | None:
    """Return the link type that joins an element of one kind to one of another; None when none does."""
    wanted = tuple(types)
    for row in LINK_TYPES:
        if start in row.sources and end in row.targets and (not wanted or row.name in wanted):
            if row.name == "hinders" and "hinders" not in wanted:
                continue
            return row
    return None

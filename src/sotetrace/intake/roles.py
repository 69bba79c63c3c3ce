"""What each column is: the row of headings, and the field that each heading names or that the caller said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.errors import UsageError
from sotetrace.intake.cells import fold, is_code, split_code
from sotetrace.intake.tables import column_name
from sotetrace.intake.words import GAP_MARKS, GRADES, HEADING_WORDS, LANGUAGE_WORDS, PLAIN_MARKS
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.model.links import LISTED_LINK_TYPES
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sotetrace.intake.tables import Row, Table
    from sotetrace.model.kinds import Kind
    from sotetrace.model.text import Language

TEXT_FIELDS = ("title", "summary", "note", "data_source", "rationale")
"""The fields that may have a language: `title:fi`."""
PLURALS = {"core_problems": "core_problem", "goals": "goal", "sub_goals": "sub_goal", "measures": "measure"} | {
    "indicators": "indicator"
}
"""The fields that name several elements of a kind, by the kind."""
ACTOR_FIELDS = ("responsible", "partner", "beneficiary", "actor")
COMPUTED_FIELDS = ("urn", "parts", "counts", "key")
"""The columns of our own exports that follow from the others."""
_EXPORTED = (
    *("kind", "order", "draft", "title_from", "where", "quote", "prefix", "suffix", "occurrence", "instruments"),
    *("formerly", "source", "source_part", "target", "target_part", "basis", "confidence", "sign", "role", "scope"),
    *("by", "reviewed_by", "reviewed_on", "verdict", "element", "owner", "field", "language", "standing", "text"),
    *COMPUTED_FIELDS,
)
FIELDS = (
    *("id", "number", "kind", "title", "summary", "note", "level", "parent", *KIND_NAMES[3:8], "actor", "milestone"),
    *PLURALS,
    *(
        "trend",
        *LISTED_LINK_TYPES,
        "responsible",
        "partner",
        "beneficiary",
        "baseline",
        "target",
        "unit",
        "year",
        "date",
    ),
    *("data_source", "role", "from", "to", "type", "basis", "confidence", "rationale", "by", "quote", "ignore"),
)
"""The fields that a column can be mapped to."""
STEPS = ("core_problem", "goal", "sub_goal", "measure", "indicator")
"""The kinds that stand beside one another in columns, in the order of the chain."""
_ENDING = re.compile(r"(.*?)\s*(?:[:_\-/]\s*|[(\[]\s*|\s)([^\W\d_]+(?: [^\W\d_]+)?)\s*[)\]]?")
_MOST_LINES_ABOVE = 12
_LONGEST_HEADING = 200
"""A longer text is no heading, and is not searched for a language."""
_MATRIX_SHARE = 0.8


class Role(NamedTuple):
    """The role of a column: its field, without one nothing is taken; and the language of its texts, if it names one."""

    column: int
    heading: str
    field: str = ""
    language: Language | None = None
    is_given: bool = False
    spoken: Language | None = None
    """The language in which the heading is written."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is laid out: its row of headings, and the roles of its columns.

    `marks` are the columns of a matrix: each is about one element, which its heading names.
    """

    table: Table
    heading: Row
    above: tuple[Row, ...]
    rows: tuple[Row, ...]
    roles: tuple[Role, ...]
    marks: frozenset[int] = field(default=frozenset())
    kind: Kind | None = None
    """The kind of its rows, where the heading of their titles names it."""

    def find(self, *fields: str) -> list[Role]:
        """Return the columns of some fields, in the order of the table."""
        return [role for role in self.roles if role.field in fields]

    def has(self, *fields: str) -> bool:
        """Say whether a column has one of some fields."""
        return any(role.field in fields for role in self.roles)


def shape_table(table: Table, mapping: Sequence[tuple[str, str]], *, is_export: bool = False) -> Shape | None:
    """Find the headings of a table and what each column is; None for a table that holds nothing."""
    filled = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        return None
    heading = filled[0] if is_export else max(_iter_candidates(filled, mapping), key=lambda pair: pair[0])[1]
    at = filled.index(heading)
    rows = tuple(filled[at + 1 :])
    headings = frozenset(fold(cell) for cell in heading.cells)
    roles = _once(
        _role(column, heading.text(column), mapping, headings, is_export=is_export)
        for column in range(1, max(len(row.cells) for row in filled) + 1)
    )
    if any(role.field in ("from", "source") for role in roles):
        roles = _of_links(roles)
    marks = frozenset() if is_export else frozenset(_iter_marks(roles, rows))
    bare = tuple(Role(role.column, role.heading) if role.column in marks else role for role in roles)
    kind = _kind_of(bare)
    titled = tuple(role._replace(field="title") if kind is not None and role.field == kind else role for role in bare)
    return Shape(table, heading, tuple(filled[:at]), rows, titled, marks, kind)


def _kind_of(roles: Sequence[Role]) -> Kind | None:
    """Return the kind that the only column with names has, in a table without titles: milestones, actors, levels."""
    fields = {role.field for role in roles}
    if fields & {"title", "from", "owner", "element", *STEPS}:
        return None
    return next((kind for kind in KIND_NAMES if kind in fields and kind not in STEPS), None)


def _of_links(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the roles of a table of links, in which some words mean something else than in one of elements."""
    meant = {"source": "from", "target": "to", "source_part": "from_part", "target_part": "to_part", "kind": "type"}
    known = {role.field for role in roles}
    return tuple(
        role._replace(field=meant[role.field]) if role.field in meant and meant[role.field] not in known else role
        for role in roles
    )


def _iter_candidates(rows: Sequence[Row], mapping: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[int, int], Row]]:
    """Yield the rows that may be the headings, with how well each would do: known words, then cells with anything."""
    for number, row in enumerate(rows[:_MOST_LINES_ABOVE]):
        known = sum(1 for column in range(1, len(row.cells) + 1) if _role(column, row.text(column), mapping).field)
        filled = sum(1 for cell in row.cells if cell.strip())
        yield (known, min(filled, 2) * _MOST_LINES_ABOVE - number), row


def _role(
    column: int,
    heading: str,
    mapping: Sequence[tuple[str, str]],
    headings: Collection[str] = (),
    *,
    is_export: bool = False,
) -> Role:
    """Return the role of a column; the caller names it by its heading or, where no heading is that, by its letters."""
    for name, wanted in mapping:
        if fold(name) == (fold(heading) or None) or (name == column_name(column) and fold(name) not in headings):
            bare, language = _parse_field(wanted)
            return Role(column, heading, bare, language, is_given=True)
    if is_export:
        return _exported(column, heading)
    if len(heading) > _LONGEST_HEADING:
        return Role(column, heading)
    bare, language = _without_language(heading)
    for word, named in ((_bare(heading), None), (_bare(bare), language)):
        if found := HEADING_WORDS.get(word):
            spoken = found[0][1] if len({one for _, one in found}) == 1 else None
            return Role(column, heading, found[0][0], named if found[0][0] in TEXT_FIELDS else None, spoken=spoken)
        if word.replace(" ", "_") in LISTED_LINK_TYPES:
            return Role(column, heading, word)
    if fold(heading) in LANGUAGE_WORDS:  # a column for each language, headed by its name
        return Role(column, heading, "title", LANGUAGE_WORDS[fold(heading)])
    return Role(column, heading)


def _bare(heading: str) -> str:
    """Return a heading as the table of words has it."""
    return fold(heading.replace("_", " ")).rstrip(":*")


def _parse_field(wanted: str) -> tuple[str, Language | None]:
    """Return the field and language that the caller named. Raises UsageError for what is none."""
    name, _, ending = wanted.partition(":")
    name = name.replace("-", "_")
    language = next((one for one in LANGUAGES if one == ending), None)
    if name not in FIELDS or (ending and (language is None or name not in TEXT_FIELDS)):
        texts = ", ".join(TEXT_FIELDS)
        hint = f"Use one of: {', '.join(FIELDS)}. Of these, {texts} take a language: title:sv."
        raise UsageError(f"--map: {wanted} is no field", hint)
    return ("" if name == "ignore" else name), language


def _exported(column: int, heading: str) -> Role:
    """Return the role of a column of our own exports: its heading is the field, with the language behind it."""
    name, _, ending = heading.rpartition("_")
    language = next((one for one in LANGUAGES if one == ending), None)
    if language is not None and name in TEXT_FIELDS:
        return Role(column, heading, name, language)
    return Role(column, heading, heading if heading in (*FIELDS, *_EXPORTED) else "")


def _without_language(heading: str) -> tuple[str, Language | None]:
    """Return a heading without the language at its end: `("Otsikko", "sv")` for `Otsikko (ruotsiksi)`."""
    for found in (_ENDING.fullmatch(heading.strip()), re.fullmatch(r"(\S+)\s+(\S+ \S+)", heading.strip())):
        if found and (language := LANGUAGE_WORDS.get(fold(found[2]))):
            return found[1], language
    return heading, None


def _once(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Let the first of several columns with one field and language have it; notes and links may have several."""
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for role in roles:
        is_taken = (role.field, role.language) in seen
        may_repeat = role.field in ("note", *LISTED_LINK_TYPES, *PLURALS, *ACTOR_FIELDS)
        kept.append(Role(role.column, role.heading) if is_taken and not may_repeat and not role.is_given else role)
        seen.add((role.field, role.language))
    return tuple(kept)


def _iter_marks(roles: Sequence[Role], rows: Sequence[Row]) -> Iterator[int]:
    """Yield the columns of a matrix: headed by a code, or without a role, and filled with marks."""
    found = []
    for role in roles:
        cells = [text for row in rows if (text := row.text(role.column))]
        is_named = bool(role.heading) and (is_code(role.heading) or bool(split_code(role.heading)[0]) or not role.field)
        if not is_named or role.is_given or not cells:
            continue
        marked = sum(1 for text in cells if is_mark(text))
        if marked >= _MATRIX_SHARE * len(cells):
            found.append(role.column)
    yield from found if len(found) > 1 or any(is_code(roles[column - 1].heading) for column in found) else ()


def is_mark(text: str) -> bool:
    """Say whether a cell of a matrix says that two belong together, how much, or that they do not."""
    bare = text.strip().casefold()
    return bare in PLAIN_MARKS or bare in GRADES or bare in GAP_MARKS or bare == "?"

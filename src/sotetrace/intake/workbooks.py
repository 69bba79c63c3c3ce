"""The workbook of `export xlsx`, told by the names of its sheets; its headings are the words of reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from sotetrace.intake.cells import fold
from sotetrace.intake.roles import Role, Shape
from sotetrace.intake.tables import Row
from sotetrace.messages import Translator
from sotetrace.model.elements import InstrumentKind
from sotetrace.model.links import ActorRole
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.intake.tables import Table
    from sotetrace.model.text import Language

JOINT = "; "
_ELEMENTS = {
    "column.id": "id",
    "show.kind": "kind",
    "column.title": "title",
    "kind.level": "level",
    "column.belongs": "parent",
    "coverage.as_source_short": "counts",
    "coverage.as_read_short": "counts",
    "coverage.unserved": "counts",
    "set.words": "words",
    "show.instruments": "instrument_words",
    "sheet.measured": "measured",
    "show.summary": "summary",
    "show.note": "note",
}
_LINKS = {
    "column.from": "from",
    "sheet.from_title": "counts",
    "column.link": "type",
    "column.to": "to",
    "sheet.to_title": "counts",
    "column.basis": "basis",
    "facet.confidence": "confidence",
    "facet.reviewed": "review",
    "sheet.remark": "remark",
    "sheet.by": "by",
    "set.words": "words",
    "set.why": "rationale",
}


OWN_FIELDS = ("words", "instrument_words", "measured", "review", "remark")
"""The columns in which the workbook puts several fields into words."""
_WORDS = re.compile(r"(?:[”“«\"](?P<quote>.*)[”\"»])?\s*(?:\((?P<place>.*)\))?", re.DOTALL)
_MEASURED = ("baseline", "target", "unit", "year", "date", "data_source")


def parse_own(field: str, text: str, language: Language) -> dict[str, Any] | None:
    """Return what a cell of one of `OWN_FIELDS` says, by the names of the format; None when it says anything else.

    A place stands as its title under `place`.
    """
    words = Translator(language)
    if field == "words":
        found = _WORDS.fullmatch(text)
        return {name: value for name, value in found.groupdict().items() if value} if found else None
    if field == "instrument_words":
        kinds = {words(f"instrument.{kind}"): kind for kind in get_args(InstrumentKind)}
        named = [kinds.get(piece) for piece in text.split(JOINT)]
        return None if None in named else {"instruments": [{"kind": kind} for kind in named]}
    if field == "measured":
        names = {words(f"show.{name}"): name for name in _MEASURED}
        pairs = [piece.partition(": ") for piece in text.split(JOINT)]
        return {names[name]: value for name, _, value in pairs} if all(name in names for name, _, _ in pairs) else None
    if field == "review":
        if text == words("verdict.unreviewed"):
            return {}
        found = re.fullmatch(r"(?P<verdict>.*?): (?P<reviewed_by>.*), (?P<reviewed_on>[0-9-]{10})", text)
        said = found.groupdict() if found else {}
        return {**said, "verdict": "rejected"} if said.get("verdict") == words("verdict.rejected") else said or None
    found_all: dict[str, Any] = {}
    roles = {words(f"actor_role.{role}"): role for role in get_args(ActorRole)}
    for piece in text.split(JOINT):
        scope = piece.removeprefix(f"{words('show.scope')} ")
        if piece in roles:
            found_all["role"] = roles[piece]
        elif piece == words("sign.unclear"):
            found_all["sign"] = "unclear"
        elif scope != piece:
            found_all["scope"] = scope
        else:
            return None
    return found_all


def _language_of(tables: Sequence[Table]) -> Translator | None:
    names = {table.name for table in tables}
    for language in LANGUAGES:
        words = Translator(language)
        if {words("sheet.elements"), words("sheet.links"), words("set.glossary")} <= names:
            return words
    return None


def is_own_workbook(tables: Sequence[Table]) -> bool:
    """Say whether tables are the sheets of a workbook that `export xlsx` wrote."""
    return _language_of(tables) is not None


def shape_own_sheet(table: Table) -> Shape | None:
    """Return a sheet of our own workbook with the roles of its columns; all but two sheets are computed."""
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    if not rows:
        return None
    for words in map(Translator, LANGUAGES):
        for name, fields in (("sheet.elements", _ELEMENTS), ("sheet.links", _LINKS)):
            if table.name == words(name):
                return _shape(table, rows, {fold(words(key)): field for key, field in fields.items()}, words)
    return Shape(table, Row(rows[0].number, ("computed",)), (), tuple(rows), ())


def _shape(table: Table, rows: list[Row], fields: dict[str, str], words: Translator) -> Shape:
    roles = []
    originals = {fold(words("set.original", language=words(f"language.{one}"))): one for one in LANGUAGES}
    for column in range(1, max(len(row.cells) for row in rows) + 1):
        heading = rows[0].text(column)
        field = fields.get(fold(heading), "")
        language = words.language if field in ("title", "summary", "note", "rationale") else None
        if fold(heading) in originals:
            field, language = "title", originals[fold(heading)]
        roles.append(Role(column, heading, field, language, spoken=words.language))
    return Shape(table, rows[0], (), tuple(rows[1:]), tuple(roles))

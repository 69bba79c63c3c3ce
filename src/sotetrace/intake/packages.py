"""What only our own exports have: parts of elements, and texts by what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.intake.words import COMPUTED_TABLES
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.intake.context import Intake
    from sotetrace.intake.roles import Shape
    from sotetrace.intake.tables import Row
    from sotetrace.model.text import Language

_ANCHOR = ("where", "quote", "prefix", "suffix", "occurrence")


def is_computed(shape: Shape, tables: Sequence[str]) -> bool:
    """Say whether a table of an export follows from the others."""
    return shape.table.name in COMPUTED_TABLES and "elements" in tables


def read_parts(intake: Intake, shape: Shape) -> None:
    """Give elements their parts."""
    for row in shape.rows:
        cells = _cells(shape, row)
        owner = intake.registry.drafts.get(cells.get("element", ""))
        if owner is None:
            intake.ledger.leave_row("unknown_end", shape.table, row, cells.get("element", ""))
            continue
        title = {role.language or intake.language: row.text(role.column) for role in shape.find("title")}
        part: dict[str, Any] = {"id": cells["id"], "title": {name: text for name, text in title.items() if text}}
        anchor = {name: int(cells[name]) if name == "occurrence" else cells[name] for name in _ANCHOR if name in cells}
        if anchor:
            part["source"] = anchor
        if "where" in anchor:
            intake.wheres[str(anchor["where"])] = None
        owner.data.setdefault("parts", []).append(part)
        intake.registry.add_part(cells["id"], owner)
        _take(intake, shape, row)


def name_bare_parts(intake: Intake, shape: Shape) -> None:
    """Give elements the parts of which a graph holds nothing but the ids; an id is then the title, too."""
    of_row = {id(one.row): one for one in intake.registry.drafts.values()}
    for role in shape.find("parts"):
        for row in shape.rows:
            ids = [entry for entry in row.text(role.column).split("; ") if entry]
            owner = of_row.get(id(row))
            if ids and owner is not None and "parts" not in owner.data:
                owner.data["parts"] = [{"id": one, "title": {intake.language: one}} for one in ids]
                for one in ids:
                    intake.registry.add_part(one, owner)
                intake.ledger.tell("part_bare", shape.table, row.number, role.column, text=row.text(role.column))


def read_texts(intake: Intake, shape: Shape) -> None:
    """Give the document and its elements the texts that stand in a table of them."""
    document = next((row for row in shape.rows if _is_of_document(shape, row)), None)
    owner_of_all = _cells(shape, document)["owner"] if document is not None else ""
    for row in shape.rows:
        cells = _cells(shape, row)
        if _set_text(intake, cells, owner_of_all):
            _take(intake, shape, row)
        else:
            intake.ledger.leave_row("no_owner", shape.table, row, cells.get("owner", ""))


def _is_of_document(shape: Shape, row: Row) -> bool:
    """The first text of an export is the title of the document."""
    return row is shape.rows[0] and _cells(shape, row).get("field") == "title"


def _set_text(intake: Intake, cells: dict[str, str], document: str) -> bool:
    """Put one text where it belongs; return whether there is such a place."""
    owner, field, text = cells.get("owner", ""), cells.get("field", ""), cells.get("text", "")
    language: Language | None = next((one for one in LANGUAGES if one == cells.get("language")), None)
    if language is None:
        return False
    draft = intake.registry.drafts.get(owner)
    if draft is not None and field == "variant":
        variant = {"text": text, "where": cells.get("where", "")}
        variant |= {} if language == intake.language else {"lang": language}
        intake.wheres[cells.get("where", "")] = None
        draft.data.setdefault("variants", []).append(variant)
        return True
    if draft is not None and field in ("title", "summary", "note", "data_source"):
        if field == "title" and cells.get("standing") == "source":
            draft.data.setdefault("title_official", []).append(language)
        return draft.set_text(field, language, text)
    if owner == document:
        if cells.get("standing") == "official":
            intake.header.setdefault("translations", {})[language] = "official"
        intake.header.setdefault("id", owner)
        intake.header.setdefault(field, {})[language] = text
        return True
    if owner in intake.registry.parts:
        return field == "title"
    scope = next((one for one in intake.sections.get("scopes", ()) if one["id"] == owner), None)
    if scope is not None and field in ("title", "note"):
        scope.setdefault(field, {})[language] = text
        return True
    if field == "title" and owner in intake.wheres:
        intake.sections.setdefault("places", []).append({"id": owner, "language": language, "text": text})
        return True
    return False


def _cells(shape: Shape, row: Row) -> dict[str, str]:
    return {role.field: row.text(role.column) for role in shape.roles if role.field and row.text(role.column)}


def _take(intake: Intake, shape: Shape, row: Row) -> None:
    for role in shape.roles:
        intake.ledger.take(shape.table, row, role.column)

"""Tables in which each row is one element, with a column for its title."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from sotetrace.intake.cells import depth_of, fold, is_gap, is_numbering, make_id
from sotetrace.intake.fields import fill
from sotetrace.intake.links import join
from sotetrace.intake.registry import Draft
from sotetrace.intake.steps import find_or_add, is_skipped, take_codes
from sotetrace.intake.words import KIND_WORDS
from sotetrace.intake.workbooks import parse_own
from sotetrace.messages import Translator
from sotetrace.model.elements import StatementRole
from sotetrace.model.ids import prefix_of
from sotetrace.model.kinds import KIND_NAMES, KINDS
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from sotetrace.intake.context import Intake
    from sotetrace.intake.roles import Shape
    from sotetrace.intake.tables import Row
    from sotetrace.model.kinds import Kind

_OF_CUSTOM = re.compile(r"[A-Z][0-9]+(?:\.[0-9a-z]+)*")
"""An id as they are by custom: the letter of its kind, and numbers."""
_BY_DEPTH: tuple[Kind, ...] = ("goal", "sub_goal", "measure")


@cache
def _spoken() -> dict[str, tuple[Kind, str]]:
    """Return the kinds, and of statements the roles, by the words that reports and headings have for them."""
    words: dict[str, tuple[Kind, str]] = {word: (kind, "") for word, kind in KIND_WORDS.items()}
    for translate in map(Translator, LANGUAGES):
        words |= {fold(translate(f"kind.{kind}")): (kind, "") for kind in KIND_NAMES}
        words |= {fold(translate(f"role.{role}")): ("statement", role) for role in get_args(StatementRole)}
    return words | {kind: (kind, "") for kind in KIND_NAMES}


def kind_of_sheet(name: str) -> Kind | None:
    """Return the kind of element that the name of a sheet or file names, if it names one."""
    return KIND_WORDS.get(fold(name.rpartition("/")[2]).removesuffix(".csv"))


def read_rows(intake: Intake, shape: Shape) -> list[tuple[Row, Draft]]:
    """Read a table in which each row is one element, with a column for its title; return the drafts."""
    return [
        (row, draft)
        for row in shape.rows
        if not is_skipped(intake, shape, row) and (draft := _read_row(intake, shape, row)) is not None
    ]


def _read_row(intake: Intake, shape: Shape, row: Row) -> Draft | None:
    titles = [text for role in shape.find("title") if (text := intake.text(shape, row, role)) and not is_gap(text)]
    if not titles:
        intake.ledger.leave_row("no_title", shape.table, row)
        return None
    if _is_part(intake, shape, row):
        return None
    kind, statement_role = _kind_of(intake, shape, row)
    if kind is None:
        return None
    identifier, number = _id_of(intake, shape, row, kind)
    if not identifier:
        return None
    draft = Draft(kind, identifier, shape.table, row, number)
    if statement_role:
        draft.data["role"] = statement_role
    if number and shape.has("number"):
        draft.data["number"] = number
    intake.registry.add(draft)
    intake.registry.listed.add(kind)
    take_codes(intake, shape, row, draft)
    fill(intake, shape, row, draft, shape.roles, _measured_by(intake, shape, row, draft))
    return draft


def _measured_by(intake: Intake, shape: Shape, row: Row, draft: Draft) -> Draft | None:
    """Return the indicator that a row has beside its element, so that baseline and target are given to it."""
    roles = shape.find("indicator")
    text = intake.text(shape, row, roles[0]) if roles else ""
    if not text or is_gap(text) or ";" in text or "\n" in text or draft.kind == "indicator":
        return None
    found = find_or_add(intake, shape, row, roles[0], text, [], is_coded=False, is_main=False)
    if not isinstance(found, Draft):
        return None
    join(intake, shape, found, draft)
    intake.ledger.take(shape.table, row, roles[0].column)
    return found


def _is_part(intake: Intake, shape: Shape, row: Row) -> bool:
    """Add the part that a row of our own workbook is to its element; return whether it is one."""
    words = {fold(translate("term.part")) for translate in map(Translator, LANGUAGES)}
    if not any(fold(row.text(role.column)) in words for role in shape.find("kind")):
        return False
    cells = {role.field: row.text(role.column) for role in shape.find("id", "parent")}
    owner = intake.registry.drafts.get(cells.get("parent", ""))
    if owner is None or not cells.get("id"):
        return False
    title = {role.language or intake.language: text for role in shape.find("title") if (text := row.text(role.column))}
    part: dict[str, Any] = {"id": cells["id"], "title": title}
    for role in shape.find("words"):
        said = parse_own("words", row.text(role.column), role.spoken or intake.language) or {}
        if said:
            place = {"where": intake.place_called(said["place"])} if "place" in said else {}
            part["source"] = place | ({"quote": said["quote"]} if "quote" in said else {})
            intake.ledger.take(shape.table, row, role.column)
    owner.data.setdefault("parts", []).append(part)
    intake.registry.add_part(cells["id"], owner)
    for role in shape.find("id", "parent", "kind", "title"):
        intake.ledger.take(shape.table, row, role.column)
    for role in shape.find("level"):
        intake.ledger.take(shape.table, row, role.column)
    return True


def _kind_of(intake: Intake, shape: Shape, row: Row) -> tuple[Kind | None, str]:
    """Return the kind of a row, and the role of a statement; without a kind the row is left."""
    for role in shape.find("kind"):
        text = intake.text(shape, row, role)
        if text:
            word, _, rest = text.partition(",")
            found = _spoken().get(fold(text)) or (_spoken().get(fold(word)) if rest else None)
            if found is None:
                intake.ledger.leave_row("unknown_kind", shape.table, row, text)
                return None, ""
            intake.ledger.take(shape.table, row, role.column)
            return found
    if found_kind := shape.kind or kind_of_sheet(shape.table.name):
        return found_kind, ""
    numbers = [row.text(role.column) for role in shape.find("number", "id")]
    numbering = next((text for text in numbers if is_numbering(text)), "")
    if kinds := intake.options.kinds:
        return kinds[min(depth_of(numbering) if numbering else 1, len(kinds)) - 1], ""
    kind = _guess_kind(shape, numbers, numbering)
    intake.ledger.tell("kind_guessed", shape.table, detail=f"@kind.{kind}")
    return kind, ""


def _guess_kind(shape: Shape, numbers: list[str], numbering: str) -> Kind:
    """Return the kind of a row whose table does not say it: by its number or id, else a measure."""
    if numbering and any("." in text.rstrip(".") for row in shape.rows for text in _numberings(shape, row)):
        return _BY_DEPTH[min(depth_of(numbering), len(_BY_DEPTH)) - 1]
    prefixes = {kind.prefix: kind.name for kind in KINDS if kind.name != "sub_goal"}
    for text in numbers:
        by_prefix = prefixes.get(prefix_of(text)) if _OF_CUSTOM.fullmatch(text) else None
        if by_prefix is not None:
            return "sub_goal" if by_prefix == "goal" and "." in text else by_prefix
    return "measure"


def _numberings(shape: Shape, row: Row) -> list[str]:
    return [text for role in shape.find("number", "id") if is_numbering(text := row.text(role.column))]


def _id_of(intake: Intake, shape: Shape, row: Row, kind: Kind) -> tuple[str, str]:
    """Return the id of a row and its printed number, if it has one; a row whose id is taken is left."""
    number = next((row.text(role.column).rstrip(".") for role in shape.find("number") if row.text(role.column)), "")
    for role in shape.find("id"):
        text = row.text(role.column)
        if not text:
            continue
        if is_numbering(text) and not intake.is_export:
            number = number or text.rstrip(".")
            break
        identifier = make_id(text)
        if not identifier:
            intake.ledger.leave("no_id", shape.table, row, role.column)
            break
        if identifier in intake.registry.drafts:
            first = intake.registry.drafts[identifier]
            intake.ledger.leave_row(
                "same_id", shape.table, row, f"{identifier} ({first.table.name}:{first.row.number})"
            )
            return "", ""
        if identifier != text:
            intake.ledger.tell("respelt", shape.table, row.number, role.column, text=text, detail=identifier)
        return identifier, number
    return intake.registry.next_id(kind, number if is_numbering(number) else ""), number

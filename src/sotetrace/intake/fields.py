"""The plain fields of an element from the cells of its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from sotetrace.intake.cells import is_gap, iter_entries, read_day, read_year
from sotetrace.intake.context import Pending
from sotetrace.intake.registry import takes
from sotetrace.intake.roles import ACTOR_FIELDS, COMPUTED_FIELDS, PLURALS, STEPS, TEXT_FIELDS
from sotetrace.intake.workbooks import OWN_FIELDS, parse_own
from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.ids import ID_PATTERN
from sotetrace.model.links import LISTED_LINK_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.intake.context import Intake
    from sotetrace.intake.registry import Draft
    from sotetrace.intake.roles import Role, Shape
    from sotetrace.intake.tables import Row

LINK_FIELDS = ("level", "parent", *STEPS, *PLURALS, *LISTED_LINK_TYPES, *ACTOR_FIELDS, "milestone", "trend")
"""The fields whose cells name other elements."""
_ANCHOR = ("where", "quote", "prefix", "suffix", "occurrence")
_INTEGERS = ("order", "occurrence")
_OF_INDICATORS = ("baseline", "target", "unit", "year", "data_source")
_MAY_BE_ZERO = ("baseline", "target", "number", "order", "year")
_SKIPPED = ("", "id", "kind", "from", "to", "type", "confidence", "rationale", "by")


def fill(intake: Intake, shape: Shape, row: Row, draft: Draft, roles: Iterable[Role], measured: Draft | None) -> None:
    """Give an element what the cells of some columns say; `measured` is the indicator of the row, if it has one."""
    for role in roles:
        text = intake.text(shape, row, role)
        if not text or role.field in _SKIPPED or intake.ledger.is_done(shape.table, row, role.column):
            continue
        if role.field in COMPUTED_FIELDS:
            intake.ledger.take(shape.table, row, role.column)
        elif role.field in OWN_FIELDS:
            _fill_own(intake, shape, row, draft, role, text)
        elif role.field in LINK_FIELDS:
            intake.pending.append(Pending(draft, role.field, shape.table, row, role.column, text))
            intake.ledger.take(shape.table, row, role.column)
        elif is_gap(text) and not (role.field in _MAY_BE_ZERO and text == "0"):
            intake.ledger.take(shape.table, row, role.column)
            intake.ledger.tell("nothing", shape.table, row.number, role.column, text=text)
        else:
            owner = measured if role.field in _OF_INDICATORS and measured is not None else draft
            problem = (
                _set_text(intake, owner, role, text) if role.field in TEXT_FIELDS else _set(intake, owner, role, text)
            )
            if problem:
                intake.leave(problem, shape, row, role, f"@kind.{owner.kind}")
            else:
                intake.ledger.take(shape.table, row, role.column)


def _fill_own(intake: Intake, shape: Shape, row: Row, draft: Draft, role: Role, text: str) -> None:
    """Give an element what our own workbook says in words."""
    said = parse_own(role.field, text, role.spoken or intake.language)
    if said is None:
        intake.leave("no_value", shape, row, role)
        return
    intake.ledger.take(shape.table, row, role.column)
    if role.field == "words":
        source = draft.data.setdefault("source", {})
        source |= {"where": intake.place_called(said["place"])} if "place" in said else {}
        source |= {"quote": said["quote"]} if "quote" in said else {}
    elif role.field == "instrument_words":
        draft.data |= said
    else:
        for name, value in said.items():
            named = role._replace(field=name)
            problem = (
                _set_text(intake, draft, named, value) if name in TEXT_FIELDS else _set(intake, draft, named, value)
            )
            if problem:
                intake.leave(problem, shape, row, role, f"@kind.{draft.kind}")


def _set_text(intake: Intake, draft: Draft, role: Role, text: str) -> str:
    """Give an element a localized text; return the reason when it cannot have it."""
    if not takes(draft.kind, role.field):
        return "not_of_kind"
    language = role.language or intake.language
    if role.field == "note" and (role.is_given or language in draft.data.get("note", {})):
        texts = draft.data.setdefault("note", {})
        said = f"{role.heading}: {text}" if role.heading else text
        if said not in texts.get(language, ""):
            texts[language] = "\n".join(piece for piece in (texts.get(language, ""), said) if piece)
        return ""
    if role.field == "title":
        text = " ".join(text.split())
        intake.registry.add_title(draft, text)
    return "" if draft.set_text(role.field, language, text) else "differs"


def _set(intake: Intake, draft: Draft, role: Role, text: str) -> str:
    """Give an element a plain value; return the reason when it cannot have it."""
    name = role.field
    if name in _ANCHOR:
        return _set_anchor(intake, draft, name, text)
    if not takes(draft.kind, name):
        return "not_of_kind"
    value: object = text
    if name == "year":
        value = read_year(text)
    elif name == "date":
        day = read_day(text)
        value = day.isoformat() if day is not None else None
    elif name in _INTEGERS:
        value = int(text) if text.isascii() and text.isdecimal() else None
    elif name == "draft":
        return "" if text == "false" or (text == "true" and draft.set_value("draft", value=True)) else "no_value"
    elif name == "role":
        value = text if text in get_args(StatementRole) else None
    elif name == "instruments":
        return _set_instruments(draft, text)
    elif name == "formerly":
        value = [entry.strip() for entry in text.split(";")]
    elif name == "title_from":
        return "" if text == "source" or (text == "project" and draft.set_value(name, text)) else "no_value"
    if value is None:
        return f"no_{name}" if name in ("year", "date") else "no_value"
    return "" if draft.set_value(name, value) else "differs"


def _set_anchor(intake: Intake, draft: Draft, name: str, text: str) -> str:
    source = draft.data.setdefault("source", {})
    if name == "where":
        if not re.fullmatch(ID_PATTERN, text):
            return "no_value"
        intake.wheres[text] = None
    if name == "occurrence" and not text.isdecimal():
        return "no_value"
    source.setdefault(name, int(text) if name == "occurrence" else text)
    return "" if str(source[name]) == text else "differs"


def _set_instruments(draft: Draft, text: str) -> str:
    kinds = list(iter_entries(text, has_commas=True))
    if any(kind not in get_args(InstrumentKind) for kind in kinds):
        return "no_value"
    return "" if draft.set_value("instruments", [{"kind": kind} for kind in kinds]) else "differs"

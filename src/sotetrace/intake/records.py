"""Tables of links: one row a link, from one element to another, with its basis and what that must carry."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from sotetrace.intake.cells import fold, read_day
from sotetrace.intake.links import layout_link
from sotetrace.intake.registry import find_type
from sotetrace.intake.steps import is_skipped
from sotetrace.intake.words import GRADES
from sotetrace.intake.workbooks import OWN_FIELDS, parse_own
from sotetrace.messages import Translator
from sotetrace.model.links import ActorRole, Basis, LinkType
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from sotetrace.intake.context import Intake
    from sotetrace.intake.registry import Draft
    from sotetrace.intake.roles import Role, Shape
    from sotetrace.intake.tables import Row
    from sotetrace.model.links import LinkRow

_PLAIN = ("where", "quote", "prefix", "suffix", "occurrence", "by")
_READ = ("from", "to", "from_part", "to_part", "type", "basis", "confidence", "sign", "role", "scope", "rationale")
_OF_REVIEW = ("reviewed_by", "reviewed_on", "verdict")
_COMPUTED = ("counts", "key")


@cache
def _spoken(group: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return the names of a group by the words that reports have for them in any language."""
    translators = [Translator(language) for language in LANGUAGES]
    words = {fold(translate(f"{group}.{name}")): name for translate in translators for name in names}
    return words | {fold(name): name for name in names}


def _named(group: str, names: tuple[str, ...], text: str) -> str:
    return _spoken(group, names).get(fold(text), "")


def read_links(intake: Intake, shape: Shape) -> None:
    """Make a link of each row of a table of links."""
    intake.place_of_shape(shape)
    for row in shape.rows:
        if not is_skipped(intake, shape, row):
            _read_link(intake, shape, row)


def _read_link(intake: Intake, shape: Shape, row: Row) -> None:
    cells = {role.field: row.text(role.column) for role in shape.roles if role.field and row.text(role.column)}
    if not _add_own(intake, shape, row, cells):
        return
    ends = [_end(intake, cells, name) for name in ("from", "to")]
    start, end = ends
    if start is None or end is None:
        intake.ledger.leave_row("unknown_end", shape.table, row, cells.get("to" if start is not None else "from", ""))
        return
    wanted = cells.get("type", "")
    intake.mentions += [(one, shape.table, row, 0) for one in (start, end)]
    link_type = _named("link", get_args(LinkType), wanted) if wanted else ""
    types: tuple[LinkType, ...] = (link_type,) if link_type else ()  # type: ignore[assignment]
    found = find_type(start.kind, end.kind, types)
    if found is None and (turned := find_type(end.kind, start.kind, types)) is not None:
        start, end, found = end, start, turned
        cells = _turned(cells)
        intake.ledger.tell("turned", shape.table, row.number, detail=f"{start.id} → {end.id}")
    if found is None:
        intake.ledger.leave_row("no_link", shape.table, row, wanted or f"@kind.{start.kind} – @kind.{end.kind}")
    elif found.field:
        _set_field(intake, shape, row, start, end, found)
    elif cells.get("scope"):
        _take_cells(intake, shape, row)
        _add_to_scope(intake, cells, start, end, found)
    else:
        if wanted and not link_type:
            intake.ledger.tell("type_guessed", shape.table, row.number, text=wanted, detail=found.name)
        start.add_link(found.name, _link(intake, shape, row, cells, end, found))
        _take_cells(intake, shape, row)


def _add_own(intake: Intake, shape: Shape, row: Row, cells: dict[str, str]) -> bool:
    """Add to the cells of a row what our own workbook says in words; a row whose words are not understood is left."""
    for role in shape.find(*OWN_FIELDS):
        text = cells.pop(role.field, "")
        if not text:
            continue
        said = parse_own(role.field, text, role.spoken or intake.language)
        if said is None:
            intake.ledger.leave_row("no_value", shape.table, row, text)
            return False
        if "place" in said:
            said["where"] = intake.place_called(said.pop("place"))
        cells |= said
    return True


def _turned(cells: dict[str, str]) -> dict[str, str]:
    swap = {"from": "to", "to": "from", "from_part": "to_part", "to_part": "from_part"}
    return {swap.get(name, name): text for name, text in cells.items()}


def _end(intake: Intake, cells: dict[str, str], name: str) -> Draft | None:
    text = cells.get(name, "")
    if text in intake.registry.parts:
        cells[f"{name}_part"] = text
        return intake.registry.parts[text]
    return intake.registry.find(text).only if text else None


def _set_field(intake: Intake, shape: Shape, row: Row, start: Draft, end: Draft, found: LinkRow) -> None:
    """Give an element its goal or level; a row that says so once more is computed."""
    is_known = start.data.get(found.field) == end.id
    if is_known:
        intake.ledger.leave_row("known", shape.table, row, is_computed=True)
    elif start.set_value(found.field, end.id):
        _take_cells(intake, shape, row)
    else:
        intake.ledger.leave_row("differs", shape.table, row, f"{start.id}: {found.field}")


def _link(intake: Intake, shape: Shape, row: Row, cells: dict[str, str], end: Draft, found: LinkRow) -> dict[str, Any]:
    """Return the data of a link from the cells of its row."""
    confidence = GRADES.get(cells.get("confidence", "").casefold()) or _named(
        "tier", ("high", "medium", "low"), cells.get("confidence", "")
    )
    basis = _named("basis", get_args(Basis), cells.get("basis", "")) or ("inferred" if confidence else "")
    link: dict[str, Any] = {"to": cells.get("to_part") or end.id}
    if cells.get("from_part"):
        link["from"] = cells["from_part"]
    if found.name == "names" and (role := _named("actor_role", get_args(ActorRole), cells.get("role", ""))):
        link["role"] = role
    if not basis:
        link |= layout_link(intake, shape.table, link["to"])
    else:
        link["basis"] = basis
        if basis == "inferred":
            link |= {"confidence": confidence} if confidence else {}
            link |= {"by": intake.options.by} if intake.options.by and "by" not in cells else {}
        elif basis == "layout" and "where" not in cells:
            link["where"] = intake.place_of(shape.table, "")
    if cells.get("sign") == "unclear":
        link["sign"] = "unclear"
    link |= {name: int(cells[name]) if name == "occurrence" else cells[name] for name in _PLAIN if name in cells}
    if "where" in cells:
        intake.wheres[cells["where"]] = None
    rationale = _rationale(intake, shape, row)
    day = read_day(cells.get("reviewed_on", ""))
    if rationale:
        link["rationale"] = rationale
    if cells.get("reviewed_by") and day is not None:
        verdict = {"verdict": "rejected"} if cells.get("verdict") == "rejected" else {}
        link["reviewed"] = {"by": cells["reviewed_by"], "date": day.isoformat(), **verdict}
    return link


def _rationale(intake: Intake, shape: Shape, row: Row) -> dict[str, str]:
    return {
        role.language or intake.language: text for role in shape.find("rationale") if (text := row.text(role.column))
    }


def _take_cells(intake: Intake, shape: Shape, row: Row) -> None:
    """Take the cells of a row that are in its link."""
    for role in shape.roles:
        if _is_read(role):
            intake.ledger.take(shape.table, row, role.column)


def _is_read(role: Role) -> bool:
    return role.field in (*_READ, *_PLAIN, *_OF_REVIEW, *_COMPUTED, *OWN_FIELDS)


def _add_to_scope(intake: Intake, cells: dict[str, str], start: Draft, end: Draft, found: LinkRow) -> None:
    """Put the members of a blanket claim, which an export lists one by one, together again."""
    scopes = intake.sections.setdefault("scopes", [])
    scope = next((one for one in scopes if one["id"] == cells["scope"]), None)
    if scope is None:
        scope = {"id": cells["scope"], "members": []}
        scopes.append(scope)
    if start.id not in scope["members"]:
        scope["members"].append(start.id)
    link: dict[str, Any] = {
        "to": cells.get("to_part") or end.id,
        "basis": _named("basis", get_args(Basis), cells.get("basis", "")) or "blanket",
    }
    link |= {name: int(cells[name]) if name == "occurrence" else cells[name] for name in _PLAIN if name in cells}
    if "where" in cells:
        intake.wheres[cells["where"]] = None
    links = scope.setdefault(found.name, [])
    if link not in links:
        links.append(link)

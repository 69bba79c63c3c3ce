"""Links from cells that name other elements. A table sets two things together, and says no more than that: `layout`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.intake.cells import above, fold, is_code, is_gap, iter_entries, make_id, split_code, split_grade
from sotetrace.intake.context import Pair
from sotetrace.intake.registry import Draft, find_type, takes
from sotetrace.intake.roles import ACTOR_FIELDS, PLURALS
from sotetrace.intake.words import GRADES
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.model.links import LINK_ROW, LISTED_LINK_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.intake.context import Intake, Pending
    from sotetrace.intake.roles import Shape
    from sotetrace.intake.tables import Table
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType

_DECLARED: tuple[Kind, ...] = ("level", "core_problem", "goal", "measure", "indicator", "actor", "milestone", "trend")
"""The kinds that a cell may name for the first time; a sub-goal needs its goal, a statement its role."""
_MOST_PAIRS = 2_000_000
"""How many judged pairs are kept; one gap can stand for many."""
_ACTORS: tuple[Kind, ...] = ("actor",)


def layout_link(intake: Intake, table: Table, to: str, words: str = "") -> dict[str, Any]:
    """Return a link that the layout of a table makes."""
    return {"to": to, "basis": "layout", "where": intake.place_of(table, words or table.name)}


def inferred_link(intake: Intake, to: str, confidence: str) -> dict[str, Any]:
    """Return a link that somebody's grade makes: an inference, whose reason the table does not say."""
    link = {"to": to, "basis": "inferred", "confidence": confidence}
    return link | ({"by": intake.options.by} if intake.options.by else {})


def join(intake: Intake, shape: Shape, draft: Draft, other: Draft) -> bool:
    """Join two elements that stand beside each other, whichever way a link type allows; return whether one does."""
    intake.place_of_shape(shape)
    return connect(intake, shape.table, draft, other)


def connect(intake: Intake, table: Table, draft: Draft, other: Draft, grade: str = "") -> bool:
    """Join two elements by the link type that fits their kinds, from the one it starts from."""
    for start, end in ((draft, other), (other, draft)):
        if row := find_type(start.kind, end.kind):
            if row.field:
                return bool(start.data.setdefault(row.field, end.id) == end.id)
            link = inferred_link(intake, end.id, grade) if grade else layout_link(intake, table, end.id)
            start.add_link(row.name, link)
            return True
    return False


def resolve(intake: Intake, shapes: Sequence[Shape]) -> None:
    """Make links of all cells that name other elements, now that all rows are read."""
    words = {shape.table.name: shape for shape in shapes}
    for pending in intake.pending:
        intake.place_of_shape(words[pending.table.name])
        if is_gap(pending.text):
            _note_gap(intake, pending)
        elif pending.field in ACTOR_FIELDS:
            _name_actors(intake, pending)
        else:
            _resolve(intake, pending)
    for shape in shapes:
        if not shape.has("parent", "goal", "sub_goal", "goals", "sub_goals"):
            _join_by_numbers(intake, shape)


def _resolve(intake: Intake, pending: Pending) -> None:
    kinds, types = _meant(pending)
    for entry, grade in _entries(intake, pending, kinds):
        found = intake.registry.find(entry, kinds)
        target = found.only or (None if found.drafts else _declare(intake, pending, entry, kinds))
        if target is not None:
            intake.mentions.append((target, pending.table, pending.row, pending.column))
        if target is not None and found.drafts:
            _tell_other_title(intake, pending, target, entry)
        if target is None:
            _leave(intake, pending, "ambiguous" if found.drafts else "unknown", entry)
        elif pending.field == "level":
            if not takes(pending.draft.kind, "level"):
                _leave(intake, pending, "not_of_kind", f"@kind.{pending.draft.kind}")
            elif not pending.draft.set_value("level", target.id):
                _leave(intake, pending, "differs", entry)
        elif types:
            _link_typed(intake, pending, target, types[0], entry)
        elif not connect(intake, pending.table, pending.draft, target, grade):
            _leave(intake, pending, "no_link", f"@kind.{pending.draft.kind} – @kind.{target.kind}")


def _tell_other_title(intake: Intake, pending: Pending, target: Draft, entry: str) -> None:
    """Tell when a code stands before other words than the title of what it names."""
    code, rest = split_code(entry)
    is_other = fold(rest) not in map(fold, target.data.get("title", {}).values())
    is_other = is_other or make_id(code) not in (target.id, make_id(target.number))
    if code and is_other and not is_code(entry) and fold(entry) not in map(fold, target.data["title"].values()):
        place = (pending.table, pending.row.number, pending.column)
        intake.ledger.tell("other_title", *place, text=entry, detail=target.id)


def _link_typed(intake: Intake, pending: Pending, target: Draft, link_type: LinkType, entry: str) -> None:
    """Make a link of the type that the heading names."""
    if find_type(pending.draft.kind, target.kind, (link_type,)) is None:
        _leave(intake, pending, "no_link", f"@kind.{pending.draft.kind} – @kind.{target.kind}")
        return
    part = entry if entry in intake.registry.parts else target.id
    pending.draft.add_link(link_type, layout_link(intake, pending.table, part))


def _meant(pending: Pending) -> tuple[tuple[Kind, ...], tuple[LinkType, ...]]:
    """Return the kinds that a cell may name, and the link type where the heading is one."""
    name = pending.field
    if name in LISTED_LINK_TYPES:
        return LINK_ROW[name].targets, (name,)
    if name == "parent":
        return KIND_NAMES, ()
    kind: Kind = PLURALS.get(name, name)  # type: ignore[assignment]
    return (kind,), ()


def _entries(intake: Intake, pending: Pending, kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    """Yield what a cell names, each with the grade in brackets behind it; a title may have a semicolon in it."""
    if intake.registry.find(pending.text, tuple(kinds)).drafts:
        yield pending.text, ""
        return
    for entry in iter_entries(pending.text):
        name, word = split_grade(entry)
        grade = GRADES.get(word.casefold(), "")
        yield (name, grade) if grade and name else (entry, "")


def _declare(intake: Intake, pending: Pending, entry: str, kinds: Sequence[Kind]) -> Draft | None:
    """Return a new element for a text, where no table lists its kind; None for a code, or when it cannot be."""
    kind = kinds[0]
    if len(kinds) > 1 or kind not in _DECLARED or kind in intake.registry.listed or is_code(entry):
        return None
    code, title = split_code(entry)
    is_coded = bool(code) and not code.isdecimal()
    wanted = make_id(code) if is_coded and code[0].isalpha() else ""
    fresh = wanted if wanted and intake.registry.is_free(wanted) else intake.registry.next_id(kind)
    draft = Draft(kind, fresh, pending.table, pending.row)
    words = title if is_coded else " ".join(entry.split())
    if is_coded and not wanted:
        draft.data["number"] = code
    intake.registry.add(draft)
    intake.registry.add_title(draft, words)
    draft.set_text("title", intake.language, words)
    return draft


def _name_actors(intake: Intake, pending: Pending) -> None:
    """Let a measure name the actors of a cell."""
    if pending.draft.kind != "measure":
        _leave(intake, pending, "not_of_kind", f"@kind.{pending.draft.kind}")
        return
    role = "mentioned" if pending.field == "actor" else pending.field
    for entry in iter_entries(pending.text, has_commas=not intake.registry.find(pending.text, _ACTORS).drafts):
        found = intake.registry.find(entry, _ACTORS)
        target = found.only or (None if found.drafts else _declare(intake, pending, entry, _ACTORS))
        if target is None:
            _leave(intake, pending, "ambiguous" if found.drafts else "unknown", entry)
        else:
            link = layout_link(intake, pending.table, target.id)
            pending.draft.add_link("names", {"to": link["to"], "role": role} | link)


def _note_gap(intake: Intake, pending: Pending) -> None:
    """Note that a table says of an element that nothing joins it: of measures and sub-goals, a judgement."""
    kind, field = pending.draft.kind, PLURALS.get(pending.field, pending.field)
    registry = intake.registry
    pairs = []
    others = registry.counts["sub_goal" if kind == "measure" else "measure"]
    if len(intake.judged) + others > _MOST_PAIRS:
        _leave(intake, pending, "too_many")
        return
    if kind == "measure" and field in ("sub_goal", "advances"):
        pairs = [Pair(pending.draft.id, other.id) for other in registry.iter_kind("sub_goal")]
    elif kind == "sub_goal" and field == "measure":
        pairs = [Pair(other.id, pending.draft.id) for other in registry.iter_kind("measure")]
    if pairs:
        intake.judged += pairs
        intake.gaps.append((pending.table, pending.row, pending.column))
    else:
        intake.ledger.tell("nothing", pending.table, pending.row.number, pending.column, text=pending.text)


def _join_by_numbers(intake: Intake, shape: Shape) -> None:
    """Join what an outline numbers to what stands one step above: 1.2 to 1, G1.2 to G1."""
    for draft in [one for one in intake.registry.drafts.values() if one.table is shape.table]:
        name = draft.number or draft.id
        upper = above(name)
        if not upper or draft.data.get("goal") or any(draft.links.get(kind) for kind in ("advances", "indicates")):
            continue
        kinds: tuple[Kind, ...] = tuple(kind for kind in KIND_NAMES if kind != draft.kind)
        found = intake.registry.find(upper, kinds)
        if found.only is not None and connect(intake, shape.table, draft, found.only):
            intake.ledger.tell("by_number", shape.table, draft.row.number, detail=f"{draft.id} → {found.only.id}")


def _leave(intake: Intake, pending: Pending, reason: str, detail: str = "") -> None:
    intake.ledger.leave(reason, pending.table, pending.row, pending.column, detail)


def leave_loose(intake: Intake) -> None:
    """Leave what cannot be without another: a sub-goal without a goal, a statement without a role."""
    for draft in list(intake.registry.drafts.values()):
        reason = {"sub_goal": "no_goal", "statement": "no_role"}.get(draft.kind)
        needed = {"sub_goal": "goal", "statement": "role"}.get(draft.kind, "")
        if reason and needed not in draft.data:
            del intake.registry.drafts[draft.id]
            intake.ledger.leave_row(reason, draft.table, draft.row, draft.id)
    kept = intake.registry.drafts.keys() | {
        part for part, one in intake.registry.parts.items() if one.id in intake.registry.drafts
    }
    for draft in intake.registry.drafts.values():
        draft.links = {name: [link for link in links if link["to"] in kept] for name, links in draft.links.items()}
    for draft, table, row, column in intake.mentions:
        if draft.id not in kept:
            intake.ledger.leave("end_left", table, row, column, draft.id)

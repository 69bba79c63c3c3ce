"""Tables with several of the chain side by side in each row: goal, sub-goal, measure, indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.intake.cells import fold, is_gap, is_numbering, make_id, split_code
from sotetrace.intake.fields import fill
from sotetrace.intake.links import join
from sotetrace.intake.registry import Draft
from sotetrace.intake.roles import STEPS
from sotetrace.intake.words import TOTALS

if TYPE_CHECKING:
    from sotetrace.intake.context import Intake
    from sotetrace.intake.roles import Role, Shape
    from sotetrace.intake.tables import Row
    from sotetrace.model.kinds import Kind


def is_skipped(intake: Intake, shape: Shape, row: Row) -> bool:
    """Leave a row of sums, one that repeats the headings, and a footnote; return whether it is one."""
    reason = _why_skipped(shape, row)
    if reason:
        intake.ledger.leave_row(reason, shape.table, row, is_computed=reason == "headings_again")
    return bool(reason)


def _why_skipped(shape: Shape, row: Row) -> str:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if filled and fold(filled[0]).rstrip(":") in TOTALS:
        return "total"
    if [fold(cell) for cell in row.cells if cell] == [fold(cell) for cell in shape.heading.cells if cell]:
        return "headings_again"
    return "footnote" if len(filled) == 1 and filled[0].startswith("*") else ""


def read_steps(intake: Intake, shape: Shape) -> list[tuple[Row, Draft]]:
    """Read a table in which each row has elements of the chain side by side: goal, sub-goal, measure, indicator.

    An empty cell before a filled one stands for what stands above it: that is told. Returns the element that each row
    is about.
    """
    steps = sorted(shape.find(*STEPS), key=lambda role: STEPS.index(role.field))
    coded = {role.column for role in steps if _is_coded(shape, role)}
    known: dict[int, Draft] = {}
    seen: set[tuple[str, ...]] = set()
    return [
        (row, draft)
        for row in shape.rows
        if not is_skipped(intake, shape, row)
        and (draft := _read_step_row(intake, shape, row, steps, coded, known, seen)) is not None
    ]


def _read_step_row(
    intake: Intake,
    shape: Shape,
    row: Row,
    steps: list[Role],
    coded: set[int],
    known: dict[int, Draft],
    seen: set[tuple[str, ...]],
) -> Draft | None:
    texts = [intake.text(shape, row, role) for role in steps]
    filled = [number for number, text in enumerate(texts) if text and not is_gap(text)]
    if not filled:
        intake.ledger.leave_row("no_title", shape.table, row)
        return None
    about = filled[-2] if len(filled) > 1 and _is_measured(steps, filled) else filled[-1]
    chain: list[Draft] = []
    main: Draft | None = None
    for number, (role, text) in enumerate(zip(steps, texts, strict=True)):
        if not text:
            if number < about and role.column in known:
                chain.append(known[role.column])
                intake.ledger.tell("filled", shape.table, row.number, role.column, detail=known[role.column].id)
            continue
        if row.text(role.column):  # else a merged cell goes on, as an empty one does
            _forget_below(known, steps, number)
        if is_gap(text):
            intake.ledger.take(shape.table, row, role.column)
            intake.ledger.tell("nothing", shape.table, row.number, role.column, text=text)
            continue
        is_main, is_coded = number == about, role.column in coded
        found = find_or_add(intake, shape, row, role, text, chain, is_coded=is_coded, is_main=is_main)
        if isinstance(found, Draft):
            chain.append(found)
            known[role.column] = found
            main = found if is_main else main
            intake.ledger.take(shape.table, row, role.column)
        elif is_main:
            _leave_rest(intake, shape, row, *found)
            break
        else:
            intake.leave(found[0], shape, row, role, found[1])
    _join_chain(intake, shape, chain)
    if main is not None:
        _tell_again(intake, shape, row, steps[about], chain, seen)
        take_codes(intake, shape, row, main)
        measured = chain[-1] if chain[-1].kind == "indicator" else None
        fill(intake, shape, row, main, [role for role in shape.roles if role not in steps], measured)
    return main


def _tell_again(
    intake: Intake, shape: Shape, row: Row, role: Role, chain: list[Draft], seen: set[tuple[str, ...]]
) -> None:
    """Tell of a row that names the same elements as one above it: both are one, and not two."""
    names = tuple(draft.id for draft in chain)
    if names in seen:
        intake.ledger.tell("again", shape.table, row.number, role.column, text=row.text(role.column), detail=names[-1])
    seen.add(names)


def _is_measured(steps: list[Role], filled: list[int]) -> bool:
    """Say whether a row ends with the indicator of the measure before it; the row is then about the measure."""
    return steps[filled[-1]].field == "indicator" and steps[filled[-2]].field == "measure"


def _leave_rest(intake: Intake, shape: Shape, row: Row, reason: str, detail: str) -> None:
    """Leave what a row says of an element that cannot be: the whole row, or what is not taken of it."""
    rest = [
        column
        for column in range(1, len(row.cells) + 1)
        if row.text(column) and not intake.ledger.is_done(shape.table, row, column)
    ]
    if len(rest) == sum(1 for cell in row.cells if cell.strip()):
        intake.ledger.leave_row(reason, shape.table, row, detail)
        return
    for column in rest:
        intake.ledger.leave(reason, shape.table, row, column, detail)


def _forget_below(known: dict[int, Draft], steps: list[Role], number: int) -> None:
    """What stands below a new goal does not go on under it."""
    for role in steps[number:]:
        known.pop(role.column, None)


def find_or_add(
    intake: Intake, shape: Shape, row: Row, role: Role, text: str, chain: list[Draft], *, is_coded: bool, is_main: bool
) -> Draft | tuple[str, str]:
    """Return the element that a cell names: one that is known, else a new one; or why it can be neither."""
    kind: Kind = role.field  # type: ignore[assignment]
    code, title = split_code(text) if is_coded else ("", " ".join(text.split()))
    own = _own_code(intake, shape, row) if is_main else ("", "")
    known = intake.registry.find(code or text, (kind,))
    above = next((one for one in reversed(chain) if one.kind == "goal"), None) if kind == "sub_goal" else None
    same = [one for one in known.drafts if above is None or one.data.get("goal") in (None, above.id)]
    if same and own[0] in ("", same[0].id):
        return same[0]
    if kind == "sub_goal" and above is None:
        return "no_goal", ""
    if kind in intake.registry.listed and not is_main:
        return "unknown", text
    number = code if is_numbering(code) else own[1]
    wanted = own[0] or ("" if not code or is_numbering(code) else make_id(code))
    if wanted and not intake.registry.is_free(wanted):
        return "same_id", wanted
    fresh = wanted or intake.registry.next_id(kind, number, above.id if above is not None else "")
    draft = Draft(kind, fresh, shape.table, row, number)
    if number:
        draft.data["number"] = number
    if above is not None:
        draft.data["goal"] = above.id
    intake.registry.add(draft)
    intake.registry.add_title(draft, title)
    draft.set_text("title", role.language or intake.language, title)
    return draft


def _own_code(intake: Intake, shape: Shape, row: Row) -> tuple[str, str]:
    """Return the id and the number that a row gives to the last of its elements."""
    identifier = number = ""
    for role in shape.find("id", "number"):
        text = row.text(role.column)
        if is_numbering(text):
            number = number or text.rstrip(".")
        elif text and role.field == "id":
            identifier = make_id(text)
            if identifier and identifier != text:
                intake.ledger.tell("respelt", shape.table, row.number, role.column, text=text, detail=identifier)
        else:
            number = number or text
    return identifier, number


def _join_chain(intake: Intake, shape: Shape, chain: list[Draft]) -> None:
    """Join each element of a row to the nearest before it that a link type allows."""
    for number, draft in enumerate(chain):
        for above in reversed(chain[:number]):
            if join(intake, shape, draft, above):
                break


def _is_coded(shape: Shape, role: Role) -> bool:
    """Say whether the texts of a column begin with codes: all do, and they are not all bare numbers of one thing."""
    rows = [row for row in shape.rows if not _why_skipped(shape, row)]
    texts = {text for row in rows if (text := row.text(role.column)) and not is_gap(text)}
    codes = {split_code(text)[0] for text in texts}
    return bool(texts) and "" not in codes and (len(codes) > 1 or any(not code.isdecimal() for code in codes))


def take_codes(intake: Intake, shape: Shape, row: Row, draft: Draft) -> None:
    """Take the id and the number of a row, where they are those of its element."""
    kept = {draft.id, draft.number, draft.data.get("number")} - {"", None}
    for role in shape.find("id", "number"):
        text = row.text(role.column)
        if text.rstrip(".") in kept or make_id(text) == draft.id:
            intake.ledger.take(shape.table, row, role.column)

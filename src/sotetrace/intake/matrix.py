"""A matrix: rows of elements, a column for each of others, and marks where the two meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.intake.cells import depth_of, is_code, is_gap, is_numbering, make_id, split_code
from sotetrace.intake.context import Pair
from sotetrace.intake.links import connect
from sotetrace.intake.registry import Draft, find_type
from sotetrace.intake.words import GRADES, PLAIN_MARKS

if TYPE_CHECKING:
    from sotetrace.intake.context import Intake
    from sotetrace.intake.roles import Role, Shape
    from sotetrace.intake.tables import Row
    from sotetrace.model.kinds import Kind

_GOALS: tuple[Kind, ...] = ("goal",)


def read_matrix(intake: Intake, shape: Shape, rows: list[tuple[Row, Draft]]) -> None:
    """Make links of the marks of a matrix.

    Marks of one kind (x, 1, ●) say that two stand together: `layout`. Grades (high, medium, low) are somebody's
    reading: `inferred`, by the one whom the caller names; the reason is still to be written.
    """
    intake.place_of_shape(shape)
    columns = [role for role in shape.roles if role.column in shape.marks]
    is_graded = _is_graded(shape, columns)
    for role in columns:
        target = _target(intake, shape, role, [draft for _, draft in rows])
        for row, draft in rows:
            text = row.text(role.column)
            if text and target is not None:
                _mark(intake, shape, row, role, (draft, target), text, is_graded=is_graded)
            elif text:
                reason = "goal_missing" if _lacks_goal(intake, role.heading) else "unknown_column"
                intake.leave(reason, shape, row, role, role.heading)


def _lacks_goal(intake: Intake, heading: str) -> bool:
    """Say whether a heading would be a new sub-goal, if only its goal were there: `1.2 Shorter queues` without a 1."""
    code = split_code(heading)[0]
    is_new = "." in code and not is_code(heading) and not intake.registry.listed & {"goal", "sub_goal"}
    return is_new and intake.registry.find(code.rpartition(".")[0], _GOALS).only is None


def _is_graded(shape: Shape, columns: list[Role]) -> bool:
    """Say whether the marks are grades: more than one of them, or a word that is one."""
    found = {row.text(role.column).casefold() for row in shape.rows for role in columns}
    grades = {GRADES[text] for text in found if text in GRADES}
    return len(grades) > 1 or any(text in GRADES and text not in PLAIN_MARKS for text in found)


def _mark(
    intake: Intake, shape: Shape, row: Row, role: Role, ends: tuple[Draft, Draft], text: str, *, is_graded: bool
) -> None:
    draft, target = ends
    word = text.casefold()
    pair = _pair(draft, target)
    grade = GRADES.get(word, "") if is_graded else ""
    if is_gap(text):
        if pair is None:
            intake.ledger.take(shape.table, row, role.column)
            intake.ledger.tell("nothing", shape.table, row.number, role.column, text=text)
        else:
            intake.judged.append(pair)
            intake.gaps.append((shape.table, row, role.column))
            intake.ledger.take(shape.table, row, role.column)
    elif not grade and word not in PLAIN_MARKS and word not in GRADES:
        intake.leave("no_mark", shape, row, role)
    elif connect(intake, shape.table, draft, target, grade):
        if pair is not None:
            intake.judged.append(pair)
        intake.ledger.take(shape.table, row, role.column)
        intake.mentions += [(one, shape.table, row, role.column) for one in ends]
    else:
        intake.leave("no_link", shape, row, role, f"@kind.{draft.kind} – @kind.{target.kind}")


def _pair(draft: Draft, target: Draft) -> Pair | None:
    ids = {one.kind: one.id for one in (draft, target)}
    return Pair(ids["measure"], ids["sub_goal"]) if ids.keys() == {"measure", "sub_goal"} else None


def _target(intake: Intake, shape: Shape, role: Role, rows: list[Draft]) -> Draft | None:
    """Return the element that the heading of a column names: one that is known, else a new goal or sub-goal."""
    registry = intake.registry
    found = [one for one in registry.find(role.heading).drafts if one not in rows]
    fitting = [
        one for one in found if not rows or find_type(rows[0].kind, one.kind) or find_type(one.kind, rows[0].kind)
    ]
    if len(fitting) == 1:
        intake.ledger.take(shape.table, shape.heading, role.column)
        intake.mentions.append((fitting[0], shape.table, shape.heading, role.column))
        return fitting[0]
    code, title = split_code(role.heading)
    if fitting or is_code(role.heading) or registry.listed & {"goal", "sub_goal"}:
        return None
    parent = registry.find(code.rpartition(".")[0], _GOALS).only if "." in code else None
    if "." in code and parent is None:
        return None
    kind: Kind = "goal" if parent is None else "sub_goal"
    number = code if is_numbering(code) else ""
    wanted = make_id(code) if code and not number else ""
    if wanted and not registry.is_free(wanted):
        return None
    draft = Draft(kind, wanted or registry.next_id(kind, number), shape.table, shape.heading, number)
    draft.data |= {"goal": parent.id} if parent is not None else {}
    draft.data |= {"number": number} if number and depth_of(number) else {}
    draft.set_text("title", intake.language, title)
    registry.add(draft)
    registry.add_title(draft, title)
    intake.ledger.take(shape.table, shape.heading, role.column)
    return draft

"""Tables → the data of a document, in the order that lets each step know what the one before found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.intake.cells import fold
from sotetrace.intake.context import Intake
from sotetrace.intake.links import leave_loose, resolve
from sotetrace.intake.matrix import read_matrix
from sotetrace.intake.outcome import count, document_of, find_missing, judged_of
from sotetrace.intake.packages import is_computed, name_bare_parts, read_parts, read_texts
from sotetrace.intake.records import read_links
from sotetrace.intake.results import ImportResult, RoleGuess
from sotetrace.intake.roles import STEPS, Role, shape_table
from sotetrace.intake.rows import kind_of_sheet, read_rows
from sotetrace.intake.steps import is_skipped, read_steps
from sotetrace.intake.tables import column_name
from sotetrace.intake.workbooks import is_own_workbook, shape_own_sheet
from sotetrace.model.kinds import KINDS
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.intake.registry import Draft
    from sotetrace.intake.results import ImportOptions, Remark
    from sotetrace.intake.roles import Shape
    from sotetrace.intake.tables import Row, Tables
    from sotetrace.model.text import Language


def build_document(tables: Tables, options: ImportOptions) -> ImportResult:
    """Turn tables into the data of a document, with an account of every cell.

    Raises UsageError when a column or sheet that the caller names is not there, or nothing in it can be an element.
    """
    shapes = _shape(tables, options)
    file = tables.file.replace("\\", "/").rstrip("/").rpartition("/")[2]
    intake = Intake(options, _language_of(shapes, options), file, is_export=tables.is_export)
    intake.ledger.remarks += tables.remarks
    _leave_unchosen(intake, tables, shapes)
    _read(intake, shapes)
    resolve(intake, shapes)
    leave_loose(intake)
    title = _take_above(intake, shapes)
    judged = judged_of(intake)
    for shape in shapes:
        _sweep(intake, shape)
    data = document_of(intake, shapes, title, judged)
    counted = [intake.ledger.count(shape.table, shape.rows) for shape in shapes]
    return ImportResult(
        tables.file,
        data,
        count(intake),
        sum(rows for rows, _ in counted),
        sum(taken for _, taken in counted),
        tuple(_iter_guesses([shape for shape in shapes if not _is_computed(shape, shapes)])),
        _in_order_of_places(intake.ledger.remarks, tables),
        tables.read_as,
        find_missing(data),
    )


def _in_order_of_places(remarks: Sequence[Remark], tables: Tables) -> tuple[Remark, ...]:
    """Return remarks in the order of what they are about, each once."""
    order = {table.name: number for number, table in enumerate(tables.tables)}
    once = dict.fromkeys(remarks)
    return tuple(sorted(once, key=lambda remark: (order.get(remark.table, -1), remark.row, remark.column)))


def _shape(tables: Tables, options: ImportOptions) -> list[Shape]:
    names = {fold(table.name) for table in tables.tables}
    for sheet in options.sheets:
        if fold(sheet) not in names:
            known = ", ".join(table.name for table in tables.tables)
            raise UsageError(f"--sheet: there is no sheet {sheet}", f"Use one of: {known}.")
    wanted = {fold(sheet) for sheet in options.sheets} or names
    chosen = [table for table in tables.tables if fold(table.name) in wanted]
    if is_own_workbook(chosen) and not options.mapping:
        found = [shape_own_sheet(table) for table in chosen]
    else:
        found = [shape_table(table, options.mapping, is_export=tables.is_export) for table in chosen]
    shapes = [shape for shape in found if shape is not None]
    for name, _ in options.mapping:
        _refuse_unknown(name, shapes)
    if not shapes:
        raise UsageError(f"{tables.file}: holds no table", "It needs a row of headings, and rows below it.")
    return shapes


def _refuse_unknown(name: str, shapes: Sequence[Shape]) -> None:
    headings = [role.heading or column_name(role.column) for shape in shapes for role in shape.roles]
    if not any(
        role.is_given and fold(name) in (fold(role.heading), fold(column_name(role.column)))
        for shape in shapes
        for role in shape.roles
    ):
        raise UsageError(f"--map: there is no column {name}", f"The columns are: {', '.join(dict.fromkeys(headings))}.")


def _language_of(shapes: Sequence[Shape], options: ImportOptions) -> Language:
    """Return the language of texts whose column names none: the caller's, else that of most headings, else Finnish."""
    if options.original is not None:
        return options.original
    spoken = Counter(role.spoken for shape in shapes for role in shape.roles if role.spoken is not None)
    named = [role.language for shape in shapes for role in shape.roles if role.field == "title" and role.language]
    if spoken:
        return max(LANGUAGES, key=lambda language: spoken[language])
    return named[0] if named else "fi"


def _leave_unchosen(intake: Intake, tables: Tables, shapes: Sequence[Shape]) -> None:
    """Tell of the tables that the caller did not choose, and of those that hold nothing."""
    known = {shape.table.name for shape in shapes}
    for table in tables.tables:
        if table.name not in known and any(cell.strip() for row in table.rows for cell in row.cells):
            intake.ledger.leave_table("not_chosen", table)


def _read(intake: Intake, shapes: Sequence[Shape]) -> None:
    """Read the tables: first those that list elements, then those that only refer to them."""
    matrices: list[tuple[Shape, list[tuple[Row, Draft]]]] = []
    later: list[Shape] = []
    for shape in _in_order(shapes):
        if _is_computed(shape, shapes):
            intake.ledger.leave_table("computed", shape.table, is_computed=True)
        elif shape.has("owner", "element") or (shape.has("from") and shape.has("to", "to_part")):
            later.append(shape)
        elif shape.marks:
            matrices.append((shape, _rows_of_matrix(intake, shape)))
        elif shape.has("title"):
            read_rows(intake, shape)
        elif shape.has(*STEPS):
            read_steps(intake, shape)
        else:
            intake.ledger.leave_table("no_elements", shape.table)
    for shape, rows in matrices:
        read_matrix(intake, shape, rows)
    for shape in sorted(later, key=lambda one: (not one.has("element"), one.has("owner"))):
        if not shape.has("element", "owner"):
            _name_parts(intake, shapes)
        read = read_parts if shape.has("element") else read_texts if shape.has("owner") else read_links
        read(intake, shape)


def _name_parts(intake: Intake, shapes: Sequence[Shape]) -> None:
    """Before links point at them, name the parts that no table describes."""
    if intake.is_export:
        for shape in shapes:
            name_bare_parts(intake, shape)


def _is_computed(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Say whether a table follows from others of the same export."""
    return shape.heading.cells == ("computed",) or is_computed(shape, [one.table.name for one in shapes])


def _in_order(shapes: Sequence[Shape]) -> list[Shape]:
    """Return the tables with those that list one row an element first, in the order of the chain."""
    chain = [row.name for row in KINDS]

    def key(shape: Shape) -> tuple[int, int]:
        kind = kind_of_sheet(shape.table.name)
        return (2 if shape.marks else 0 if shape.has("title") else 1, chain.index(kind) if kind else -1)

    return sorted(shapes, key=key)


def _rows_of_matrix(intake: Intake, shape: Shape) -> list[tuple[Row, Draft]]:
    """Return the elements that the rows of a matrix are about: known ones, else new ones."""
    steps = shape.find(*STEPS)
    first = next((role for role in shape.roles if role.column not in shape.marks and role.heading), None)
    names = shape.find("id", "title") or steps[-1:] or ([first] if first is not None else [])
    known = []
    for row in shape.rows:
        found = [intake.registry.find(text).only for role in names if (text := row.text(role.column))]
        if found and found[0] is not None:
            known.append((row, found[0]))
            for role in names:
                intake.ledger.take(shape.table, row, role.column)
                intake.mentions.append((found[0], shape.table, row, role.column))
    if not known:
        if steps or shape.has("title"):
            return read_rows(intake, shape) if shape.has("title") else read_steps(intake, shape)
        roles = tuple(role._replace(field="measure") if role in names else role for role in shape.roles)
        return read_steps(intake, replace(shape, roles=roles))
    numbers = {row.number for row, _ in known}
    for row in shape.rows:
        if row.number not in numbers and not is_skipped(intake, shape, row):
            intake.ledger.leave_row("unknown_row", shape.table, row)
    return known


def _take_above(intake: Intake, shapes: Sequence[Shape]) -> str:
    """Return the one line above the headings, which is the title of the plan; leave what else stands there."""
    title = ""
    for shape in shapes:
        for row in shape.above:
            filled = [column for column in range(1, len(row.cells) + 1) if row.text(column)]
            if len(filled) == 1 and not title and not intake.options.title:
                title = " ".join(row.text(filled[0]).split())
                intake.ledger.take(shape.table, row, filled[0])
                intake.ledger.tell("title_above", shape.table, row.number, filled[0], text=title)
            elif not any(intake.ledger.is_done(shape.table, row, column) for column in filled):
                intake.ledger.leave_row("above", shape.table, row)
    return title


def _sweep(intake: Intake, shape: Shape) -> None:
    """Leave what nobody spoke for; of a column without a role, all cells for the same reason."""
    reasons = {role.column: ("no_field", role.heading) for role in shape.roles if not role.field}
    for row in shape.rows:
        intake.ledger.sweep(shape.table, row, reasons)


def _iter_guesses(shapes: Sequence[Shape]) -> list[RoleGuess]:
    return [
        RoleGuess(shape.table.name, role.column, role.heading, _field_of(role, shape), role.is_given)
        for shape in shapes
        for role in shape.roles
        if role.heading or role.field or any(row.text(role.column) for row in shape.rows)
    ]


def _field_of(role: Role, shape: Shape) -> str:
    if role.column in shape.marks:
        return "marks"
    return f"{role.field}:{role.language}" if role.language else role.field

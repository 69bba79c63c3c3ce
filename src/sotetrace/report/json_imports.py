"""What an import took and left → the shape of its JSON output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.pages.imports import command_of, mapping_of, why
from sotetrace.report.shapes.imports import ColumnRoleShape, ImportRemarkShape, ImportShape
from sotetrace.report.writers.json import finding_shapes

if TYPE_CHECKING:
    from sotetrace.intake import Remark
    from sotetrace.messages import Translator
    from sotetrace.report.pages.imports import ImportView


def import_shape(view: ImportView, words: Translator) -> ImportShape:
    """Return the output of `import`."""
    result = view.result
    return ImportShape(
        language=words.language,
        file=result.file,
        output=view.output,
        rows=result.rows,
        taken=result.taken,
        counts=dict(result.counts),
        read_as=dict(result.read_as),
        columns=[
            ColumnRoleShape(
                table=role.table,
                column=role.column,
                heading=role.heading,
                field=role.field or None,
                is_given=role.is_given,
            )
            for role in result.roles
        ],
        mapping=mapping_of(view),
        command=" ".join(command_of(view)),
        left=[_remark(remark, words) for remark in result.left],
        told=[_remark(remark, words) for remark in result.told],
        missing=dict(result.missing),
        findings=finding_shapes(view.findings, words, ()),
    )


def _remark(remark: Remark, words: Translator) -> ImportRemarkShape:
    return ImportRemarkShape(
        reason=remark.reason,
        message=why(remark, words),
        table=remark.table or None,
        row=remark.row or None,
        column=remark.column or None,
        text=remark.text,
        detail=remark.detail,
    )

"""Tables as people keep them → a document, and an account of every cell. Pure: tables come in, values go out."""

from sotetrace.intake.build import build_document
from sotetrace.intake.results import ImportOptions, ImportResult, Remark, RoleGuess
from sotetrace.intake.tables import Row, Table, Tables, column_name

__all__ = [
    "ImportOptions",
    "ImportResult",
    "Remark",
    "RoleGuess",
    "Row",
    "Table",
    "Tables",
    "build_document",
    "column_name",
]

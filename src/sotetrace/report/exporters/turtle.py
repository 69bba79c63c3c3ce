"""Turtle, https://www.w3.org/TR/turtle/: the vision as linked data, to read and to query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.exporters import missing_extra
from sotetrace.report.inert import inert_json

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource


def export_turtle(source: ExportSource) -> str:
    """Return the RDF graph as Turtle. Raises SotetraceError when rdflib is not installed."""
    try:
        from sotetrace.report.linked_data import build_rdf
    except ImportError:
        raise missing_extra("rdf") from None
    text: str = build_rdf(source.document).serialize(format="turtle")
    # What steers a terminal stands only in literals, where Turtle has the escapes of JSON.
    return inert_json(text).rstrip("\n") + "\n"

"""The page to explore a vision in: one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource


def export_html(source: ExportSource) -> bytes:
    """Return the page as HTML in UTF-8."""
    from sotetrace.report.web.page import build_web_page

    return build_web_page(source.graph, source.coverage, source.words.language).encode()

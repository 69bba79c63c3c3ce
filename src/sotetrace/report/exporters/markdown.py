"""Markdown: the summary on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.pages.summary import build_summary_page
from sotetrace.report.renderers.markdown import render_markdown

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource


def export_markdown(source: ExportSource) -> str:
    """Return the summary of a document on one page."""
    return render_markdown(build_summary_page(source.graph, source.coverage, source.words))

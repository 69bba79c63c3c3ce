"""Markdown: the summary on one page, or as a folder of pages that link to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.renderers.markdown import render_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.report.exporters import ExportSource


def export_markdown(source: ExportSource) -> str | Mapping[str, str]:
    """Return the summary of a document on one page, or where a folder is wanted, its pages by the names of files."""
    if not source.is_folder:
        from sotetrace.report.pages.summary import build_summary_page

        return render_markdown(build_summary_page(source.graph, source.coverage, source.words))
    from sotetrace.report.pages.summary_set import build_summary_set

    pages = build_summary_set(source.graph, source.coverage, source.waivers, source.words)
    return {name: render_markdown(page) for name, page in pages.items()}

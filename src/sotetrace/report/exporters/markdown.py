"""Markdown: the summary on one page, or as a folder of pages that link to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.renderers.markdown import render_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.report.exporters import ExportSource


def export_markdown(source: ExportSource) -> str | Mapping[str, str]:
    """Return the summary of a document on one page, or where a folder is wanted, its pages by the names of files."""
    if not source.is_folder:
        from sotetrace.report.pages.summary import build_summary_page

        return render_markdown(build_summary_page(source.graph, source.coverage, source.words, source.counterparts))
    from sotetrace.report.pages.summary_set import build_summary_set

    known = source.graph, source.coverage, source.waivers, source.words
    pages = build_summary_set(*known, source.counterparts, source.index)
    return {name: render_markdown(page) for name, page in pages.items()}


def index_markdown(entries: Sequence[tuple[str, ExportSource]]) -> str:
    """Return the page that lists documents and how they meet; `entries` are folders with their documents."""
    from sotetrace.report.pages.summary_set.family import build_family_page

    listed = [(folder, source.document, source.counterparts) for folder, source in entries]
    return render_markdown(build_family_page(listed, entries[0][1].words))

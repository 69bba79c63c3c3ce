"""The page to explore a vision in: one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.report.exporters import ExportSource


def export_html(source: ExportSource) -> bytes:
    """Return the page as HTML in UTF-8."""
    from sotetrace.report.web.page import build_web_page

    language = source.words.language
    return build_web_page(source.graph, source.coverage, language, source.counterparts, source.index).encode()


def index_html(entries: Sequence[tuple[str, ExportSource]]) -> bytes:
    """Return the page that lists documents and how they meet; `entries` are paths of pages with their documents."""
    from sotetrace.report.web.index import build_index

    listed = [(path, source.document, source.counterparts) for path, source in entries]
    return build_index(listed, entries[0][1].words).encode()

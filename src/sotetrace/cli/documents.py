"""Reports that are made document by document: one alone as it is, several one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.documents import DocumentsShape, Report


def each_page(project: Project, words: Translator, build_page: Callable[[Project], Page]) -> Page:
    """Return the page of the project's document; of several, all of them, each under the title of its document."""
    alone = project.each_document()
    if len(alone) == 1:
        return build_page(alone[0])
    from sotetrace.report.pages.documents import build_documents_page

    return build_documents_page([(one.document, build_page(one)) for one in alone], words)


def each_shape(project: Project, build_shape: Callable[[Project], Report]) -> Report | DocumentsShape:
    """Return the output for the project's document; for several, all of them, each with the id of its document."""
    alone = project.each_document()
    if len(alone) == 1:
        return build_shape(alone[0])
    from sotetrace.report.writers.json import documents_shape

    return documents_shape((one.document.document.id, build_shape(one)) for one in alone)


def document_of(project: Project, document: VisionDocument) -> str | None:
    """Return the id of a document for the output, which names it where the workspace has several."""
    return document.document.id if len(project.opened.workspace.documents) > 1 else None

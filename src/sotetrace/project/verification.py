"""Holding the quotes of a project's documents to the texts of their sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.checks.quotes import VerifyResult
    from sotetrace.model.document import VisionDocument
    from sotetrace.project.project import Project


def verify_documents(project: Project, texts: Mapping[str, str | Path]) -> VerifyResult:
    """Hold every quote to the source texts: those given by source id, else those that the settings name.

    Raises UsageError for an id that is no source or that of several documents, and UnreadableError for a text that
    cannot be read.
    """
    from sotetrace.checks.quotes import VerifyResult, verify_quotes
    from sotetrace.store.readers import DISK, read_text

    read: dict[str, dict[str, str]] = {document.document.id: {} for document in project.documents}
    for name, path in project.opened.texts.items():
        found = find_source(project.whole or project, name)
        if found[0] in read:  # settings are about the whole workspace
            read[found[0]][found[1]] = read_text(path, project.opened.files)
    for name, given in texts.items():
        document, source = find_source(project, name)
        read[document][source] = read_text(Path(given), DISK)
    results = [verify_quotes(document, read[document.document.id]) for document in project.documents]
    return VerifyResult(
        checked=sum(result.checked for result in results),
        found=sum(result.found for result in results),
        without_text=tuple(source for result in results for source in result.without_text),
        findings=project.finish([finding for result in results for finding in result.findings]),
    )


def find_source(project: Project, name: str) -> tuple[str, str]:
    """Return the document that has a source of an id (`page`, `soste:page`), and the id in it.

    Raises UsageError when none has it, with the nearest ids, or several have.
    """
    import difflib

    holder = project.find_holder(name, lambda context, wanted: wanted in _sources(context.document))
    if holder is None:
        known = [source for document in project.documents for source in _sources(document)]
        nearest = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        raise UsageError(f"no source has the id {name}", nearest=nearest)
    context, source = holder
    return context.document.document.id, source


def _sources(document: VisionDocument) -> list[str]:
    return [source.id for source in document.sources]

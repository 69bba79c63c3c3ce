"""Opening both sides of a comparison for a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.cli.output import choose_language, day_of, say, show_unparsable
from sotetrace.errors import AbsentModelError, ModelNotFoundError, UnparsableError, UsageError
from sotetrace.messages import Translator

if TYPE_CHECKING:
    from sotetrace.cli.options import ReportLanguage
    from sotetrace.project import Project
    from sotetrace.store.revisions import Side


def open_sides(
    names: list[str],
    *,
    staged: bool = False,
    model: Path | None = None,
    lang: ReportLanguage | None = None,
    today: str | None = None,
    document: str | None = None,
) -> tuple[Side, Side, Project, Project]:
    """Open the old and the new side that arguments name, narrowed to one document where one is named.

    A side that has no model is one with nothing in it, and that is said; so is one that lacks the document. Raises what
    opening a side raises, UsageError for a document that neither has; what makes a side unparsable is shown first.
    """
    from sotetrace.project import Project
    from sotetrace.store.revisions import resolve_sides

    before, after = resolve_sides(names, staged=staged, model=model, start=Path.cwd())
    old, new = (_open_if_there(side, lang, today) for side in (before, after))
    if old is None and new is None:
        raise UsageError("neither side has a model", "Name where it is with -m PATH, or make one with: sotetrace init")
    if old is None and new is not None:
        say(words_of(lang, new)("diff.absent.old", side=before.label))
    elif new is None and old is not None:
        say(words_of(lang, old)("diff.absent.new", side=after.label))
    known = old or new
    assert known is not None
    former, current = old or Project.empty_beside(known), new or Project.empty_beside(known)
    if document is not None:
        former, current = narrow_sides(former, current, document=document)
    return before, after, former, current


def narrow_sides(*sides: Project, document: str) -> list[Project]:
    """Return sides narrowed to a document; one that lacks it has it with nothing in it.

    Raises UsageError for a document that none of them has.
    """
    known = next((side for side in reversed(sides) if side.has_document(document)), sides[-1]).narrow(document)
    return [narrow_beside(side, known, document) for side in sides]


def narrow_beside(side: Project, known: Project, document: str | None) -> Project:
    """Return a side narrowed to a document, without one as it is; empty where it lacks that of `known`."""
    from sotetrace.project import Project

    if document is not None and not side.has_document(document):
        return Project.empty_beside(known)
    return side.narrow(document)


def words_of(lang: ReportLanguage | None, project: Project) -> Translator:
    """Return the translator of a report about a comparison, by its new side."""
    return Translator(choose_language(lang, project.document.document.original))


def open_side(side: Side, lang: ReportLanguage | None, today: str | None = None) -> Project:
    """Open one side; what makes it unparsable is said on standard error."""
    from sotetrace.project import Project

    try:
        return Project.of_side(side, today=day_of(today))
    except UnparsableError as error:
        show_unparsable(error, lang)
        raise


def _open_if_there(side: Side, lang: ReportLanguage | None, today: str | None) -> Project | None:
    """Open one side; None when it has no model, which is another thing than one that cannot be read."""
    try:
        return open_side(side, lang, today)
    except ModelNotFoundError as error:
        if isinstance(error, AbsentModelError) and (error.found or side.kind == "path"):
            raise  # it has one elsewhere, and the message says where; or the path is wrong
        return None

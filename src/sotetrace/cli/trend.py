"""`sotetrace trend`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import choose_language, day_of, emit
from sotetrace.cli.past import narrow_past, open_commit
from sotetrace.errors import AbsentModelError, UnparsableError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sotetrace.history import Point
    from sotetrace.model.document import VisionDocument
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.store.history import Commit


def trend(
    model: ModelOption = None,
    document: DocumentOption = None,
    has_tags: Annotated[bool, typer.Option("--tags", help="The commits that tags name, in place of all.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many commits or tags to show, the newest.")] = 20,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Tell how coverage went over the commits that touched the model: sub-goals by tier, elements, open gaps.

    Both scales are shown, as the source has it and as read. Every commit is judged by the expectations and settings
    that it holds itself.

    Exit status: 0 told, 2 wrong use, 3 there is no repository or no model.

    Example: sotetrace trend --limit 5
    """
    from sotetrace.history import Trend
    from sotetrace.messages import Translator
    from sotetrace.report.labels import Labels
    from sotetrace.store.history import iter_commits
    from sotetrace.store.tags import iter_tags

    iterate = iter_tags if has_tags else iter_commits
    commits = list(iterate(model=model, start=Path.cwd(), limit=limit + 1))
    shown, day = commits[-limit:], day_of(today)
    measured = _measure(shown, day, document)
    result = Trend(tuple(point for point, _ in measured), len(commits) > limit, bool(commits) and commits[0].is_cut)
    newest = next((documents for _, documents in reversed(measured) if documents), ())
    words = Translator(choose_language(lang, newest[0].document.original if newest else "en"))
    title = ", ".join(one.document.id for one in newest)
    if len(newest) == 1:
        title = Labels(newest[0], words).text(newest[0].document.title)

    def build_page() -> Page:
        from sotetrace.report.pages.trend import build_trend_page

        return build_trend_page(result, title, words)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import trend_shape

        return trend_shape(result, words)

    emit(output_format, build_page, build_shape)


def _measure(
    commits: Sequence[Commit], day: dt.date | None, document: str | None
) -> list[tuple[Point, tuple[VisionDocument, ...]]]:
    """Return the figures at each commit, and the documents there; without figures where they cannot be read.

    Where one document is named, it is the only one. Raises UsageError when no commit has it.
    """
    from sotetrace.history import Point, count_point

    like: Project | None = None
    measured: list[tuple[Point, tuple[VisionDocument, ...]]] = []
    for commit in reversed(commits):
        about = (commit.date, commit.sha, commit.tags)
        try:
            whole = open_commit(commit, like, day)
            like = like or whole
            project = narrow_past(whole, document, commit)
        except UnparsableError:
            measured.append((Point(*about, "unreadable"), ()))
        except AbsentModelError:
            measured.append((Point(*about, "absent"), ()))
        else:
            # What a workspace names of its own past would be counted twice.
            documents = tuple(one.document for one in project.present_contexts)
            results = [one for one in project.coverage() if one.document in {each.document.id for each in documents}]
            measured.append((count_point(*about, documents, results), documents))
    if document is not None and like is not None and not any(documents for _, documents in measured):
        like.refuse_unknown_document(document)
    return measured[::-1]

"""`sotetrace trend`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import Format, FormatOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import choose_language, day_of, emit
from sotetrace.cli.past import open_commit
from sotetrace.errors import AbsentModelError, UnparsableError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sotetrace.history import Point
    from sotetrace.model.document import VisionDocument
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape
    from sotetrace.store.history import Commit


def trend(
    model: ModelOption = None,
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
    measured = _measure(shown, day)
    result = Trend(tuple(point for point, _ in measured), len(commits) > limit, bool(commits) and commits[0].is_cut)
    newest = next((document for _, document in reversed(measured) if document is not None), None)
    words = Translator(choose_language(lang, newest.document.original if newest is not None else "en"))
    title = Labels(newest, words).text(newest.document.title) if newest is not None else ""

    def build_page() -> Page:
        from sotetrace.report.pages.trend import build_trend_page

        return build_trend_page(result, title, words)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import trend_shape

        return trend_shape(result, words)

    emit(output_format, build_page, build_shape)


def _measure(commits: Sequence[Commit], day: dt.date | None) -> list[tuple[Point, VisionDocument | None]]:
    """Return the figures at each commit, and the document there; without figures where it cannot be read."""
    from sotetrace.history import Point, count_point

    like: Project | None = None
    measured: list[tuple[Point, VisionDocument | None]] = []
    for commit in reversed(commits):
        about = (commit.date, commit.sha, commit.tags)
        try:
            project = open_commit(commit, like, day)
        except UnparsableError:
            measured.append((Point(*about, "unreadable"), None))
        except AbsentModelError:
            measured.append((Point(*about, "absent"), None))
        else:
            like = like or project
            measured.append((count_point(*about, project.documents, project.coverage()), project.document))
    return measured[::-1]

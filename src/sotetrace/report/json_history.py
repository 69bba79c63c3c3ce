"""Results about several states of a model → the shapes of JSON output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.report.pages.changelog import build_groups
from sotetrace.report.pages.history import diff_view
from sotetrace.report.shapes.changelog import ChangelogGroupShape, ChangelogLineShape, ChangelogShape
from sotetrace.report.shapes.changes import MergeShape, SideShape
from sotetrace.report.shapes.past import HistoryShape, PointShape, StepShape, TrendShape
from sotetrace.report.writers.json import change_counts, change_shape, finding_shapes

if TYPE_CHECKING:
    from sotetrace.history import Point, Step, Trend
    from sotetrace.messages import Translator
    from sotetrace.report.pages.diff import DiffView
    from sotetrace.report.pages.history import HistoryView
    from sotetrace.report.pages.merge_check import MergeView


def changelog_shape(view: DiffView, shas: tuple[str, str]) -> ChangelogShape:
    """Return the output of `changelog`; `shas` are the hashes of the commits of both sides."""
    return ChangelogShape(
        language=view.language,
        old=SideShape(label=view.old_label, sha=shas[0]),
        new=SideShape(label=view.new_label, sha=shas[1]),
        groups=[
            ChangelogGroupShape(
                document=group.document.document.id if group.document is not None else None,
                level=group.level or None,
                title=group.title,
                lines=[
                    ChangelogLineShape(
                        topic=line.topic,
                        id=line.id,
                        text=line.text,
                        before=line.before,
                        after=line.after,
                        because=line.because,
                        details=list(line.details),
                    )
                    for line in group.lines
                ],
            )
            for group in build_groups(view)
        ],
    )


def history_shape(view: HistoryView, document: str | None = None) -> HistoryShape:
    """Return the output of `history`; `document` is named where there are several."""
    return HistoryShape(
        document=document,
        language=view.words.language,
        id=view.history.id,
        is_oldest_first=view.is_oldest_first,
        has_more=view.history.has_more,
        is_cut=view.history.is_cut,
        steps=[_step(view, step) for step in view.steps],
    )


def _step(view: HistoryView, step: Step) -> StepShape:
    shown = diff_view(view, step)
    return StepShape(
        sha=step.commit.sha,
        date=step.commit.date,
        author=step.commit.author,
        subject=step.commit.subject,
        tags=list(step.commit.tags),
        status=step.status,
        ids=list(step.ids),
        changes=[change_shape(change, shown) for change in shown.result.changes] if shown is not None else [],
    )


def trend_shape(trend: Trend, words: Translator) -> TrendShape:
    """Return the output of `trend`."""
    return TrendShape(
        language=words.language,
        has_more=trend.has_more,
        is_cut=trend.is_cut,
        points=[_point(point) for point in trend.points],
    )


def _point(point: Point) -> PointShape:
    return PointShape(
        sha=point.sha,
        date=point.date,
        tags=list(point.tags),
        status=point.status,
        sub_goals=point.sub_goals,
        as_source={tier: point.as_source.get(tier, 0) for tier in SOURCE_TIERS},
        as_read={tier: point.as_read.get(tier, 0) for tier in READ_TIERS},
        elements=dict(point.elements),
        gaps=point.gaps,
    )


def merge_shape(view: MergeView, shas: tuple[str, str, str]) -> MergeShape:
    """Return the output of `merge-check`; `shas` are those of the merge base, of ours and of theirs."""
    base, ours, theirs = (
        SideShape(label=label, sha=sha) for label, sha in zip((view.base, view.ours, view.theirs), shas, strict=True)
    )
    return MergeShape(
        language=view.words.language,
        base=base,
        ours=ours,
        theirs=theirs,
        conflicts=list(view.conflicts),
        has_model=view.has_model,
        is_judged=view.is_judged,
        faults=finding_shapes(view.faults, view.words, view.documents),
        changes=change_counts(view.diff.result) if view.diff is not None else None,
    )

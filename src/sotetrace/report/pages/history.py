"""How one element came to be what it is: the commits that changed it, each with what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Heading, Page, Paragraph, Span
from sotetrace.report.pages.diff import MARK_OF, DiffView, has_both_wordings, wording_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.history import ElementHistory, Step
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell


_PASSED = ("unreadable", "absent")
"""What a commit is that has no model to compare."""


@dataclass(frozen=True)
class HistoryView:
    """The history of an element with what it is shown with; `documents` are the newest, where titles are looked up."""

    history: ElementHistory
    documents: Sequence[VisionDocument]
    words: Translator
    is_oldest_first: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order that was asked for."""
        return self.history.steps[::-1] if self.is_oldest_first else self.history.steps


def diff_view(view: HistoryView, step: Step) -> DiffView | None:
    """Return the comparison of a step as a comparison is shown, or None for a step without one."""
    if step.result is None:
        return None
    return DiffView(step.result, view.words, "", step.commit.sha[:7], has_editorial=True)


def build_history_page(view: HistoryView) -> Page:
    """Build the page of an element's history."""
    words = view.words
    titles = (Labels(document, words).title(view.history.id) for document in view.documents)
    title = next((title for title in titles if title), "")
    notes: list[Block] = []
    if view.history.has_more:
        notes.append(Paragraph(Span(words("history.more"), "dim")))
    if view.history.is_cut:
        notes.append(Paragraph(Span(words("history.shallow"), "fair")))
    steps = Entries(tuple(_entry(view, step) for step in view.steps), is_spaced=True)
    # What is said of older commits stands where they would.
    blocks: list[Block] = [*notes, steps] if view.is_oldest_first else [steps, *notes]
    heading = Heading(words("history.title", id=f"{view.history.id} {title}".strip()), 1)
    return Page(words.language, (heading, *blocks))


def _entry(view: HistoryView, step: Step) -> Entry:
    commit, words = step.commit, view.words
    tags = f" ({', '.join(commit.tags)})" if commit.tags else ""
    head = (Span(commit.date[:10], "strong"), " ", Span(commit.sha[:7], "id"), f"{tags} {commit.author}")
    body: list[Cell] = [Span(commit.subject, "dim")] if commit.subject.strip() else []
    if step.status != "changed":
        body.append(Span(words(f"history.{step.status}"), "fair" if step.status in _PASSED else "plain"))
    if step.ids != (view.history.id,) and step.status not in _PASSED:
        body.append(Span(words("history.called", ids=", ".join(step.ids)), "dim"))
    return Entry(head, (*body, *_changes(view, step)))


def _changes(view: HistoryView, step: Step) -> list[Cell]:
    shown = diff_view(view, step)
    lines: list[Cell] = []
    for change in shown.result.changes if shown is not None else ():
        assert shown is not None
        mark, style = MARK_OF[change.change_class]
        lines.append((Span(f"{mark} ", style), shown.sentence(change)))
        lines += wording_of(shown, change)[:1] if has_both_wordings(change) else []
    return lines

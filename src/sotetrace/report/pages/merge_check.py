"""What merging two branches would do to the model: texts in conflict, and faults that neither branch has alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.page import Entries, Heading, Items, Page, Paragraph, Span
from sotetrace.report.pages.diff import counts_of
from sotetrace.report.pages.findings import entry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.findings import Finding
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block
    from sotetrace.report.pages.diff import DiffView


@dataclass(frozen=True)
class MergeView:
    """A merge that was checked, with what it is shown with.

    `conflicts` are the files that git cannot merge. `faults` are the findings of the merge that neither branch has, and
    `documents` where their titles are looked up. `is_judged` is False when a file of the model is in conflict, so that
    there is no merged model yet; `has_model` when the merge has one at all. `diff` is what the merge changes since the
    branches parted; None when one of the two could not be read.
    """

    ours: str
    theirs: str
    base: str
    conflicts: Sequence[str]
    faults: Sequence[Finding]
    documents: Sequence[VisionDocument]
    words: Translator
    is_judged: bool = True
    has_model: bool = True
    diff: DiffView | None = None


def build_merge_page(view: MergeView) -> Page:
    """Build the page of a merge that was checked."""
    words = view.words
    blocks: list[Block] = [
        Heading(words("merge.title", ours=view.ours, theirs=view.theirs), 1),
        Paragraph(_verdict(view)),
    ]
    if view.conflicts:
        blocks += [Heading(words("merge.conflicts")), Items(tuple(Span(path, "id") for path in view.conflicts))]
    if not view.is_judged:
        blocks.append(Paragraph(Span(words("merge.not_judged"), "fair")))
    if view.faults:
        entries = tuple(entry_of(finding, words, view.documents) for finding in view.faults)
        blocks += [Heading(words("merge.faults")), Entries(entries, is_spaced=True)]
        blocks.append(Paragraph(Span(words("merge.places"), "dim")))
    if view.diff is not None:
        blocks += [Heading(words("merge.diff", base=view.base)), Paragraph(counts_of(view.diff))]
    return Page(words.language, tuple(blocks))


def _verdict(view: MergeView) -> Span:
    if not view.has_model:
        return Span(view.words("merge.no_model"), "bad")
    if view.conflicts or view.faults:
        line = view.words("merge.counts", conflicts=len(view.conflicts), faults=len(view.faults))
        return Span(line, "bad")
    return Span(view.words("merge.clean"), "good")

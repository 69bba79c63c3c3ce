"""What a change of a model means: what needs a decision, what changed in meaning, and what got better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from sotetrace.diff.results import ASKING, NEVER_ACCEPTED
from sotetrace.diff.wording import compare_wording
from sotetrace.report.page import Entries, Heading, Items, Page, Paragraph, Span, Tree
from sotetrace.report.pages.findings import entry_of, sentence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.diff import ChangeClass, ChangeFinding, DiffResult
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.text import Language
    from sotetrace.report.page import Block, Cell, Style

MARK_OF: dict[ChangeClass, tuple[str, Style]] = {
    "breaking": ("!", "bad"),
    "substantive": ("~", "fair"),
    "editorial": ("·", "dim"),
}
_GOOD: tuple[str, Style] = ("+", "good")
_NEWS = frozenset(("coverage-gained", "chain-closed", "status-advanced", "counterpart-gained"))
_GROUPED = frozenset(
    (
        *("link-added", "link-removed", "part-added", "part-removed", "translation-stale", "translation-changed"),
        *("coverage-thinned", "coverage-strengthened", "element-added", "link-retargeted", "parent-changed"),
        *("mapping-added", "mapping-removed", "mapping-left-behind", "tension-added", "tension-removed"),
        *("search-added", "search-withdrawn", "counterpart-lost", "counterpart-gained"),
        *("derived-mapping-lost", "derived-mapping-gained"),
    )
)
"""The rules whose findings under one change are told in one line."""


@dataclass(frozen=True)
class DiffView:
    """A comparison with what it is shown with: the words of a language, the names of both sides."""

    result: DiffResult
    words: Translator
    old_label: str
    new_label: str
    has_editorial: bool = False

    @property
    def documents(self) -> tuple[VisionDocument, ...]:
        """The documents of both sides, the new ones first: where titles are looked up."""
        new = [diff.new for diff in self.result.documents if diff.new is not None]
        old = [diff.old for diff in self.result.documents if diff.old is not None]
        return (*new, *old)

    def documents_of(self, change: ChangeFinding) -> tuple[VisionDocument, ...]:
        """Return the states of the document that a change is about, the new one first; of what is beside them, all."""
        sides = [(diff.new, diff.old) for diff in self.result.documents]
        named = change.document
        own = [pair for pair in sides if any(one is not None and one.document.id == named for one in pair)]
        return tuple(one for pair in own for one in pair if one is not None) or self.documents

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    def sentence(self, change: ChangeFinding) -> str:
        """Return what a change says, in the language of the page."""
        return sentence_of(change.finding, self.words, self.documents)

    def because(self, change: ChangeFinding) -> str:
        """Return the sentence that names what brought a change about; nothing for a root."""
        known = self.result.by_fingerprint
        causes = [self.sentence(known[cause]).rstrip(".") for cause in change.causes if cause in known]
        return self.words("diff.because", causes="; ".join(causes)) if causes else ""

    def family(self, change: ChangeFinding) -> list[ChangeFinding]:
        """Return a change with all that it brought about."""
        below = [one for child in self.result.children_of(change) for one in self.family(child)]
        return [change, *below]

    def section_of(self, root: ChangeFinding) -> str:
        """Return the section in which a root is told, by the worst of what it brought about."""
        open_ones = [change for change in self.family(root) if change.finding.waived is None]
        if not open_ones:
            return "accepted"
        if root.rule in ASKING:
            return "asked"
        classes = {change.change_class for change in open_ones if not self.result.is_detail(change)}
        if "breaking" in classes:
            return "decision"
        return "meaning" if "substantive" in classes else "editorial"

    def roots(self, section: str) -> list[ChangeFinding]:
        """Return the roots of a section, in order."""
        return self._by_section.get(section, [])

    @cached_property
    def _by_section(self) -> dict[str, list[ChangeFinding]]:
        found: dict[str, list[ChangeFinding]] = {}
        for root in self.result.roots:
            found.setdefault(self.section_of(root), []).append(root)
        return found

    @property
    def news(self) -> list[ChangeFinding]:
        """Return what got better for good: a gap that closed, a chain, an adoption."""
        return [change for change in self.result.counted if change.rule in _NEWS]


SECTIONS = ("asked", "decision", "meaning", "editorial")


def build_diff_page(view: DiffView) -> Page:
    """Build the page of a comparison, for a terminal or as Markdown."""
    words = view.words
    blocks: list[Block] = [*build_head(view)]
    for section in SECTIONS:
        roots = view.roots(section)
        if roots and (section != "editorial" or view.has_editorial):
            blocks.append(Heading(words(f"diff.{section}")))
            blocks += [build_tree(view, root) for root in roots]
        if section == "meaning" and view.news:
            blocks += [Heading(words("diff.news")), Items(tuple(news_of(view, change) for change in view.news))]
    blocks += build_faults(view)
    blocks += build_accepted(view)
    hidden = len(view.roots("editorial"))
    if hidden and not view.has_editorial:
        blocks.append(Paragraph(Span(words("diff.hidden", count=hidden), "dim")))
    if any(is_acceptable(change) for change in view.result.counted):
        blocks.append(Paragraph(Span(words("diff.how"), "dim")))
    return Page(words.language, tuple(blocks))


def build_head(view: DiffView) -> list[Block]:
    """Build the line of counts and the line that names both sides."""
    return [Paragraph(counts_of(view)), Paragraph(Span(sides_of(view), "dim"))]


def counts_of(view: DiffView) -> Cell:
    """Return the line of counts, in the style of the worst."""
    result, words = view.result, view.words
    if not result.changes:
        return Span(words("diff.none"), "good")
    numbers = {name: result.count(name) for name in MARK_OF}
    line = words("diff.counts", accepted=len(result.accepted), **numbers)
    worst: Style = "bad" if numbers["breaking"] else "fair" if numbers["substantive"] else "good"
    return Span(line, worst)


def sides_of(view: DiffView) -> str:
    """Return the line that names both sides."""
    return view.words("diff.sides", old=view.old_label, new=view.new_label)


# ---- one change ------------------------------------------------------------------------------------------------------


def build_tree(view: DiffView, change: ChangeFinding, *, has_wording: bool = True) -> Tree:
    """Build a change with what it brought about; alike ones stand in one line."""
    branches = [Tree(line) for line in details_of(view, change, has_wording=has_wording)]
    children = view.result.children_of(change)
    for rule, group in groupby(children, key=lambda child: child.rule):
        alike = list(group)
        if len(alike) > 1 and rule in _GROUPED and all(_is_plain(view, child) for child in alike):
            branches.append(Tree(_group_line(view, alike)))
        else:
            branches += [build_tree(view, child, has_wording=has_wording) for child in alike]
    return Tree(line_of(view, change), tuple(branches))


def _is_plain(view: DiffView, change: ChangeFinding) -> bool:
    """Say whether nothing is lost when a change is only named: nothing stands under it, and it asks for no decision."""
    is_asking = change.change_class == "breaking" and not view.result.is_detail(change)
    return not is_asking and not view.result.children_of(change)


def line_of(view: DiffView, change: ChangeFinding) -> Cell:
    """Return the line of one change: its weight, what it says, where, and by which rule and fingerprint."""
    mark, style = _GOOD if change.direction == "gain" and change.rule in _NEWS else MARK_OF[change.change_class]
    tail = f"{change.finding.code} {change.fingerprint}" if is_acceptable(change) else change.finding.code
    spans = [Span(f"{mark} ", style), Span(view.sentence(change)), Span(f" {place_of(change)} {tail}", "dim")]
    if change.finding.waived is not None:
        spans.append(Span(f" {acceptance_of(view, change)}", "fair"))
    return tuple(spans)


def is_acceptable(change: ChangeFinding) -> bool:
    """Say whether `accept` takes a change: a breaking one, unless it is itself a decision about what counts."""
    return change.change_class == "breaking" and change.rule not in NEVER_ACCEPTED


def acceptance_of(view: DiffView, change: ChangeFinding) -> str:
    """Return why a change is accepted, who answers for it, and until when."""
    entry, reason = change.acceptance, change.finding.waived
    if entry is None:
        return view.words("findings.waived", reason=reason)
    return view.words("diff.accepted_by", reason=reason, owner=entry.owner, until=entry.until)


def place_of(change: ChangeFinding) -> str:
    """Return where a change stands: file and line, on the old side for what is gone."""
    at = change.finding.location
    return f"{at.file}:{at.line}" if at is not None else change.finding.place.document


def details_of(view: DiffView, change: ChangeFinding, *, has_wording: bool) -> list[Cell]:
    """Return the lines under a change: the words that went and came, hints, and the line that a renaming would take."""
    lines: list[Cell] = []
    if has_wording and has_both_wordings(change):
        lines += wording_of(view, change)
    if change.formerly:
        lines.append(view.words("diff.formerly", id=change.formerly))
    return lines


def has_both_wordings(change: ChangeFinding) -> bool:
    """Say whether a change is one of a text that stands on both sides, so that its words can be compared."""
    is_text = (change.language and change.rule != "translation-stale") or change.rule == "mapping-comment-changed"
    return bool(is_text) and isinstance(change.before, str) and isinstance(change.after, str)


def wording_of(view: DiffView, change: ChangeFinding) -> list[Cell]:
    """Return the words of a text that went and came, and what of them carries commitment."""
    changed = compare_wording(str(change.before), str(change.after), change.language)
    styles: dict[str, Style] = {"same": "plain", "removed": "removed", "added": "added"}
    lines: list[Cell] = [tuple(Span(part.text, styles[part.kind]) for part in changed.segments)]
    lines += [
        Span(view.words(f"diff.mark.{mark.kind}", before=_told(mark.before), after=_told(mark.after)), "fair")
        for mark in changed.marks
    ]
    return lines


def _told(words: Sequence[str]) -> str:
    return ", ".join(words) or "–"


def _group_line(view: DiffView, changes: Sequence[ChangeFinding]) -> Cell:
    first = changes[0]
    mark, style = MARK_OF[first.change_class]
    items = ", ".join(dict.fromkeys(_item(view, change) for change in changes))
    label = view.words(f"diff.group.{first.rule}", count=len(changes))
    return (Span(f"{mark} ", style), Span(f"{label}: {items}"), Span(f" {first.finding.code}", "dim"))


def _item(view: DiffView, change: ChangeFinding) -> str:
    args = dict(change.finding.args)
    if "language" in args:
        return f"{change.subject} ({args['language']})"
    before, after = (view.words.slot(args.get(name, "")) for name in ("before", "after"))
    if change.rule == "link-retargeted":
        return f"{before} → {after}"
    name = change.subject.replace(" ", " – ")  # what joins two elements is named by both
    return f"{name} ({before} → {after})" if before != after else name


def news_of(view: DiffView, change: ChangeFinding) -> Cell:
    """Return the line of something that got better."""
    return (Span("+ ", "good"), Span(view.sentence(change)))


# ---- beside the changes ----------------------------------------------------------------------------------------------


def build_faults(view: DiffView) -> list[Block]:
    """Build what is wrong with the new side and was not with the old, and the count of what both have."""
    result, words = view.result, view.words
    blocks: list[Block] = []
    if result.faults:
        entries = tuple(entry_of(finding, words, view.documents) for finding in result.faults)
        blocks += [Heading(words("diff.faults")), Entries(entries, is_spaced=True)]
    if result.standing:
        blocks.append(Paragraph(Span(words("diff.standing", count=result.standing), "dim")))
    return blocks


def build_accepted(view: DiffView) -> list[Block]:
    """Build the list of the changes that are accepted: why, by whom, until when."""
    accepted = view.result.accepted
    if not accepted:
        return []
    return [Heading(view.words("diff.accepted")), Items(tuple(line_of(view, change) for change in accepted))]

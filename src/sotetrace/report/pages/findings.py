"""Findings as a page: each with its place, the line it stands on, the nearest right word, and a remedy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Excerpt, Page, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.findings import Finding
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell, Style

_SEVERITY_STYLE: dict[Severity, Style] = {Severity.ERROR: "bad", Severity.WARNING: "fair", Severity.NOTE: "dim"}
_SHOWN_RELATED = 3
_SHOWN = 2_000
"""So many findings go on a page that is read; other formats have all."""


def build_findings_page(
    findings: Sequence[Finding], words: Translator, documents: Sequence[VisionDocument] = (), lead: Sequence[Cell] = ()
) -> Page:
    """Build the page of a run's findings about some documents; `lead` are sentences to put before the counts."""
    blocks: list[Block] = []
    if findings:
        shown = findings[:_SHOWN]
        blocks.append(Entries(tuple(entry_of(finding, words, documents) for finding in shown), is_spaced=True))
    if len(findings) > _SHOWN:
        blocks.append(Paragraph(words("findings.more", count=len(findings) - _SHOWN)))
    blocks += [Paragraph(sentence) for sentence in lead]
    blocks.append(Paragraph(counts(findings, words)))
    codes = sorted({finding.code for finding in findings})
    if codes:
        blocks.append(Paragraph(Span(words("findings.explain", code=codes[0]), "dim")))
    return Page(words.language, tuple(blocks))


def counts(findings: Sequence[Finding], words: Translator) -> Cell:
    """Return the line that counts findings by severity, and the waived ones apart."""
    tally = Counter(finding.severity for finding in findings if finding.waived is None)
    waived = sum(1 for finding in findings if finding.waived is not None)
    line = words(
        "findings.counts",
        errors=tally[Severity.ERROR],
        warnings=tally[Severity.WARNING],
        notes=tally[Severity.NOTE],
        waived=waived,
    )
    worst: Style = "bad" if tally[Severity.ERROR] else "fair" if tally[Severity.WARNING] else "good"
    return Span(line, worst)


def sentence_of(finding: Finding, words: Translator, documents: Sequence[VisionDocument] = ()) -> str:
    """Return the message of a finding in the language of the page.

    Titles (`@title.ID`) are in that language, and so are those beside the ids of elements (`@element.DOCUMENT:ID`).
    """
    own = [document for document in documents if document.document.id == finding.place.document]

    def slot(value: str) -> str:
        if value.startswith("@element."):
            return _named_element(value.removeprefix("@element."), words, documents)
        if not value.startswith("@title."):
            return words.slot(value)
        titles = (Labels(document, words).title(value.removeprefix("@title.")) for document in (*own, *documents))
        return next((title for title in titles if title), value.removeprefix("@title."))

    return finding.message(words.language, slot)


_LONGEST_TITLE = 72
"""A longer title is cut in a message that names several: it is there to recognise an element by."""


def _named_element(name: str, words: Translator, documents: Sequence[VisionDocument]) -> str:
    """Return an element of a document (`soste:G4`) with its title, as far as one is known."""
    from textwrap import shorten

    document, _, identifier = name.partition(":")
    titles = (Labels(one, words).title(identifier) for one in documents if one.document.id == document)
    title = next((title for title in titles if title), "")
    return f"{name} {words('quoted', text=shorten(title, _LONGEST_TITLE, placeholder='…'))}" if title else name


def document_of(finding: Finding, documents: Sequence[VisionDocument]) -> str | None:
    """Return the document that a finding stands in, where there are several; None for what stands in none of them."""
    names = [document.document.id for document in documents]
    return finding.place.document if len(set(names)) > 1 and finding.place.document in names else None


def remedy_of(finding: Finding, words: Translator) -> str:
    """Return the remedy of a finding in the language of the page."""
    return finding.remedy(words.language, words.slot)


def entry_of(finding: Finding, words: Translator, documents: Sequence[VisionDocument] = ()) -> Entry:
    """Build the entry of one finding: its place, what it says, the line it is about, and the remedy."""
    at = finding.location
    place = f"{at.file}:{at.line}:{at.column}" if at is not None else finding.place.document
    head = (
        Span(place, "strong"),
        ": ",
        Span(f"{words(f'severity.{finding.severity.word}')} {finding.code}", _SEVERITY_STYLE[finding.severity]),
        Span(f" {finding.rule}", "dim"),
        *((Span(f" · {document}", "dim"),) if (document := document_of(finding, documents)) is not None else ()),
    )
    body: list[Cell | Excerpt] = [sentence_of(finding, words, documents)]
    if at is not None and at.text.strip():
        body.append(Excerpt(at.file, at.line, at.column, at.width, at.text))
    if finding.suggestion is not None:
        body.append((words("findings.did_you_mean"), " ", Span(finding.suggestion, "id")))
    body.extend(
        (words("findings.see"), " ", Span(f"{related.file}:{related.line}:{related.column}", "strong"))
        for related in finding.related_locations[:_SHOWN_RELATED]
    )
    if finding.waived is not None:
        body.append(Span(words("findings.waived", reason=finding.waived), "fair"))
    else:
        body.append((Span(f"{words('findings.remedy')} ", "dim"), remedy_of(finding, words)))
    return Entry(head, tuple(body))

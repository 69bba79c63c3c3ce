"""What an import took, what each column was taken for, and every cell that is not in the YAML."""

from __future__ import annotations

import shlex
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.intake import column_name
from sotetrace.model.text import LANGUAGES
from sotetrace.report.page import Column, Entries, Facts, Heading, Page, Paragraph, Preformatted, Span, Table
from sotetrace.report.pages.findings import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.findings import Finding
    from sotetrace.intake import ImportResult, Remark, RoleGuess
    from sotetrace.messages import Translator
    from sotetrace.model.text import Language
    from sotetrace.report.page import Block, Cell

_LONGEST = 60
"""How many characters of a cell or row are shown."""


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import with what it is shown with: the format, the file it goes to, and what reading that would find."""

    file_format: str
    result: ImportResult
    output: str
    findings: tuple[Finding, ...]
    is_named: bool = False
    said: tuple[str, ...] = ()
    """The other options of the call, as they were written."""

    @property
    def is_short(self) -> bool:
        """Say whether anything is not in what came of the import, or is wrong with it."""
        return bool(self.result.left) or any(finding.severity >= Severity.WARNING for finding in self.findings)

    @property
    def has_elements(self) -> bool:
        """Say whether there is anything to write."""
        return any(count for kind, count in self.result.counts.items() if kind != "links")

    @property
    def language(self) -> Language:
        """The language of the document, or English where there is none."""
        original = self.result.data.get("document", {}).get("original")
        return next((language for language in LANGUAGES if language == original), "en")


def build_import_page(view: ImportView, words: Translator) -> Page:
    """Build the page of an import."""
    result = view.result
    blocks: list[Block] = [Heading(words("import.title", file=result.file), 1), Paragraph(_verdict(view, words))]
    blocks.append(Facts(tuple(_facts(view, words))))
    if result.roles:
        blocks += [Heading(words("import.columns")), _columns(result.roles, words)]
        blocks += [Paragraph(Span(words("import.again"), "dim")), Preformatted(" \\\n  ".join(command_of(view)), "sh")]
    for heading, remarks in (("import.left", result.left), ("import.told", result.told)):
        if remarks:
            blocks += [Heading(words(heading)), _remarks(remarks, words)]
    if view.findings:
        entries = tuple(entry_of(finding, words, ()) for finding in view.findings)
        blocks += [Heading(words("import.findings")), Entries(entries, is_spaced=True)]
    if result.missing:
        blocks += [Heading(words("import.missing")), Facts(tuple(_missing(result, words)))]
    if view.file_format != "sssom":
        line = words("import.next", file=view.output) if view.has_elements else words("import.empty")
        blocks.append(Paragraph(Span(line, "dim" if view.has_elements else "bad")))
    return Page(words.language, tuple(blocks))


def _verdict(view: ImportView, words: Translator) -> Span:
    result = view.result
    if result.left:
        return Span(words("import.partly", taken=result.taken, rows=result.rows, count=len(result.left)), "fair")
    return Span(words("import.wholly", taken=result.taken, rows=result.rows), "good")


def _facts(view: ImportView, words: Translator) -> Iterator[tuple[str, Cell]]:
    for name, value in view.result.read_as:
        yield words(f"import.read.{name}"), value
    for kind, count in view.result.counts.items():
        is_kind = kind not in ("links", "mappings")
        yield words(f"kind.{kind}") if is_kind else words(f"import.{kind}"), str(count)


def _missing(result: ImportResult, words: Translator) -> Iterator[tuple[str, Cell]]:
    for name, count in result.missing.items():
        yield words(f"import.lacks.{name}"), str(count)


# ---- the columns ---------------------------------------------------------------------------------------------------


def _columns(roles: Sequence[RoleGuess], words: Translator) -> Table:
    """Return what each column was taken for; columns of marks beside one another stand on one row."""
    several = len({role.table for role in roles}) > 1
    rows: list[tuple[Cell, ...]] = []
    for group in _grouped(roles):
        first, last = group[0], group[-1]
        letters = column_name(first.column)
        letters += f"–{column_name(last.column)}" if last is not first else ""
        heading = first.heading if last is first else f"{first.heading} … {last.heading}"
        field = Span(first.field, "id") if first.field else Span(words("import.no_field"), "poor")
        said = (field, Span(f" ({words('import.given')})", "dim")) if first.is_given else field
        rows.append((*((first.table,) if several else ()), letters, heading, said))
    heads = (*(("import.sheet",) if several else ()), "import.column", "import.heading", "import.field")
    return Table(tuple(Column(words(head), may_wrap=head != "import.column") for head in heads), tuple(rows))


def _grouped(roles: Sequence[RoleGuess]) -> Iterator[list[RoleGuess]]:
    group: list[RoleGuess] = []
    for role in roles:
        if group and role.field == "marks" and group[-1].field == "marks" and group[-1].table == role.table:
            group.append(role)
            continue
        if group:
            yield group
        group = [role]
    if group:
        yield group


def mapping_of(view: ImportView) -> list[str]:
    """Return the values of --map that say what was guessed; a column without a field is left out on purpose."""
    found = {
        role.heading or column_name(role.column): role.field or "ignore"
        for role in view.result.roles
        if role.field != "marks" and (role.heading or role.field)
    }
    return [f"{heading}={field}" for heading, field in found.items() if "\n" not in heading and "=" not in field]


def command_of(view: ImportView) -> list[str]:
    """Return the pieces of the command that takes the same file in the same way, with what was guessed written out."""
    target = f" -o {shlex.quote(view.output)}" if view.is_named else ""
    lines = [f"sotetrace import {view.file_format} {shlex.quote(view.result.file)}{target}"]
    is_own = any(value == "datapackage.json" for _, value in view.result.read_as)
    if not is_own and view.file_format != "sssom":
        lines += [f"--map {shlex.quote(pair)}" for pair in mapping_of(view)]
        lines += [f"--original {view.language}", *view.said]
    return lines


# ---- what is told of cells -------------------------------------------------------------------------------------------


def _remarks(remarks: Sequence[Remark], words: Translator) -> Table:
    """Return remarks as a table: where, what stands there, and why; cells of one reason and text stand together."""
    several = len({remark.table for remark in remarks if remark.table}) > 1
    groups: defaultdict[tuple[str, str, str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        is_alike = (
            remark.row and remark.column and remark.reason in ("no_field", "formula", "filled", "merged", "nothing")
        )
        text = "" if is_alike else remark.text
        detail = "" if is_alike else remark.detail
        groups[remark.table, remark.reason, text, f"{remark.column}" if is_alike else detail].append(remark)
    rows = [
        (*((group[0].table,) if several else ()), places_of(group, words), _shown(group), why(group[0], words))
        for group in groups.values()
    ]
    heads = (*(("import.sheet",) if several else ()), "import.where", "import.what", "import.reason")
    return Table(tuple(Column(words(head), may_wrap=True) for head in heads), tuple(rows))


def why(remark: Remark, words: Translator) -> str:
    """Return the reason of a remark in words."""
    detail = " – ".join(words.slot(piece) for piece in remark.detail.split(" – "))
    return words(f"import.why.{remark.reason}", detail=detail)


def _shown(group: Sequence[Remark]) -> str:
    texts = list(dict.fromkeys(" ".join(remark.text.split()) for remark in group if remark.text))
    whole = " · ".join(texts)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def places_of(group: Sequence[Remark], words: Translator) -> str:
    """Return where remarks stand, as spreadsheets say it: `C7`, `C7–C9`, a row, a column, or the whole table."""
    first = group[0]
    if not first.row and not first.column:
        return words("import.whole")
    if not first.row:
        return words("import.columns_are", names=", ".join(column_name(remark.column) for remark in group))
    letters = column_name(first.column)
    if not first.column:
        return words("import.row_is", rows=", ".join(_ranges("", [remark.row for remark in group])))
    if any(remark.column != first.column for remark in group):
        return ", ".join(f"{column_name(remark.column)}{remark.row}" for remark in group)
    return ", ".join(_ranges(letters, [remark.row for remark in group]))


def _ranges(letters: str, rows: Sequence[int]) -> Iterator[str]:
    """Yield rows that follow one another as one range: `C3–C5`."""
    numbers = sorted(set(rows))
    start = end = numbers[0]
    for number in (*numbers[1:], 0):
        if number == end + 1:
            end = number
            continue
        yield f"{letters}{start}" if start == end else f"{letters}{start}–{letters}{end}"
        start = end = number

"""Page → Markdown, as GitHub and GitLab render it. Text from a model cannot become markup, a mention or a link."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from sotetrace.report.inert import inert, inert_excerpt, inert_lines
from sotetrace.report.page import (
    Cell,
    Entries,
    Entry,
    Excerpt,
    Facts,
    Fold,
    Heading,
    Items,
    Page,
    Paragraph,
    Preformatted,
    Table,
    Tree,
    spans_of,
)

if TYPE_CHECKING:
    from sotetrace.report.page import Block, Span, Style

# Characters that mean something to Markdown wherever they stand; each is escaped with a backslash.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$^!])")
# A mention, an address of mail, an issue number: GitHub looks for them in the finished page, where escapes are gone.
# A zero-width space breaks them, written so that who reads the source sees it.
_REFERENCE = re.compile(r"(@(?=\w)|#(?=\d)|\bGH(?=-\d))")
# A bare address: broken by a character reference that renders as the same character.
_SCHEME = re.compile(r"(?i)(https?|ftp|mailto)(:)|(www)(\.)")
# What starts a list, a heading underline or a rule at the beginning of a line.
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|[-+=]|$)")

_MARKS: dict[Style, str] = {"strong": "**", "bad": "**", "added": "**", "removed": "~~"}


def render_markdown(page: Page) -> str:
    """Render a page as Markdown that ends in one line feed."""
    return "\n\n".join(_render(block) for block in page.blocks) + "\n"


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    shown = _SPECIAL.sub(r"\\\1", inert(text))
    shown = _REFERENCE.sub(r"\1&#8203;", shown)
    shown = _SCHEME.sub(lambda m: (m[1] or m[3]) + ("&#58;" if m[2] else "&#46;"), shown)
    return _LEADING.sub(
        lambda m: m[1] + "\\" + m[2] if not m[2][0].isdigit() else m[1] + m[2][:-1] + "\\" + m[2][-1], shown
    )


def _inline(cell: Cell) -> str:
    return "".join(_span(span) for span in spans_of(cell))


def _span(span: Span) -> str:
    text = escape_markdown(span.text)
    if not text.strip():
        return text
    lead, bare, tail = re.split(r"(\S(?:.*\S)?)", text, maxsplit=1)
    if span.style == "id":
        lead, bare, tail = "", _code(span.text), ""
    mark = _MARKS.get(span.style, "")
    shown = f"{mark}{bare}{mark}"
    if span.target:
        shown = f"[{shown}]({_address(span.target)})"
    return f"{lead}{_anchor(span.anchor)}{shown}{tail}"


def _anchor(name: str) -> str:
    """Return an anchor. GitHub and GitLab both keep the `name` of an `a`; GitLab drops ids."""
    return f'<a name="{html.escape(name)}"></a>' if name else ""


def _address(target: str) -> str:
    """Return an address in which nothing can end a link."""
    return quote(target, safe="/#")


def _code(text: str) -> str:
    """Return text as a code span; a run of backticks in it cannot end it. A pipe would end a table cell."""
    shown = inert(text).replace("|", "¦")
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def _render(block: Block) -> str:
    match block:
        case Heading(text=text, level=level, anchor=anchor):
            return f"{'#' * level} {_anchor(anchor)}{escape_markdown(text)}"
        case Paragraph(content=content):
            return _inline(content)
        case Items(entries=entries):
            return "\n".join(f"- {_inline(entry)}" for entry in entries)
        case Table():
            return _table(block)
        case Facts(rows=rows):
            return "\n".join(f"- **{escape_markdown(name)}**: {_inline(value)}" for name, value in rows)
        case Entries(entries=entries):
            return "\n".join(_entry(entry) for entry in entries)
        case Tree():
            return "\n".join(_tree(block, 0))
        case Preformatted(text=text, language=language):
            return _fenced(text, language)
        case Fold(summary=summary, blocks=blocks):
            inner = "\n\n".join(_render(inner) for inner in blocks)
            return f"<details>\n<summary>{_html(summary)}</summary>\n\n{inner}\n\n</details>"


def _html(text: str) -> str:
    """Return text for a place where Markdown is not read: a summary is HTML."""
    shown = html.escape(inert(text), quote=False)
    return _SCHEME.sub(lambda m: (m[1] or m[3]) + ("&#58;" if m[2] else "&#46;"), _REFERENCE.sub(r"\1&#8203;", shown))


def _tree(block: Tree, depth: int) -> list[str]:
    lines = [f"{'  ' * depth}- {_inline(block.label)}"]
    return lines + [line for branch in block.branches for line in _tree(branch, depth + 1)]


def _entry(entry: Entry) -> str:
    parts = [_excerpt(part) if isinstance(part, Excerpt) else _inline(part) for part in entry.body]
    indented = ("\n".join(f"  {line}" for line in part.split("\n")) for part in parts)
    return "\n\n".join((f"- {_inline(entry.head)}", *indented))


def _excerpt(part: Excerpt) -> str:
    gutter = " " * len(str(part.line))
    before, marked, rest = inert_excerpt(part.text, part.column, part.width)
    return _fenced(f"{part.line} | {before}{marked}{rest}\n{gutter} | {' ' * len(before)}{'^' * len(marked)}", "")


def _table(block: Table) -> str:
    lines = [f"*{escape_markdown(block.caption)}*", ""] if block.caption else []
    lines.append("| " + " | ".join(escape_markdown(column.heading) for column in block.columns) + " |")
    lines.append("|" + "|".join(" ---: " if column.is_number else " --- " for column in block.columns) + "|")
    lines += ["| " + " | ".join(_inline(cell) for cell in row) + " |" for row in block.rows]
    return "\n".join(lines)


def _fenced(text: str, language: str) -> str:
    lines = inert_lines(text)
    ticks = "`" * max(3, max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0) + 1)
    return "\n".join((f"{ticks}{language}", *lines, ticks))

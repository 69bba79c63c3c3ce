"""The rules, one Markdown page each: front matter with code, severity and messages; below it the page itself.

The pages are part of the program: `explain`, the documentation and the tests all read them. Front matter is
YAML of the plainest kind, one `key: "value"` a line, so that reading a rule needs no YAML parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code (`SOT303`), slug (the name of the fault), default severity, words per language, and page.

    `messages` and `remedies` map a language code to a sentence with named slots such as `{element}`; `page` is
    Markdown.
    """

    code: str
    slug: str
    severity: str
    messages: Mapping[str, str]
    remedies: Mapping[str, str]
    page: str


_FOLDER = Path(__file__).parent


@cache
def _files() -> Mapping[str, str]:
    """File name by slug, in the order of the codes."""
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".md"))
    return MappingProxyType({name[len("SOTnnn-") : -len(".md")]: name for name in names})


def rule_slugs() -> tuple[str, ...]:
    """Return the slugs of all rules, in the order of their codes."""
    return tuple(_files())


def slug_of(name: str) -> str | None:
    """Return the slug that a code or slug names (`SOT303`, `sot303`, `uncovered-sub-goal`), or None."""
    wanted = name.strip().casefold()
    for slug, file in _files().items():
        if wanted in (slug, file[: len("SOTnnn")].casefold()):
            return slug
    return None


def code_of(slug: str) -> str:
    """Return the code of a rule by its slug, without reading its page."""
    return _files()[slug][: len("SOTnnn")]


@cache
def load_rule(slug: str) -> Rule:
    """Read one rule by its slug. Raises KeyError when there is none."""
    import json  # a name alone needs no page

    text = (_FOLDER / _files()[slug]).read_text(encoding="utf-8")
    _, head, page = text.split("---\n", 2)
    fields = {key: json.loads(value) if value.startswith('"') else value for key, value in _lines(head)}
    return Rule(
        code=fields["code"],
        slug=slug,
        severity=fields["severity"],
        messages=_by_language(fields, "message."),
        remedies=_by_language(fields, "remedy."),
        page=page.lstrip("\n"),
    )


def _lines(head: str) -> list[list[str]]:
    return [line.split(": ", 1) for line in head.splitlines() if line.strip()]


def _by_language(fields: Mapping[str, str], stem: str) -> Mapping[str, str]:
    return MappingProxyType({key[len(stem) :]: value for key, value in fields.items() if key.startswith(stem)})

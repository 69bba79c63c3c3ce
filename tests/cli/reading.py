"""Read what commands print as those do who are steered by it: a terminal, Markdown, a build server; and its schema."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from sotetrace.report.shapes.schemas import schema_of

if TYPE_CHECKING:
    from tests.cli.runner import Run

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*::[a-z-]+( [^\n]*)?::|##(\[|vso\[)", re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_FORBIDDEN = {"link_open", "image", "html_inline", "html_block", "s_open", "hardbreak", "hr"}


def assert_inert(done: Run, output_format: str) -> None:
    """Fail the test when something of what was printed would be obeyed and not shown."""
    assert done.status in (0, 1), done.err
    assert "Traceback" not in done.err
    for text in (done.out, done.err):
        assert not STEERING.search(text)
        assert not COMMAND.search(text)
    if output_format == "markdown":
        tokens = [each for token in _PARSER.parse(done.out) for each in (token, *(token.children or ()))]
        assert not {token.type for token in tokens} & _FORBIDDEN
        rendered = "".join(token.content for token in tokens if token.type == "text")
        assert not re.search(r"@\w|#\d|\bGH-\d", rendered)


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def assert_valid(name: str, document: Any) -> None:
    """Fail the test when an output is not as its schema says."""
    assert next(iter(document.items())) == ("schema", f"sotetrace.{name}/1")
    errors = [f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(document)]
    assert not errors, errors[:5]

"""Every command that a page shows runs as written, and says what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.docs.pages import PAGES, Fence, fences_of, name_of
from tests.docs.sessions import is_session, run_session

_SHELLS = frozenset(("sh", "shell", "bash", "text", "", "console"))
_RUNS_IT = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?sotetrace\b(?!:)", re.MULTILINE)


def has_session(page: Path) -> bool:
    return any(fence.language == "console" for fence in fences_of(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if has_session(page)], ids=name_of)
def test_commands_run_and_say_what_is_shown(page: Path, tmp_path: Path, is_refreshing: bool) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = run_session(text, tmp_path)
    for block in blocks:
        for ran in block.ran:
            expected = block.expected_status if ran is block.ran[-1] else 0
            assert ran.status == expected, f"$ {ran.command.text}\n" + "\n".join(ran.output)
    if is_refreshing:
        for block in reversed(blocks):
            text = text[: block.fence.start] + block.refreshed + text[block.fence.end :]
        page.write_text(text, encoding="utf-8")
        return
    for block in blocks:
        for ran in block.ran:
            if not ran.command.fits(ran.output):
                # The assertion shows the difference; a refresh writes it into the page.
                assert ran.command.lines[1:] == ran.output, ran.command.text


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_shown_command_is_in_a_session(page: Path) -> None:
    """A fence that shows sotetrace in a shell is a console fence, so that it is run."""
    for fence in fences_of(page.read_text(encoding="utf-8")):
        if fence.language in _SHELLS and fence.language != "console":
            assert not _RUNS_IT.search(fence.body), fence.body


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_yaml_can_be_parsed(page: Path) -> None:
    fences: list[Fence] = fences_of(page.read_text(encoding="utf-8"))
    for fence in fences:
        assert is_session(fence) or not fence.options, f"{fence.language}: {fence.options}"
        assert fence.options.keys() <= {"exit", "file", "append"}, fence.options
        if fence.language == "yaml":
            yaml.load(fence.body, yaml.BaseLoader)

"""What the action says beside the comment: the summary, the reason of a failure, and words in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from action.post_comment import CUT as COMMENT_CUT
from action.report import (
    CUT,
    NOT_COMPARED,
    SUMMARY_LIMIT,
    TITLES,
    fenced,
    find_reason,
    plain,
    say_on_the_page,
    state_of,
    write_summary,
)
from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


def test_words_are_there_in_every_language_and_titles_are_those_of_the_reports() -> None:
    assert {language: Translator(language)("comment.title") for language in LANGUAGES} == TITLES
    for words in (NOT_COMPARED, CUT, COMMENT_CUT):
        assert set(words) == set(LANGUAGES)


@pytest.mark.parametrize("line", ["ä" * 999, "a" * 50])
def test_summary_is_cut_at_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    write_summary(f"{line}\n" * (2 * SUMMARY_LIMIT // len(line)), "en")
    assert SUMMARY_LIMIT - 3000 < file.stat().st_size <= SUMMARY_LIMIT < 2**20
    first, empty, *rest = file.read_text(encoding="utf-8").splitlines()
    assert (first, empty, set(rest)) == (CUT["en"], "", {line})


@pytest.mark.parametrize("text", ["```", "````\nx", "a ``````` b", "\n```\n</details>"])
def test_nothing_in_a_reason_ends_its_block(text: str) -> None:
    first, *_, last = fenced(text).splitlines()
    assert first == f"{last}text"
    assert last not in text


@pytest.mark.parametrize("is_error", [True, False])
def test_reason_is_one_command_of_the_runner(capsys: pytest.CaptureFixture[str], is_error: bool) -> None:
    say_on_the_page("100 %\r\n::error::forged\n::stop-commands::x", is_error=is_error)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.endswith("::100 %25%0D%0A::error::forged%0A::stop-commands::x\n")


def test_reason_is_known_also_when_nothing_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "said.txt").write_text("sotetrace: HEAD^1: unknown\n", encoding="utf-8")
    monkeypatch.setenv("STATUS", "3")
    assert find_reason(tmp_path) == "sotetrace: HEAD^1: unknown"
    (tmp_path / "said.txt").unlink()
    assert find_reason(tmp_path) == "sotetrace ended with status 3"
    monkeypatch.setenv("STATUS", "")
    assert "could not be installed" in find_reason(tmp_path)


@pytest.mark.parametrize(
    ("counts", "faults", "state"),
    [
        ({}, 0, "clear"),
        ({"editorial": 3}, 0, "clear"),
        ({"breaking": 1}, 0, "found"),
        ({"substantive": 1}, 0, "found"),
        ({"accepted": 1}, 0, "found"),
        ({}, 1, "found"),
    ],
)
def test_wording_alone_is_nothing_to_tell(counts: dict[str, int], faults: int, state: str) -> None:
    whole = dict.fromkeys(("breaking", "substantive", "editorial", "accepted"), 0) | counts
    assert state_of({"counts": whole, "faults": [{}] * faults}) == state
    assert state_of(None) == "failed"


def test_name_of_a_model_is_plain_text() -> None:
    assert plain("data/vi_sion.yaml") == r"data/vi\_sion.yaml"
    assert plain("a`<b>@c\n::x.yaml") == "abcx.yaml"

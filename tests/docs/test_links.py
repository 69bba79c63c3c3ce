"""Links between the pages lead somewhere, and no page is without a link to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors_of, links_of, name_of


def is_outside(target: str) -> bool:
    return re.match(r"[a-z]+:", target) is not None


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links_of(page.read_text(encoding="utf-8")):
        assert not is_outside(target), f"{target}: pages link to pages"
        name, _, anchor = target.partition("#")
        found = (page.parent / name).resolve() if name else page
        assert found.is_relative_to(ROOT), target
        assert found.exists(), target
        if anchor:
            assert anchor in anchors_of(found.read_text(encoding="utf-8")), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        targets = links_of(page.read_text(encoding="utf-8"))
        waiting += [(page.parent / target.partition("#")[0]).resolve() for target in targets]
    assert [name_of(page) for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page_has_one_title_and_speaks_of_the_project_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    titles = re.findall(r"^# .+$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    assert len(titles) == 1
    assert not re.search(r"/(?:home|work|tmp|root|Users)/|\.\./shared|https?://(?:pypi|files\.pythonhosted)", text)

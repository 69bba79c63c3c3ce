"""Where a folder stands in its repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.store.roots import find_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_folder_is_named_from_the_nearest_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    deep = tmp_path / "väli lyönti" / "plans"
    deep.mkdir(parents=True)
    assert find_folder(tmp_path) == "."
    assert find_folder(deep) == "väli lyönti/plans"
    (deep / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert find_folder(deep) == ".", "a linked work tree has a file of that name"

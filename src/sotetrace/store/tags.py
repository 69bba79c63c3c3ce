"""The tags of a model's repository, as the commits that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.store.commits import find_commit
from sotetrace.store.history import Commit
from sotetrace.store.revisions import resolve_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sotetrace.store.repository import Repository


def iter_tags(*, model: Path | None, start: Path, limit: int | None = None) -> Iterator[Commit]:
    """Yield the commits that tags before HEAD name, oldest tag first; the last `limit` of them.

    Each opens the model where it stands at that commit under today's name. Raises as resolve_revision does.
    """
    head = resolve_revision("HEAD", model=model, start=start)
    assert head.repository is not None
    tags = _read_tags(head.repository, head.sha)
    first = max(0, len(tags) - limit) if limit is not None else 0
    for sha, names in list(tags.items())[first:]:
        # `%x00` keeps a name or subject with anything in it in one piece.
        answer = head.repository.ask("rev-list", "--max-count=1", "--encoding=UTF-8", "--format=%aI%x00%an%x00%s", sha)
        said = answer.decode("utf-8", "replace").partition("\n")[2].removesuffix("\n")
        date, author, subject = said.split("\0", 2)
        side = resolve_revision(sha, model=model, start=start)
        yield Commit(sha, date, author, subject, names, side)


def _read_tags(repository: Repository, head: str) -> dict[str, tuple[str, ...]]:
    """Return the names of the tags of every commit that has some and that HEAD comes from, oldest tag first."""
    rows = repository.ask("for-each-ref", "--sort=creatordate", f"--merged={head}", "--format=%(refname)", "refs/tags")
    tags: dict[str, tuple[str, ...]] = {}
    for name in rows.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        sha = find_commit(repository, name)
        tags[sha] = (*tags.get(sha, ()), name.removeprefix("refs/tags/"))
    return tags

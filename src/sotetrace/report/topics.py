"""What the lines of a changelog are about, and by which rules of changes each topic is told."""

from __future__ import annotations

from typing import Literal

Topic = Literal["added", "removed", "moved", "reworded", "link", "coverage", "other"]
"""What a line of a changelog tells; they stand in this order."""

_TOPICS: dict[Topic, tuple[str, ...]] = {
    "added": ("document-added", "element-added", "id-reused"),
    "removed": ("document-removed", "element-removed", "element-retired"),
    "moved": (
        *("id-changed", "elements-merged", "element-split", "kind-changed", "level-changed", "parent-changed"),
        *("status-advanced", "status-regressed"),
    ),
    "reworded": ("title-changed", "text-reworded", "translation-changed", "part-added", "part-removed"),
    "link": ("link-added", "link-removed", "link-retargeted", "link-changed", "link-rationale-changed"),
    "coverage": (
        *("coverage-lost", "coverage-thinned", "coverage-gained", "coverage-strengthened", "uncovered-on-arrival"),
        *("chain-broken", "chain-closed", "measure-orphaned"),
    ),
}
TOPIC_OF: dict[str, Topic] = {rule: topic for topic, rules in _TOPICS.items() for rule in rules}
"""The topic of each rule that has one; every other rule of changes is told under `other`."""
TOPICS: tuple[Topic, ...] = (*_TOPICS, "other")

OF_THE_KEEPING = frozenset(
    (
        *("link-suspect", "translation-stale", "judging-changed", "review-changed", "setting-changed"),
        *("schema-version-changed", "tombstone-changed", "claim-changed"),
    )
)
"""Rules that speak of keeping the model: who publishes what a vision says has no use for them."""

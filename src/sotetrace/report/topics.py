"""What the lines of a changelog are about, and by which rules of changes each topic is told."""

from __future__ import annotations

from typing import Literal

Topic = Literal["added", "removed", "moved", "reworded", "link", "coverage", "other"]
"""What a line of a changelog tells; they stand in this order."""

_TOPICS: dict[Topic, tuple[str, ...]] = {
    "added": ("document-added", "element-added", "id-reused", "crosswalk-added"),
    "removed": ("document-removed", "element-removed", "element-retired", "crosswalk-removed"),
    "moved": (
        *("id-changed", "elements-merged", "element-split", "kind-changed", "level-changed", "parent-changed"),
        *("status-advanced", "status-regressed"),
    ),
    "reworded": ("title-changed", "text-reworded", "translation-changed", "part-added", "part-removed"),
    "link": (
        *("link-added", "link-removed", "link-retargeted", "link-changed", "link-rationale-changed"),
        *("mapping-added", "mapping-removed", "mapping-retargeted", "mapping-relation-changed"),
        *("mapping-confidence-changed", "mapping-comment-changed", "mapping-left-behind"),
        *("tension-added", "tension-removed", "mapping-denied", "denial-withdrawn", "search-added", "search-withdrawn"),
    ),
    "coverage": (
        *("coverage-lost", "coverage-thinned", "coverage-gained", "coverage-strengthened", "uncovered-on-arrival"),
        *("chain-broken", "chain-closed", "measure-orphaned"),
        *("counterpart-lost", "counterpart-gained", "derived-mapping-lost", "derived-mapping-gained"),
    ),
}
TOPIC_OF: dict[str, Topic] = {rule: topic for topic, rules in _TOPICS.items() for rule in rules}
"""The topic of each rule that has one; every other rule of changes is told under `other`."""
TOPICS: tuple[Topic, ...] = (*_TOPICS, "other")

OF_THE_KEEPING = frozenset(
    (
        *("link-suspect", "translation-stale", "judging-changed", "review-changed", "setting-changed"),
        *("schema-version-changed", "tombstone-changed", "claim-changed"),
        *("mapping-suspect", "mapping-review-changed", "mapping-origin-changed", "mapping-detail-changed"),
    )
)
"""Rules that speak of keeping the model: who publishes what a vision says has no use for them."""

OF_CROSSWALKS = frozenset(
    (
        *("mapping-added", "mapping-removed", "mapping-retargeted", "mapping-relation-changed"),
        *("mapping-confidence-changed", "mapping-comment-changed", "mapping-origin-changed", "mapping-review-changed"),
        *("mapping-detail-changed", "mapping-left-behind", "mapping-suspect", "mapping-denied", "denial-withdrawn"),
        *("tension-added", "tension-removed", "search-added", "search-withdrawn"),
        *("crosswalk-added", "crosswalk-removed", "crosswalk-changed", "licence-changed"),
        *("counterpart-lost", "counterpart-gained", "derived-mapping-lost", "derived-mapping-gained"),
    )
)
"""Rules that speak of what joins documents, and of none of them alone."""

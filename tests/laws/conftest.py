"""How hard the laws look: the same examples in every run; `--hypothesis-profile=search` looks further, at random."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "bounded",
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.register_profile("search", settings.get_profile("bounded"), max_examples=1500, derandomize=False)
settings.load_profile("bounded")

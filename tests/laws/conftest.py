"""How hard the laws look: the same examples in every run; `--hypothesis-profile=search` looks further, at random,
and `mutants` less far, because it runs for every mutant.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "bounded",
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.register_profile("search", settings.get_profile("bounded"), max_examples=1500, derandomize=False)
# That a law fails is enough; nobody reads the smallest example.
phases = (Phase.explicit, Phase.generate)
settings.register_profile("mutants", settings.get_profile("bounded"), max_examples=10, phases=phases)
settings.load_profile("bounded")

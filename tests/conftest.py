"""What every test shares: how Hypothesis draws. No deadlines, since no test asserts an absolute time."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.unit.strategies import EXPLORING, examples

settings.register_profile(
    "everywhere",
    parent=examples(100),
    deadline=None,
    derandomize=not EXPLORING,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everywhere")

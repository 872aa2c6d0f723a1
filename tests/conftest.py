"""What every test shares: how Hypothesis draws, and what the inner loop leaves out.

There are no deadlines, since no test asserts an absolute time.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.unit.strategies import EXPLORING, examples

SLOW_FIXTURES = {"executed", "wheel"}
SLOW_ENGINES = {"pyspark", "dask", "ibis"}

settings.register_profile(
    "everywhere",
    parent=examples(100),
    deadline=None,
    derandomize=not EXPLORING,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everywhere")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests by a slow fixture or engine are slow, beside those marked so."""
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & SLOW_FIXTURES or parameters.get("engine") in SLOW_ENGINES:
            item.add_marker(pytest.mark.slow)

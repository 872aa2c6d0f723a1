"""Oracles: numbers from independent implementations, found beside the repository where they are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.shared_files import shared

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    """Vectors by id, each with ``input`` and ``expected``."""
    every = json.loads(shared("oracles/test_vectors.json").read_text(encoding="utf-8"))
    return {vector["id"]: vector for vector in every}


@pytest.fixture(scope="session")
def oracle() -> dict[str, Any]:
    """What R computed from the airport survey."""
    return json.loads(shared("oracles/sfo_2017.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def airport_rows() -> pd.DataFrame:
    """The airport survey's real rows, with ``flight_type`` spelled out."""
    import pandas as pd  # which some tests of Pyodide run without

    rows = pd.read_csv(shared("data/sfo_2017_trimmed.csv"))
    return rows.assign(flight_type=rows["PEAK"].map({1: "domestic", 2: "domestic", 3: "international"}))

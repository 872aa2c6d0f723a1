"""What the pages and the gallery share."""

from __future__ import annotations

import pandas as pd
import pytest

import cjm_widgets as cjm


@pytest.fixture(scope="session")
def survey() -> pd.DataFrame:
    """The airport's survey, made once."""
    return cjm.examples.airport_survey()

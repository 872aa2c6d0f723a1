"""A measure from wave to wave."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(11)
rows = pd.DataFrame({"year": np.repeat([2021, 2022, 2023, 2024], 150)})
late = rows["year"] - 2021
rows["book"] = np.clip(random.normal(3.2 + 0.25 * late, 1), 1, 5).round()
rows["ride"] = np.clip(random.normal(4.0 - 0.05 * late, 1), 1, 5).round()
journey = cjm.Journey(["Book", "Ride"], title="A night train")
journey.join(rows, columns={"book": "Book", "ride": "Ride"}, scale=(1, 5), wave="year", name="Every year")
journey.chart("trend")

"""A measure from wave to wave."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(11)
rows = pd.DataFrame({"year": np.repeat([2021, 2022, 2023, 2024], 150)})
rows["Book"] = random.normal(3.2 + 0.25 * (rows["year"] - 2021), 1)
rows["Ride"] = random.normal(4.0 - 0.05 * (rows["year"] - 2021), 1)
rows = rows.round().clip(1)
rows[["Book", "Ride"]] = rows[["Book", "Ride"]].clip(upper=5)
journey = cjm.Journey(["Book", "Ride"], title="A night train")
how = {"columns": {"Book": "Book", "Ride": "Ride"}, "scale": (1, 5), "wave": "year"}
journey.join(rows, name="Every year", **how)
journey.chart("trend")

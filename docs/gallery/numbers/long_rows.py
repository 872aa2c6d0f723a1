"""One row an answer."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(1)
rows = pd.DataFrame({"who": np.arange(600) // 3, "step": ["Order", "Wait", "Unpack"] * 200})
rows["stars"] = np.clip(
    random.normal(rows["step"].map({"Order": 4.2, "Wait": 2.9, "Unpack": 4.4}), 1), 1, 5
).round()
journey = cjm.Journey(["Order", "Wait", "Unpack"], ["Emotion", "Rating"], personas=[], title="A parcel")
journey.join(rows, stage="step", score="stars", respondent="who", scale=(1, 5), name="Stars")
journey

"""One row an answer.

`respondent=` says who answered, so that several answers of one person count once.
"""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random, stages = np.random.default_rng(1), ["Order", "Wait", "Unpack"]
rows = pd.DataFrame({"who": np.arange(600) // 3, "step": stages * 200})
liking = rows["step"].map({"Order": 4.2, "Wait": 2.9, "Unpack": 4.4})
rows["stars"] = np.clip(random.normal(liking, 1), 1, 5).round()
journey = cjm.Journey(stages, ["Emotion", "Rating"], personas=[], title="A parcel")
how = {"stage": "step", "score": "stars", "respondent": "who", "scale": (1, 5)}
journey.join(rows, name="Stars", **how)
journey

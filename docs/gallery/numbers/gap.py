"""Expected and received."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(5)
rows = pd.DataFrame({"room_before": random.integers(3, 6, 200), "food_before": random.integers(2, 5, 200)})
rows["room"] = (rows["room_before"] - random.integers(0, 3, 200)).clip(1, 5)
rows["food"] = (rows["food_before"] + random.integers(0, 2, 200)).clip(1, 5)
journey = cjm.Journey(["Room", "Food"], ["Emotion", "Rating"], personas=[], title="A hotel")
expected = {"Room": "room_before", "Food": "food_before"}
columns = {"room": "Room", "food": "Food"}
journey.join(rows, columns=columns, expected=expected, scale=(1, 5), name="Before and after")
journey

"""Expected and received.

The gap is what was expected less what was received, respondent by respondent.
"""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(5)
rows = pd.DataFrame({"hoped": random.integers(3, 6, 200)})
rows["was"] = (rows["hoped"] - random.integers(0, 3, 200)).clip(1, 5)
journey = cjm.Journey(["Room"], ["Emotion", "Rating"], personas=[], title="A hotel")
how = {"columns": {"was": "Room"}, "expected": {"Room": "hoped"}, "scale": (1, 5)}
journey.join(rows, name="Before and after", **how)
journey

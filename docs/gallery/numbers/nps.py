"""Net promoter score at every stage."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(7)
means = {"Sign up": 8.6, "First week": 7.4, "Support": 6.2, "Renewal": 7.9}
scores = {stage: random.normal(mean, 2, 300) for stage, mean in means.items()}
rows = pd.DataFrame(scores).round().clip(0, 10)
journey = cjm.Journey([*means], ["Emotion", "Rating"], personas=[], title="A service")
columns = {stage: stage for stage in means}
journey.join(rows, columns=columns, scale=(0, 10), measures=cjm.nps(), name="Poll")
journey

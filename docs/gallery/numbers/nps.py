"""Net promoter score at every stage."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(7)
stages = {"Sign up": 8.6, "First week": 7.4, "Support": 6.2, "Renewal": 7.9}
rows = pd.DataFrame(
    {stage: np.clip(random.normal(mean, 2, 300).round(), 0, 10) for stage, mean in stages.items()}
)
journey = cjm.Journey([*stages], ["Emotion", "Rating"], personas=[], title="A subscription")
journey.join(rows, columns={stage: stage for stage in stages}, scale=(0, 10), measures=cjm.nps(), name="Poll")
journey

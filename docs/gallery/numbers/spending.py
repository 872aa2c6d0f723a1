"""What people spend."""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(3)
rows = pd.DataFrame(
    {"food": random.gamma(2, 9, 400), "gifts": random.gamma(2, 6, 400) * (random.random(400) < 0.3)}
)
journey = cjm.Journey(["Eat", "Shop"], ["Rating"], personas=[], title="A day at the fair")
money = [cjm.money(currency="EUR"), cjm.rate()]
journey.join(rows.round(2), columns={"food": "Eat", "gifts": "Shop"}, measures=money, name="Tills")
journey

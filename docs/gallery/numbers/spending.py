"""What people spend.

Amounts have no scale: their mean in euros, and the share who spent anything.
"""

import numpy as np
import pandas as pd

import cjm_widgets as cjm

random = np.random.default_rng(3)
rows = pd.DataFrame({"food": random.gamma(2, 9, 400), "gifts": random.gamma(2, 6, 400)})
rows["gifts"] *= random.random(400) < 0.3
journey = cjm.Journey(["Eat", "Shop"], ["Rating"], personas=[], title="At the fair")
how = {"measures": [cjm.money(currency="EUR"), cjm.rate()], "name": "Tills"}
journey.join(rows.round(2), columns={"food": "Eat", "gifts": "Shop"}, **how)
journey

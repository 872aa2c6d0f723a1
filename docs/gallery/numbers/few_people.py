"""Too few people.

Numbers of fewer than ten respondents are withheld, on the map and in all that is made
from it.
"""

import pandas as pd

import cjm_widgets as cjm

rows = pd.DataFrame({"breakfast": [4, 5, 3, 4] * 10, "sauna": [5, 4, 3] + [None] * 37})
stages = {"breakfast": "Breakfast", "sauna": "Sauna"}
journey = cjm.Journey(stages.values(), ["Emotion", "Rating"], title="A weekend")
journey.join(rows, columns=stages, scale=(1, 5), name="Cards in the room")
journey

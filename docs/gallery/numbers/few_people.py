"""Too few people.

Numbers of fewer than ten respondents are withheld, on the map and in all that is made from it.
"""

import pandas as pd

import cjm_widgets as cjm

rows = pd.DataFrame({"breakfast": [4, 5, 3, 4] * 10, "sauna": [5, 5, 4, 3, 5, 4, 2] + [None] * 33})
journey = cjm.Journey(["Breakfast", "Sauna"], ["Emotion", "Rating"], personas=[], title="A weekend")
columns = {"breakfast": "Breakfast", "sauna": "Sauna"}
journey.join(rows, columns=columns, scale=(1, 5), name="Cards in the room")
journey

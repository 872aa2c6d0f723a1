"""What people mention."""

import pandas as pd

import cjm_widgets as cjm

answers = ["Queue;Price", "Queue", "Staff", "Queue;Staff", "Price", "Queue;Toilets", "Staff;Price", ""]
rows = pd.DataFrame({"entrance": answers * 30, "cafe": ["Price", "Price;Staff", "", "Queue"] * 60})
journey = cjm.Journey(["Entrance", "Café"], ["Rating"], personas=[], title="A zoo")
columns = {"entrance": "Entrance", "cafe": "Café"}
journey.join(rows, columns=columns, measures=cjm.mentions(), name="What bothered you?")
journey

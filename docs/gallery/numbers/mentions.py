"""What people mention.

A cell holds several options, "Queue;Price". The share is of those who mention any.
"""

import pandas as pd

import cjm_widgets as cjm

entrance = ["Queue;Price", "Queue", "Staff", "Queue;Staff", "Price", "Queue;Toilets"]
cafe = ["Price", "Price;Staff", "", "Queue", "Price", "Staff"]
rows = pd.DataFrame({"entrance": entrance * 40, "cafe": cafe * 40})
journey = cjm.Journey(["Entrance", "Café"], ["Rating"], personas=[], title="A zoo")
columns = {"entrance": "Entrance", "cafe": "Café"}
journey.join(rows, columns=columns, measures=cjm.mentions(), name="Bothered by")
journey

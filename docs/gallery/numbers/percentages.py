"""Published percentages.

A report often has only the share of each box and the number of people. Counts follow
by the largest remainder, and the method says so.
"""

import pandas as pd

import cjm_widgets as cjm

stages = ["Quiet at night", "Staff listened"]
report = pd.DataFrame({"item": stages, "never": [9, 4]})
report["some"], report["always"] = [29, 18], [62, 78]
journey = cjm.Journey(stages, ["Rating"], personas=[], title="A hospital stay")
boxes = {"never": 1, "some": 2, "always": 3}
journey.join_counts(report, stage="item", boxes=boxes, n=210, name="Report 2024")
journey

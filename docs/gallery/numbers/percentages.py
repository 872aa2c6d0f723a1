"""Published percentages.

A report often has only the share of each box and the number asked. Counts follow by the largest remainder.
"""

import pandas as pd

import cjm_widgets as cjm

report = pd.DataFrame(
    {"item": ["Quiet at night", "Staff listened"], "never": [9, 4], "some": [29, 18], "always": [62, 78]}
)
journey = cjm.Journey(["Quiet at night", "Staff listened"], ["Rating"], personas=[], title="A hospital stay")
boxes = {"never": 1, "some": 2, "always": 3}
journey.join_counts(report, stage="item", boxes=boxes, n=210, name="Report 2024")
journey

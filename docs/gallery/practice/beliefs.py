"""Beliefs that the survey contradicts.

A ring marks a drawn emotion that differs from the measured one by more than the
tolerance.
"""

import cjm_widgets as cjm

columns = {"Q13GETRATE": "Arrive", "Q14FIND": "Find the way", "Q14PASSTHRU": "Security"}
journey = cjm.Journey(columns.values(), ["Emotion", "Rating"], personas=["Our team"])
journey.emotion["Our team"] = [0.5, -0.5, -1.5]
how = {"columns": columns, "scale": (1, 5), "missing": [0, 6, "Blank"]}
journey.join(cjm.examples.airport_survey(), name="Survey 2017", **how)
journey.set_map(title="A departure by air", tolerance=0.3)
journey

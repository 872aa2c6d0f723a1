"""Beliefs that the survey contradicts.

A ring marks a drawn emotion that differs from the measured one by more than the tolerance.
"""

import cjm_widgets as cjm

stages = ["Getting there", "Finding the way", "Security", "Waiting airside"]
journey = cjm.Journey(stages, ["Emotion", "Rating"], personas=["What we believed"], title="A departure")
journey.emotion["What we believed"] = [0.5, -0.5, -1.5, 0.5]
questions = dict(zip(["Q13GETRATE", "Q14FIND", "Q14PASSTHRU", "Q7FOOD"], stages, strict=True))
journey.join(
    cjm.examples.airport_survey(),
    columns=questions,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    name="Survey 2017",
)
journey.set_map(tolerance=0.3)
journey

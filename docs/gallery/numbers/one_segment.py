"""One segment only."""

import cjm_widgets as cjm

journey = cjm.Journey(["Getting there", "Security", "Waiting airside"], ["Emotion", "Rating"], personas=[])
journey.join(
    cjm.examples.airport_survey(),
    columns={"Q13GETRATE": "Getting there", "Q14PASSTHRU": "Security", "Q7FOOD": "Waiting airside"},
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    by=["flight_type"],
    name="Survey 2017",
)
journey.filter(flight_type="international")
journey

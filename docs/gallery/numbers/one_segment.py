"""One segment only."""

import cjm_widgets as cjm

columns = {"Q13GETRATE": "Arrive", "Q14PASSTHRU": "Security", "Q7FOOD": "Eat"}
journey = cjm.Journey([*columns.values()], ["Emotion", "Rating"], title="A departure")
journey.join(
    cjm.examples.airport_survey(),
    columns=columns,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    by=["flight_type"],
    name="Survey 2017",
)
journey.filter(flight_type="international")
journey

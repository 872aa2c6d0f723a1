"""How scores spread, by segment."""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
journey.join(
    cjm.examples.airport_survey(),
    columns=cjm.examples.AIRPORT_COLUMNS,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    by=["flight_type"],
)
journey.chart("distribution", by="flight_type")

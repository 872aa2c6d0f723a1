"""A survey joined to a map."""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
journey.join(
    cjm.examples.airport_survey(),
    columns=cjm.examples.AIRPORT_COLUMNS,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    name="Survey 2017",
)
journey

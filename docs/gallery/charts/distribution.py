"""How scores spread.

A mean of 4 may be everybody at 4, or most at 5 and some at 1.
"""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
journey.join(
    cjm.examples.airport_survey(),
    columns=cjm.examples.AIRPORT_COLUMNS,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
    by=["flight_type"],
)
journey.chart("distribution")

"""Where two segments differ.

Differences with their intervals. What survives the adjustment over all stages is
marked.
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
journey.chart("compare", by="flight_type")

"""Drawn and measured emotion.

Dashed is what the team drew, solid is what respondents said. The band is the 95 %
interval of the mean.
"""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
journey.join(
    cjm.examples.airport_survey(),
    columns=cjm.examples.AIRPORT_COLUMNS,
    scale=(1, 5),
    missing=[0, 6, "Blank"],
)
journey.chart()

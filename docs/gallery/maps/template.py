"""A map from a template."""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
journey

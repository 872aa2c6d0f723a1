"""What it is, and what it shall be.

A future emotion is a hope: it is drawn dashed and counts as no evidence.
"""

import cjm_widgets as cjm

stages = ["Order", "Wait", "Unpack", "Return"]
journey = cjm.Journey(stages, ["Emotion", "Opportunities"], title="A parcel")
journey.emotion["Customer"] = [1.0, -1.0, 1.5, -2.0]
journey.future["Customer"] = [1.0, 0.5, 1.5, 0.5]
journey.set_cell("Wait", "Opportunities", "An hour, not a day, of delivery")
journey.set_cell("Return", "Opportunities", "A label in every box")
journey

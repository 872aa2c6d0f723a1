"""What it is, and what it shall be.

A future emotion is a hope: it is drawn dashed and counts as no evidence.
"""

import cjm_widgets as cjm

journey = cjm.Journey(["Order", "Wait", "Unpack", "Return"], ["Emotion", "Opportunities"], title="A parcel")
for stage, now, then in [("Order", 1, 1), ("Wait", -1, 0.5), ("Unpack", 1.5, 1.5), ("Return", -2, 0.5)]:
    journey.set_emotion(stage, now)
    journey.set_emotion(stage, then, state="future")
journey.set_cell("Wait", "Opportunities", "An hour, not a day, of delivery")
journey.set_cell("Return", "Opportunities", "A label in every box")
journey

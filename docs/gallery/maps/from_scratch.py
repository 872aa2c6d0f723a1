"""A map from scratch.

Cells are written by their stage and lane. The curve is dashed, since nobody has
measured it yet.
"""

import cjm_widgets as cjm

stages = ["Search", "Book", "Arrive", "Stay", "Leave"]
journey = cjm.Journey(stages, title="A night in a hotel", personas=["Ana"])
journey.emotion["Ana"] = [0.5, -0.5, 1.0, 1.5, -1.0]
journey.set_cell("Book", "Pain points", "The price changes at the last step")
journey.set_cell("Leave", "Pain points", "Queues to pay what is paid already")
journey

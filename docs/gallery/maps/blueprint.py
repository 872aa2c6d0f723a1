"""A service blueprint.

Lanes lie on layers: what customers see, what staff do out of sight, what supports it.
"""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("service-blueprint")
layers = {lane.layer: lane.name for lane in journey.document.lanes}
front = ["Menu in the window", "Greets at the door", "Takes the order", "Brings it"]
back = ["Prints the menu", "Table plan", "Tells the kitchen", "Checks the plate"]
for stage, greeting, work in zip(journey.frame.index, front, back, strict=False):
    journey.set_cell(stage, layers["frontstage"], greeting)
    journey.set_cell(stage, layers["backstage"], work)
journey

"""A service blueprint."""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("service-blueprint")
for stage, front, back in zip(
    journey.frame.index,
    ["Greets at the door", "Takes the order", "Brings the plate", "Brings the bill", "Says goodbye"],
    ["Table plan", "Order goes to the kitchen", "Plate is checked", "Till", "Table is cleared"],
    strict=False,
):
    lanes = journey.document.lanes
    journey.set_cell(stage, next(lane.name for lane in lanes if lane.layer == "frontstage"), front)
    journey.set_cell(stage, next(lane.name for lane in lanes if lane.layer == "backstage"), back)
journey

"""Two personas, two curves."""

import cjm_widgets as cjm

stages = ["Choose a doctor", "Book", "Wait", "Consultation", "Follow-up"]
journey = cjm.Journey(stages, title="A first visit", personas=["Ruth, 78", "Tim, 31"])
journey.emotion["Ruth, 78"] = [0.0, -1.5, 0.5, 1.5, 1.0]
journey.emotion["Tim, 31"] = [0.5, 1.0, -1.5, 0.5, -0.5]
journey.set_cell("Book", "Pain points", "The line is engaged all morning")
journey.set_cell("Wait", "Pain points", "Nobody says how long it takes")
journey

"""What backs each card.

Solid cards have data, those with a bar a quote, dashed ones are assumptions.
"""

import cjm_widgets as cjm

journey = cjm.Journey(
    ["Call", "Wait", "Answer"], ["Pain points"], title="A support case", personas=[]
)
journey.set_cell("Call", "Pain points", "The number is hard to find")
journey.set_cell("Wait", "Pain points", "Nine minutes of music")
journey.set_cell("Answer", "Pain points", "I told the same story three times")
journey.cards.loc["pain-points.wait", ["evidence", "source", "n"]] = [
    "data",
    "Call log, May",
    1204,
]
journey.cards.loc["pain-points.answer", ["evidence", "who"]] = ["quote", "Caller, 54"]
journey

"""A map from a pandas frame.

The index holds the stages, the columns the lanes; a line break parts two cards.
"""

import pandas as pd

import cjm_widgets as cjm

cells = {
    "Actions": ["Fills in a form", "Waits", "Signs"],
    "Touchpoints": ["Website", "Letter", "Branch"],
    "Pain points": ["Asks twice for the same", "No news for days\nNobody to call", ""],
}
frame = pd.DataFrame(cells, index=["Apply", "Wait for an answer", "Open the account"])
journey = cjm.Journey.from_frame(frame, title="Opening an account")
journey

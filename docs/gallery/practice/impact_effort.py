"""Opportunities by impact and effort.

Sizes are ranges, since nobody knows them exactly. Where ranges overlap the order is
open.
"""

import cjm_widgets as cjm

journey = cjm.Journey.from_template("airport-departure")
sizes = {
    "opportunities.finding-the-way": ("7–9", "60–80", "5–6", "6–9"),
    "opportunities.waiting-airside": ("6–9", "40–70", "2–4", "8–14"),
    "opportunities.waiting-airside.2": ("5–7", "60–80", "7–8", "2–3"),
}
for card, size in sizes.items():
    journey.opportunities.loc[card, ["impact", "confidence", "ease", "effort"]] = size
journey.chart("impact-effort")

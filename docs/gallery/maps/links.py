"""Ways back: links between stages."""

import cjm_widgets as cjm

journey = cjm.Journey(
    ["Search", "Compare", "Basket", "Pay", "Receive"],
    ["Emotion", "Actions"],
    title="Buying a lamp",
)
journey.emotion["Customer"] = [0.5, -0.5, 0.5, -1.0, 1.0]
journey.link("Compare", "Search", label="nothing fits")
journey.link("Pay", "Basket", kind="controlled", label="voucher refused")
journey.link("Search", "Basket", label="bought before")
journey.link("Receive", None, kind="open", label="tells a friend")
journey

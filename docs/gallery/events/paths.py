"""The most frequent paths."""

import cjm_widgets as cjm

stages = ["Search", "Product", "Basket", "Delivery", "Payment", "Thanks"]
shop = cjm.Journey(stages, lanes=["Pain points"], personas=[], title="Buying a lamp")
log = {"case": "visitor", "activity": "page", "time": "at", "by": "device", "name": "Clicks"}
shop.join_events(cjm.examples.shop_clicks(), stages=cjm.examples.SHOP_PAGES, match="glob", **log)
shop.chart("paths", top=10)

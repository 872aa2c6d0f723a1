"""Minutes at each stage."""

import cjm_widgets as cjm

stages = ["Search", "Product", "Basket", "Delivery", "Payment", "Thanks"]
shop = cjm.Journey(stages, ["Pain points"], personas=[], title="Buying a lamp")
log = {"case": "visitor", "activity": "page", "time": "at", "by": "device"}
pages = {"stages": cjm.examples.SHOP_PAGES, "match": "glob", "name": "Clicks"}
shop.join_events(cjm.examples.shop_clicks(), **log, **pages)
shop.chart("time", by="device")

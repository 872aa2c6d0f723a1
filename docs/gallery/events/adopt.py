"""A way nobody drew.

On phones the address form sends visitors back to the basket. `adopt` draws the way
that they took.
"""

import cjm_widgets as cjm

stages = ["Search", "Product", "Basket", "Delivery", "Payment", "Thanks"]
shop = cjm.Journey(stages, ["Pain points"], personas=[], title="Buying a lamp")
log = {"case": "visitor", "activity": "page", "time": "at", "by": "device"}
pages = {"stages": cjm.examples.SHOP_PAGES, "match": "glob", "name": "Clicks"}
shop.join_events(cjm.examples.shop_clicks(), **log, **pages)
shop.adopt(("Delivery", "Basket"))
shop.set_cell("Delivery", "Pain points", "On phones the form sends people back")
shop.filter(device="phone")
shop

"""Buying: what an order costs and whether it is owned; every attempt driven to its end; nothing paid for twice."""

from storyboard.submit.buyer import Buyer, Cart
from storyboard.submit.drive import DriveRun, Progress, drive
from storyboard.submit.purchase import Purchase, complain, complain_of_films, look_up, owned, quote, remarks_on, total

__all__ = [
    "Buyer",
    "Cart",
    "DriveRun",
    "Progress",
    "Purchase",
    "complain",
    "complain_of_films",
    "drive",
    "look_up",
    "owned",
    "quote",
    "remarks_on",
    "total",
]

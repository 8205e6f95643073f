"""Buying: what an order costs and whether it is owned; every attempt driven to its end; nothing paid for twice."""

from storyboard.submit.buy import buy, drive_all
from storyboard.submit.drive import Progress, Run, drive
from storyboard.submit.purchase import Purchase, complain, complain_of_films, look_up, owned, quote, remarks_on, total

__all__ = [
    "Progress",
    "Purchase",
    "Run",
    "buy",
    "complain",
    "complain_of_films",
    "drive",
    "drive_all",
    "look_up",
    "owned",
    "quote",
    "remarks_on",
    "total",
]

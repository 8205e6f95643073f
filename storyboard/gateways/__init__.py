"""Gateways: dialects at work. One protocol for all of them; `preview` is one of them."""

from storyboard.gateways.opening import open_gateway
from storyboard.gateways.preview import Preview
from storyboard.gateways.protocol import (
    Accepted,
    Film,
    Gateway,
    NotAccepted,
    NotFetched,
    Observation,
    Outcome,
    Pace,
    Ticket,
    Unclear,
    Upload,
    WireRequest,
    key_of,
)

__all__ = [
    "Accepted",
    "Film",
    "Gateway",
    "NotAccepted",
    "NotFetched",
    "Observation",
    "Outcome",
    "Pace",
    "Preview",
    "Ticket",
    "Unclear",
    "Upload",
    "WireRequest",
    "key_of",
    "open_gateway",
]

"""Ears: what turns the sound of a take into words with times, at an endpoint or on this machine. Each sound is heard once."""

from storyboard.ears.ear import Ear
from storyboard.ears.opening import open_ear
from storyboard.ears.store import HearingStore

__all__ = ["Ear", "HearingStore", "open_ear"]

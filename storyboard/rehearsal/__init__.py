"""A local server that speaks every dialect as strictly as the real ones, charges a play account and fails as asked.

It shares no code with `gateways`: what each side believes about a dialect is written down twice, and must agree.
"""

from storyboard.rehearsal.rehearsal import Rehearsal
from storyboard.rehearsal.scenarios import SCENARIOS, Scenario
from storyboard.rehearsal.shop import PRICES, Shop

__all__ = ["PRICES", "SCENARIOS", "Rehearsal", "Scenario", "Shop"]

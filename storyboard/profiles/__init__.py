"""What can be bought: profiles (what is true of a video model) and dialects (how a gateway is spoken to), both as data.

One file a piece, `storyboard/profiles/*.toml` and `storyboard/dialects/*.toml`, read through one schema; a production's own
`profiles/*.toml` and `dialects/*.toml` beside its `storyboard.toml` add to them or, under the same name, replace them.
"""

from storyboard.profiles.dialect import Dialect, Field, Model, ReferenceField, load_dialect, load_dialects
from storyboard.profiles.offers import make_offer, offer_of, remarks
from storyboard.profiles.profile import Profile, load_profiles, profile_for

__all__ = [
    "Dialect",
    "Field",
    "Model",
    "Profile",
    "ReferenceField",
    "load_dialect",
    "load_dialects",
    "load_profiles",
    "make_offer",
    "offer_of",
    "profile_for",
    "remarks",
]

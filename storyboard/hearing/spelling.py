"""How an English word sounds, as far as its letters tell: ears mix up words that sound alike, and those are written alike, too."""

from functools import cache

from storyboard.patterns import deferred

ROWS = (
    ("^(?:kn|gn|pn)", "N"), ("^wr", "R"), ("^wh(?=o)", "H"), ("^wh", "W"), ("^ps", "S"), ("^x", "S"),  # letters that are not spoken
    ("oul(?=d)", "o"), ("al(?=[kmf])", "a"), ("mb$", "N"), ("gh", ""), ("(?<=s)t(?=en$|le$)", ""),
    ("tch|sh|ch|dge?|j|ge$|[st]i(?=on|an|al)|ci(?=[ao])", "X"), ("ph", "F"), ("ck", "K"), ("c(?=[eiy])", "S"), ("qu", "KW"), ("x", "KS"),
    ("[ea]w(?![aeiouy])", "o"), ("(?<=[^aeiou])e$(?<=[aeiouy][^aeiou]e)|(?<=[aeiouy][^aeiou][^aeiou])e$", ""),
    ("[ckgq]+", "K"), ("ng|[mn]+", "N"), ("th|[td]+", "T"), ("[pb]+", "P"), ("[fv]+", "F"), ("[sz]+", "S"), ("l+", "L"), ("r+", "R"),
    ("w(?=[aeiouy])", "W"), ("h(?=[aeiouy])", "H"), ("^y(?=[aeiou])", "Y"), ("[wh]", ""),
    ("[aeiy]*[ou][aeiouy]*", "o"), ("[ae]?[ei][aeiy]*|y", "e"), ("a[aeiy]*", "a"),  # three vowels: round, front, open
)  # fmt: skip
"""Letters -> a sound, in the order in which they are replaced. Voiced and unvoiced consonants are one, as are m and n: ears take one for the other."""
_ROWS = tuple((deferred(letters), sound) for letters, sound in ROWS)
_TWICE = deferred(r"(.)\1+")


@cache
def sounds(word: str) -> str:
    """Its sounds, a sign each: capitals are consonants, small letters vowels. `word` in small letters."""
    for letters, sound in _ROWS:
        word = letters.sub(sound, word)
    return _TWICE.sub(r"\1", word)

"""What the script lines that an answer cites prove of somebody: its words stand there, and about nobody else."""

import re
from collections.abc import Collection, Sequence

from storyboard import names
from storyboard.cast import roles
from storyboard.languages import Language
from storyboard.patterns import deferred

_CLAUSES = {"zh": deferred(r"[，,。；;！!？?：:、\s（）()△▲]+"), "en": deferred(r"[,.;:!?()\n]+|\b(?:and|then)\b")}
_BEGINS = {"zh": deferred(r"(?P<male>他)(?!们)|(?P<female>她)(?!们)"), "en": deferred(r"\s*(?:(?P<male>He)|(?P<female>She))\b", re.I)}  # fmt: skip
"""A clause that begins with a pronoun; as an object (`sees him`, 看着他) it means somebody else."""
_NOUNS = {
    "zh": deferred(
        r"(?P<female>女[人孩生子儿士性]|姑娘|少女|妇人|丫鬟|母亲|老太太?|大妈|大娘|大婶|阿姨|奶奶|外婆|姥姥|妈妈?|[老婆]婆|妻子|老婆|媳妇|夫人|太太|小姐|女士|闺女|姐姐?|妹妹?|寡妇|新娘|她的)"
        r"|(?P<male>男[人孩生子士性]|小伙|少年|汉子|父亲|儿子|老[头汉]|大爷|大叔|大伯|叔叔?|爷爷|外公|姥爷|爸爸?|爹|丈夫|老公|先生|少爷|公子|哥哥?|弟弟?|新郎|他的)"
    ),
    "en": deferred(
        r"\b(?:(?P<female>woman|girl|lady|female|daughter|mother|wife|widow|bride|sister|aunt|grandmother|grandma|granny|mum|mom|mama|ma['’]am|madam|mrs|ms|miss|her(?=\s+[a-z]))"
        r"|(?P<male>man|boy|gentleman|male|son|father|husband|widower|groom|brother|uncle|grandfather|grandpa|dad|papa|sir|mr|his))\b",
        re.I,
    ),
}
"""Nouns for somebody of one sex, and whose something is."""


_WORN = "戴穿围系披留有拄背挎佩缠贴插"
"""Verbs that a look may put before a thing: 戴圆框眼镜."""


def stands(style: str, cited: str, language: str) -> bool:
    """Whether every piece of a style stands in the lines that an answer cites: 冲锋衣配小皮鞋 where 冲锋衣 and 小皮鞋 do."""
    if Language.of(language).does("writing.han"):
        pieces = [piece for piece in re.split("[配和与的、]", style) if piece]
        return bool(pieces) and all(piece in cited or piece.lstrip(_WORN) in cited for piece in pieces)
    words = [
        piece
        for piece in re.findall(r"[\w’'-]+", style.lower())
        if piece not in ("and", "with", "a", "an", "the", "over")
    ]
    return bool(words) and all(piece in cited.lower() for piece in words)


def found_at(quote: str, line: int, text: Sequence[str]) -> int:
    """The line of the script (1-based) nearest to the one that is cited in which words stand, whatever white space is between them; 0: none."""
    words = "".join(quote.split()).casefold()
    held = (
        [at for at, told in enumerate(text, 1) if words in "".join(told.split()).casefold()] if len(words) > 1 else []
    )
    return min(held, key=lambda at: abs(at - line), default=0)


def called_in(name: str, text: str) -> bool:
    """Whether a text has a thing by its name, or by what it is alone: 手机 of 小柯的手机, `phone` of Leo's phone."""
    bare = re.split(r"的|['’]s\s+", name)[-1].strip()
    return name.casefold() in text.casefold() or (len(bare) > 1 and bare.casefold() in text.casefold())


def sex_stands(sex: str, own: Collection[str], others: Collection[str], lines: Sequence[str], language: str) -> bool:
    """Whether a cited line names this person and nobody else, and every word of it that tells a sex tells this one.

    Counted are nouns (女孩, `a man`) and pronouns that begin a clause; one line that tells the other sex is a doubt, so no proof.
    """
    code = Language.of(language).code
    column = dict(zip(roles.tables(code)["sexes"], ("male", "female"), strict=True)).get(sex, "")
    told: set[str | None] = set()
    for line in lines:
        if names_any(line, own) and not names_any(line, others):
            clauses = _CLAUSES[code].split(line)
            begins = (match for clause in clauses if (match := _BEGINS[code].match(clause)))
            told |= {match.lastgroup for match in (*begins, *_NOUNS[code].finditer(line))}
    return told == {column}


def names_any(line: str, people: Collection[str]) -> bool:
    """Whether a line names one of these, Latin letters with a capital: Anna or ANNA."""
    known = names.pattern(people)
    found = re.finditer(known.pattern, line, re.IGNORECASE) if known else ()
    return any(not match[0][0].islower() for match in found)


def nouns_of(look: str, language: str) -> str:
    """The sex that the first noun of a line of looks tells (`woman of fifty, …`, 男，三十岁, 四十岁男); empty where none does."""
    code = Language.of(language).code
    plain = re.match(r"(?:[^，、,；;男女]{0,8}(?:岁|出头|上下|左右|[青中老成少]年|年轻)的?)?([男女])", look)
    match = _NOUNS[code].search(look)
    if plain:
        return plain[1]
    columns = dict(zip(("male", "female"), roles.tables(code)["sexes"], strict=True))
    return columns[match.lastgroup] if match and match.lastgroup else ""

"""Whom a pronoun means, where only one person can be meant; elsewhere nothing.

Firm: the pronoun is the subject, or his or her own, of a sentence about one person (`MARA waves. She …`, 何大年放下担子，他抹了把汗).
Loose: an object of a sentence with two people, the first sentence after somebody's speech, a direction. 抱住她, 推开他的手 and `grabs her
arm` tell nothing of who does it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from storyboard.cast import bearing, roles, said
from storyboard.cast.ages import age
from storyboard.cast.portraits import LENT_EN, Mentioned, acts, mentions, quiet
from storyboard.languages import Language
from storyboard.model import Script, Unit
from storyboard.patterns import deferred
from storyboard.records import dataclass

SEX = {
    "他": "男", "她": "女", "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_EN = deferred(
    r"\b(he(?!(?-i:\s+[A-Z][a-zA-Z’']))|she|him|her|his|hers|himself|herself)\b(?!['’]s\b(?! (?:a|the|not|been|in)\b)\w)",
    re.I,
)
_NOMINATIVE = frozenset({"he", "she"})
_NOUN_BEHIND = deferred(
    r"\s+(?!(?:to|into|from|by|and|with|at|on|in|out|away|up|down|off|back(?! to\b)|as|for|of|over|toward|towards|onto|through|before|after|while|until|then|aside|close|closer|forward|the|a|an|his|who|is|are)\b)[\w’'-]+"
)
_CONTACT = deferred(
    r"\b(?:grab|grip|take|touch|hold|catch|pull|push|pin|slap|wipe|kiss|stroke|squeeze|clutch|seize|cup|rake|raking|brush|pat|shake|yank|twist|examine|study|meet|follow|watch|stare|look|glance|"
    r"clasp|adjust|lift|tilt|bandage|check|cradle|caress|search|force|escort|slam|cover|muffl|gag|smother|chok|strangl|punch|pok|nudg|tap(?!er|est)|massag|leave|bind|block|throw|drag|stab|hit|strike|kick|sip|rip|tear|fix|button|comb|feed|press|tie|smell|untie|cuff)\w*\s+(?:\w+\s+){0,3}$",
    re.I,
)
"""What is done to a part of somebody, one's own or another's."""
_OWN_NOUN = deferred(
    r"^(?:\s+[\w’'-]+){0,2}?\s+(?:back|tie|posture|portfolio|knuckles|fists?|uniform|apron|belt|armou?r|arms?|hands?|fingers|fingertips|palms?|face|forehead|temple|hair|chest|stomach|legs?|foot|ear|ears|wrist|heels|spectacles|umbrella|seat|chair|drink|cup|wounds?|composure|hips|keys|watch|collar|tears|nose|beard|robes?|cloak|sword|scarf|jacket|shirt|dress|skirt|apron|boots|shoes|head|eyes|gaze|throat|breath|lips|jaw|brow|voice|shoulders|posture|expression|teeth|knees|feet|mouth|smile|chin|sleeves?|phone|bag|purse|pocket|pockets|coat|glasses|hat|way|goggles|visor|hood|veil|cap|headphones|earphones|helmet|gloves|mittens|stockings|wig|crown|tiara|necklace|earrings?|bracelet|cane|crutch(?:es)?|walking stick|wheelchair|cigarette|cigar|pipe|cast|sling|bun|braids?|ponytail|pigtails|curls|fringe|moustache|mustache|spurs|holster|backpack|rucksack|lap|cheeks?|neck|nails|toes|elbows?|ribs|suspenders|braces|pistol|gun|rifle|revolver|stirrups|saddle|waistcoat|cardigan|sweater|hoodie|overcoat|raincoat|nightgown|pyjamas|pajamas)\b",
    re.I,
)
_ALWAYS = deferred(
    r"^(?:\s+[\w’'-]+){0,2}?\s+(?:breath|voice|gaze|posture|composure|phone|bag|purse|glasses|spectacles|goggles|visor|umbrella|keys|back|apron|boots|sleeves?|cane|crutch(?:es)?|cigarette|pipe|own)\b",
    re.I,
)
_SELF = deferred(
    r"\b(?:clutch\w*\s+(?:at\s+)?(?:his|her)\s+(?:stomach|belly|chest|side|ribs|heart|abdomen)"
    r"|rub\w*\s+(?:his|her)\s+(?:temples?|eyes|forehead|chin|beard|jaw)|strok\w*\s+(?:his|her)\s+(?:beard|chin|moustache)"
    r"|scratch\w*\s+(?:his|her)\s+(?:head|beard|chin)|wip\w*\s+(?:his|her)\s+(?:brow|hands)|bit\w*\s+(?:his|her)\s+(?:\w+\s+)?lips?"
    r"|cover\w*\s+(?:his|her)\s+(?:own\s+)?(?:face|eyes|ears)|t(?:ie|ying)\w*\s+(?:his|her)\s+(?:robe|bathrobe|gown|sash|belt)"
    r"|(?:lift|take|pull|draw|snatch)\w*\s+(?:his|her)\s+hands?\s+(?:off|from|away|back))\b",
    re.I,
)
"""What is done to oneself only."""
_HUNG = deferred(r"\b(?:the|an?)\s+[\w-]+\s+(?:at|on|around|round|about)\s+$", re.I)
"""What hangs on one's own body, whatever is done with it: `touches the locket at her throat`."""
_WITH = deferred(r"\bwith\s+$", re.I)
_PLACED = deferred(
    r"\b(?:into|at|on|onto|against|around|to|from|toward|towards|over|behind|across|under|beside|near|down|off|past|before)\s+$",
    re.I,
)
"""What is done in the place of somebody: `into her pocket`, own or another's."""
_SENTENCE = deferred(r"(?:[^.!?\n]|(?<=\b[A-Z])\.|(?<=\b[DMdm][rR])\.|(?<=\b[Mm]rs)\.|\.(?=\w))+[.!?]*")
_ZH_SENTENCE = deferred(r"[^。！？!?\n]+[。！？!?]*")
_TOUCH = deferred(
    r"[抱推拉拽扶搂握抓扯按捂打踢拍吻牵挽盯看望瞪递拦挡护擦掐咬揽拥追跟对向朝给把将劝喊叫问](?:住|着|开|了|过|向|到|起|给|近)*$|甩开$|[走凑靠]近$"
)
_ZH = deferred(r"[他她](?!们|人|乡|日|方|处)")


_MEANWHILE = deferred(r"\b(?:as|while)\s+$", re.I)
_TOO = tuple("也则")
"""What stands behind a pronoun that means somebody else than who was just spoken of: 小满等着。他也等着。"""


_AHEAD = deferred(
    r"\W*(?:(?:and|but|then|now|suddenly|again|the|an?|one|young|old|little|deposed|masked|exhausted|[a-z]+ed|[a-z]+ly|[A-Z][A-Z]+)\s+){0,4}"
)
"""What may stand before the name a sentence is about, behind its last comma."""
_HIS = deferred(r"(?:his|her|their)\b", re.I)
_MANY = deferred(
    r"\W*(?:They(?: both| all)?|Both|Everyone|Everybody|Nobody|(?:(?:The|Two|Three|Four|Several|More) )?(?:[\w-]+ )?(?!His|This|Across|Always|Is|Was)[A-Za-z][\w-]+s)\s+(?:[a-z]+ly\s+)?[a-z]+(?<!s)(?<!ing)(?:\s+(?:at|to|for|on|up|around|towards?|upon|over|with|away|out))?\s+"
)
"""Several who do something to the one whose name follows, so that no pronoun behind it is theirs: `Soldiers drag `, `They instinctively shield `."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A pronoun and whom it means."""

    name: str
    """Empty where only those it cannot mean tell whom it means."""
    sex: str
    firm: bool
    line: int
    quote: str
    others: tuple[str, ...] = ()
    """Everybody else who has been in the scene so far."""
    heads: bool = False
    """It is the subject of a paragraph right behind the last words or deeds of the one it seems to mean."""
    behind: str = ""
    """What the sentence says behind a pronoun that opens it or a clause: it is about whom the pronoun means. `’s` stands first where it is whose something is."""
    held: bool = False
    """Whom it seems to mean speaks before and behind it, or was spoken of last before those words."""
    near: bool = False
    """Nobody else is spoken of right before it, be what follows their own or another's."""
    coming: tuple[str, ...] = ()
    """Who speaks later in the scene and has not been in it so far."""


def hints(script: Script, names: Collection[str]) -> list[Hint]:
    """Every pronoun of the actions and directions of which it is clear whom it means."""
    spoken = Language.of(script.language)
    language, read = spoken.code, _han if spoken.does("writing.han") else _latin
    found: list[Hint] = []
    there: dict[str, dict[str, None]] = {scene.id: dict.fromkeys(scene.cast) for scene in script.scenes}
    """Who stands in the cast line, has spoken or was named in an action so far, scene by scene."""
    crowds = {name for name in names if roles.kind(name, (), language) == "group"}
    before: list[str] = []
    """Who may be meant by a pronoun at the head of the next action: the people of the last action, or the last speaker."""
    last, behind = "", _next_speakers(script)
    speakers: dict[str, set[str]] = {}
    for unit in script.units:
        if unit.speaker or unit.scene not in speakers:
            speakers.setdefault(unit.scene, set()).update(filter(None, (unit.speaker,)))
    for unit in script.units:
        present = there.setdefault(unit.scene, {})
        if unit.kind == "heading":
            before, last = [], ""
        elif unit.kind == "action" and unit.text.strip():
            text = quiet(unit.text.replace("\n", " "), names, language)
            here = [one for one in mentions(text, names, language) if one.name not in crowds]
            here = _with_strangers(text, here) if spoken.does("writing.words") else here
            present.update(dict.fromkeys(one.name for one in here if one.name))
            single = [name for name in present if name not in crowds]
            for hint in read(text, here, before, single):
                others = hint.others or tuple(name for name in single if name != hint.name)
                held = hint.heads and (hint.name in (last, behind.get(unit.id)) or speakers[unit.scene] == {hint.name})
                coming = tuple(sorted(speakers[unit.scene] - {*present, hint.name}))
                found.append(replace(hint, line=script.line_of(unit.start), others=others, held=held, coming=coming))
            named = list(dict.fromkeys(one.name for one in here))
            last = _last_subject(text, here) if here else last
            before = named if named else before
        elif unit.kind == "speech" and unit.speaker:
            present.update(dict.fromkeys(unit.members or (unit.speaker,)))
            others = tuple(name for name in present if name != unit.speaker and name not in crowds)
            directed = _directions(unit, names, language) if unit.parentheticals else ()
            found += [replace(hint, line=script.line_of(unit.start), others=others) for hint in directed]
            for hint in (*_spoken_of(unit, names, language), *_called_a(unit, names, language)):
                elsewhere = tuple(name for name in names if name != hint.name)
                found.append(replace(hint, line=script.line_of(unit.start), others=elsewhere))
            before = [unit.speaker] if not unit.members and unit.delivery not in _ELSEWHERE else []
    return [*found, *_awaited(script, names, language), *_just_heard(script, language)]


_STRANGER = deferred(r"(?:^|[.!?]\s+|\band )(?P<who>[A-Z]{4,})(?= (?:\w+ly )?[a-z]{3,}s\b)")
"""Somebody in capitals who does something and is not of the cast: an animal with a name. BISCUIT wags his tail."""


def _is_stranger(text: str, sentence: re.Match[str], leader: Mentioned) -> bool:
    """Whether a sentence begins with somebody in capitals of whom nothing else is known: what is his or hers there is theirs."""
    return (
        not leader.name
        and text[leader.start : leader.end].isupper()
        and not sentence[0][: leader.start - sentence.start()].strip()
    )


def _with_strangers(text: str, here: Sequence[Mentioned]) -> list[Mentioned]:
    """Whom a text speaks of, and who does something in it under a name that the cast does not have."""
    known = {at for one in here for at in range(one.start, one.end)}
    found = [match for match in _STRANGER.finditer(text) if match.start("who") not in known]
    strangers = [Mentioned(match.start("who"), match.end("who"), "") for match in found]
    return sorted((*here, *strangers), key=lambda one: one.start) if strangers else list(here)


_ASKED = {
    "en": deferred(r"\W*[Ww]hat (?:did|does|is|was) (?P<who>he|she) (?:just )?(?:say|said|saying|call|calling|mean|talking)\b(?P<you> (?:to )?you\b)?"),
    "zh": deferred("[^一-龥]*(?P<who>[他她])(?:刚才?)?(?:说|叫|喊|管)(?P<you>你)?(?:什么|啥)", needs="他她"),
}  # fmt: skip
"""What is asked about words that have just been said: `What did he call you?`"""
_ELSEWHERE = ("offscreen", "phone")
_ENTERS = deferred(
    r"\W*(?P<who>She|He) (?:enters|emerges|appears|(?:comes|walks|climbs|steps|bursts|runs|rides|strides|slips|leans|hurries|stumbles|limps) (?:in|out|through|into|round|around|from|down|up)\b)"
)
"""How somebody comes into the picture who was heard from outside it."""


def _just_heard(script: Script, language: str) -> Iterator[Hint]:
    """Whoever comes in right after being heard from outside (JUNIPER (O.S.), and then `She climbs in`), and whose words are asked about."""
    spoke, coming, met = "", "", dict[str, None]()
    for unit in script.units:
        if unit.kind == "heading":
            spoke, coming, met = "", "", {}
        elif unit.kind == "action" and unit.text.strip():
            quote = unit.text.strip()[:60]
            if enters := _ENTERS.match(quote) if coming else None:
                yield Hint(coming, SEX[enters["who"].lower()], True, script.line_of(unit.start), quote)
            coming = ""
        elif unit.kind == "speech" and unit.speaker:
            if asked := _ASKED[language].match(unit.text) if spoke not in ("", unit.speaker) else None:
                others = tuple(name for name in met if name not in (spoke, unit.speaker))
                line, quote = script.line_of(unit.start), unit.text.strip()[:60]
                yield Hint(spoke, SEX[asked["who"].lower()], bool(asked["you"]), line, quote, others)
            alone = not unit.members and unit.delivery in ("", "offscreen")
            spoke = unit.speaker if alone else ""
            coming = unit.speaker if unit.delivery == "offscreen" and alone else ""
            met |= {unit.speaker: None}


_AWAITED = {
    "zh": deferred("(?P<who>[他她])(?!们)(?:怎么|咋|什么时候|几点|是不是|该不会|还|快|又|今天|肯定|应该)*(?:没来|不来|不会来|来不来|没到|到了|来了|回来|迟到|在路上|会来)", needs="来到路"),
    "en": deferred(r"\b(?P<who>he|she)(?:['’]s| is|['’]ll(?: be)?| isn['’]t)? (?:late|coming|here|on (?:his|her) way|not coming|never late|running late|always late|be late)\b", re.I),
}  # fmt: skip
"""What is said of somebody who is awaited."""
_COMES = {
    "zh": deferred("推门|进来|走进|进门|冲进|跑进|闯进|出现|赶来|走来", needs="门进来现"),
    "en": deferred(r"\b(?:enters?|comes? in|walks? in|bursts? in|hurries in|rushes in|runs? in|arrives?|appears?|in the doorway|opens the door)\b", re.I),
}  # fmt: skip


def _awaited(script: Script, names: Collection[str], language: str) -> Iterator[Hint]:
    """`He's late.`, and then the first to come in who has not been seen in the scene."""
    met: set[str] = set()
    small = [(name, name.casefold()) for name in names]
    waited: tuple[str, int, str] | None = None
    for unit in script.units:
        if unit.kind == "heading":
            met, waited = set(), None
        elif unit.kind == "speech" and unit.speaker:
            met |= {unit.speaker, *unit.members}
            told = _AWAITED[language].search(unit.text)
            waited = (SEX[told["who"].lower()], script.line_of(unit.start), unit.text.strip()[:60]) if told else waited
        elif unit.kind == "action" and unit.text.strip():
            folded = unit.text.casefold()
            if waited and _COMES[language].search(unit.text):
                new = {one.name for one in mentions(unit.text, names, language)} - met - {""}
                for name in new if len(new) == 1 else ():
                    yield Hint(name, waited[0], False, waited[1], waited[2], tuple(met - new))
                waited = None if new else waited
            met.update(name for name, word in small if word in folded)


def _last_subject(text: str, here: Sequence[Mentioned]) -> str:
    """Whom the last sentence that speaks of anybody begins with."""
    start = max(text.rfind(sign, 0, here[-1].start) for sign in ".!?。！？") + 1
    return next(one.name for one in here if one.start >= start)


def _next_speakers(script: Script) -> dict[str, str]:
    """For every action, by its id, who speaks next in the scene."""
    found: dict[str, str] = {}
    speaker, scene = "", ""
    for unit in reversed(script.units):
        if unit.scene != scene:
            speaker, scene = "", unit.scene
        if unit.kind == "speech" and unit.speaker:
            speaker = unit.speaker
        elif unit.kind == "action":
            found[unit.id] = speaker
    return found


def _directions(unit: Unit, names: Collection[str], language: str) -> Iterator[Hint]:
    """`(shaking her head)`: of the speaker, where nobody else is named and nothing is done to somebody; without their line."""
    if Language.of(language).does("writing.han"):
        return
    for direction in unit.parentheticals:
        text = direction.text
        if unit.speaker not in names or not _EN.search(text) or mentions(text, names, language):
            continue
        for match in _EN.finditer(text):
            word = match[0].lower()
            placed = _PLACED.search(text[: match.start()]) and not _ALWAYS.match(text[match.end() :])
            if _own(text, match, word) and not placed:
                firm = _OWN_NOUN.match(text[match.end() :]) is not None
                yield Hint(unit.speaker, SEX[word], firm, 0, text.strip("()（） "))


_SPOKEN_OF = {
    "en": deferred(r"(?:—|--|–|,? is |,? was |, )(?=(?:she|he)\b)(?P<near>she|he)\b|[^.!?—,]*[.!?]\s+(?P<next>She|He)\b"),
    "zh": deferred(r"(?:(?:的(?:主意|意思|错|责任|办法|计划|命令|安排))?，(?:就|都|全)?[是怪](?P<next>[他她])|[，—]*(?P<near>[他她]))(?!们)"),
}  # fmt: skip
"""What stands behind a name that is spoken of, and the pronoun for it."""


_SUBJECT = deferred(r"['’]s\s(?!\w+['’])|\s+(?:is|was|has|had|will|never|always|just|[a-z]+(?:s|ed))\b(?=[^.!?,]*[.!])")
"""What stands behind a name that a sentence is about: `Theo's here.`"""


_GOES_ON_OF = deferred(
    r"\s+(?:was|is|had|has|swore|came|went|said|got|took|gave|kept|left|made|[a-z]+(?:s|ed))\b[^.!?,;:—]{0,60}?\b(?P<who>he|she)\b"
)
"""What stands behind a name of which the same sentence goes on to speak: `Deputy Crowe swore till he died`."""
_HE_OR_SHE = {"en": deferred(r"\b(?:[Ss]he|[Hh]e)\b"), "zh": deferred("[他她]")}
"""What every speech has that calls somebody so: in others nobody need be looked for."""


def _spoken_of(unit: Unit, names: Collection[str], language: str) -> Iterator[Hint]:
    """What a speech calls somebody who is spoken of: `Yun Shu—she'll write her own destiny`, `Zhaodi graduates next month. She'll …`.

    Only for the first name of a speech, so that nobody else is meant; a name that is called out (`Zhaodi—it's not`) is not spoken of.
    """
    if not _HE_OR_SHE[language].search(unit.text):
        return
    every = mentions(unit.text, names, language)
    here = [one for one in every if one.name and one.name != unit.speaker]
    if len({one.name for one in here}) != 1:
        return
    told = _SPOKEN_OF[language].match(unit.text, here[0].end)
    word = (told["near"] or told["next"]).lower() if told else ""
    heads = re.search(r"(?:^|[.!?]\s+)$", unit.text[: here[0].start]) is not None
    han = Language.of(language).does("writing.han")
    firm = bool(told and told["next"]) and (han or (heads and _SUBJECT.match(unit.text, here[0].end) is not None))
    if word:
        yield Hint(here[0].name, SEX[word], firm, 0, unit.text.strip()[:60], heads=heads)
    elif not han and len(every) == 1 and (later := _GOES_ON_OF.match(unit.text, here[0].end)):
        yield Hint(here[0].name, SEX[later["who"]], False, 0, unit.text.strip()[:60])


_IS_A = {
    "en": deferred(r"(?:['’]s| is| was) an? (?:[a-z]+ )?(?P<who>girl|woman|lady|boy|man|gentleman|guy)\b"),
    "zh": deferred("(?:[这那]个?|(?:就|可|竟|竟然|居然|原来|到底|毕竟|还|也)?是个?)(?:小)?(?P<who>女人|女的|女孩子?|姑娘|女儿身|男人|男的|男孩子?|小伙子)(?!家|们)", needs="女男姑小"),
}  # fmt: skip
"""What stands behind a name and says whether it is a man's or a woman's: `Santa's a girl?`, 沈砚是个女的."""


def _called_a(unit: Unit, names: Collection[str], language: str) -> Iterator[Hint]:
    """Who a speech says is a man or a woman."""
    for one in mentions(unit.text, names, language) if _IS_A[language].search(unit.text) else ():
        told = _IS_A[language].match(unit.text, one.end) if one.name else None
        sex = roles.tells(told["who"], "sex", language) if told else None
        if sex:
            yield Hint(one.name, sex, True, 0, unit.text.strip()[:60])


def _own(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a pronoun is a possessive that belongs to the one who acts."""
    if word in ("himself", "herself"):
        return True
    behind = text[match.end() :]
    if word not in ("his", "her") or not _NOUN_BEHIND.match(behind):
        return False
    if (_HUNG.search(text[: match.start()]) or _FASTENED.search(text[: match.start()])) and _OWN_NOUN.match(behind):
        return True
    itself = any(one.start() < match.start() < one.end() for one in _SELF.finditer(text))
    return itself or not _CONTACT.search(text[: match.start()]) or _ALWAYS.match(behind) is not None


Read = Iterator[Hint]
"""Hints without their line; `others` only where they are fewer than everybody who is there."""


def _latin(text: str, here: Sequence[Mentioned], before: Sequence[str], present: Sequence[str]) -> Read:
    """English; `present` are the people of the scene so far."""
    subject, crowd = (before[0], False) if len(set(before)) == 1 else ("", True)
    loose, beside = True, tuple[str, ...]()
    """Whether the subject comes from before this paragraph; who else stands in the sentence that named it."""
    vague = frozenset[str]()
    """The sexes of possessives in the sentence that named the subject which may be somebody else's who was named before: `Zhou taps on her desk. She …`."""
    others = frozenset[str]()
    """The sexes that are not the subject's: of who something was done to, `Finn reaches past her. She …`; of the pronoun it has had."""
    for sentence in _SENTENCE.finditer(text):
        inside = [one for one in here if sentence.start() <= one.start < sentence.end()]
        words = sentence[0]
        first = _EN.search(words)
        leader = inside[0] if inside else None
        if first is None and _is_fragment(words, leader is not None):
            continue
        other = leader is not None and leader.name not in ("", subject)
        opens = _opens(words, first, subject, leader.start - sentence.start() if leader and other else len(words))
        yield from _beside_name(text, sentence, inside)
        sure = bool(subject) and not loose and not crowd
        if leader and other and sure and (placed := _BESIDE.match(words)):
            yield Hint(subject, SEX[placed["who"].lower()], True, 0, words.strip()[:60])
        if first is not None and opens and SEX[first[0].lower()] in others and not any(one.name for one in inside):
            yield from _of_either(subject, words, first, present)
        elif first is not None and opens:
            others |= {_UNLIKE[SEX[first[0].lower()]]} if sure else set()
            tail = _tail(text, sentence.end(), SEX[first[0].lower()], here)
            unsure = loose or SEX[first[0].lower()] in vague
            yield from _of_opening(words, first, subject, beside, tail, loose=unsure, crowd=crowd)
            yield from () if any(one.name for one in inside) else _of_another(words, first, present)
        elif leader and leader.name and (posed := _POSED.match(text, leader.end, sentence.end())):
            yield Hint(leader.name, SEX[posed["whose"].lower()], True, 0, words.strip()[:60])
        elif not (leader and _is_stranger(text, sentence, leader)):
            yield from _within(text, sentence, inside, here, present, "" if loose else subject, crowd=crowd)
        named = list(dict.fromkeys(one.name for one in inside if one.name))
        if opens:
            crowd = crowd or bool(named and named != [subject])
            continue
        again = _AGAIN.match(words.lstrip()) if subject and not crowd and not any(one.name for one in inside) else None
        if again:
            yield Hint(subject, _AGAIN_SEX[again[1].lower()], False, 0, words.strip()[:60])
            continue
        if leader is not None:
            alone = named[0] if len(named) == 1 else ""
            ahead = text[sentence.start() : leader.start]
            early = _AHEAD.fullmatch(re.split("[,:]", ahead)[-1]) is not None or _MANY.fullmatch(ahead) is not None
            people = {one.name for one in inside if one.name or not _HIS.match(text, one.start)}
            people -= {one.name for one in inside if LENT_EN.search(text, 0, one.start) and _owned(text, one)}
            subject = alone if _owned(text, leader) or not leader.name else leader.name
            crowd, loose = len(people) > 1, not early
            others = _done_to(words)
            earlier = any(one.name and one.name != subject for one in here if one.start < sentence.start())
            vague = _placed_with(words) if earlier else frozenset()
            beside = tuple(name for name in named if name != subject) if crowd else ()
        elif first is None or words[: first.start()].strip(" \n\"'—-"):
            loose, crowd = True, crowd or first is None


_POSED = deferred(
    r"\s+(?:(?:flat|lying|down|back|up|still|now|half|alone)\s+){0,2}(?:on|onto|to|in|at)\s+(?P<whose>his|her)\s+(?:hands and knees|back|knees|side|feet|stomach|belly|toes|elbows|haunches|bunk|seat)\b",
    re.I,
)
"""How somebody lies or kneels, in a sentence without a verb: `Ines on her back.`"""


def _within(
    text: str,
    sentence: re.Match[str],
    inside: Sequence[Mentioned],
    here: Sequence[Mentioned],
    present: Sequence[str],
    subject: str,
    *,
    crowd: bool,
) -> Read:
    """The pronouns of a sentence that begins with something else; `subject`: whom the one before was about, where that is sure."""
    leader, first = inside[0] if inside else None, _EN.search(sentence[0])
    if leader is not None and leader.name and not _owned(text, leader):
        yield from _of_subject(text, sentence, inside, leader, here, present)
    elif leader is not None and leader.name and {one.name for one in inside} == {leader.name}:
        yield from _of_owner(text, sentence, leader)
    elif leader is not None and subject and all(not one.name for one in inside):
        yield from _told_of(subject, text, sentence, leader)
    elif leader is None and first is not None and subject and not crowd:
        yield from _going_on(sentence[0], first, subject)


def _of_owner(text: str, sentence: re.Match[str], leader: Mentioned) -> Read:
    """`TIAN CHENG's eyes flicker as he stumbles`: whose body a sentence begins with, and nobody else is in it."""
    if bearing.PART_EN.match(text, leader.end) is None:
        return
    for match in _EN.finditer(text, leader.end, sentence.end()):
        if match[0].lower() in _NOMINATIVE and _MEANWHILE.search(text[: match.start()]):
            yield Hint(leader.name, SEX[match[0].lower()], True, 0, sentence[0].strip()[:60])


_UNLIKE = {"male": "female", "female": "male"}
_BESIDE = deferred(
    r"\W*(?:(?:right|just|close|sitting|standing|seated)\s+)?(?:Beside|Behind|Next to|Opposite|Across from|In front of|Near|With|Around|Before|Above|Facing|Following|On either side of|Sitting beside|Standing beside)\s+(?P<who>him|her)\b(?!\s+(?!an?\b|the\b|is\b|are\b|stands?\b|sits?\b|[A-Z])[a-z])",
    re.I,
)
"""What begins a sentence about somebody new at the side of whoever was just spoken of: `Beside her BRIDGET, in her veil`."""


def _done_to(words: str) -> frozenset[str]:
    """The sexes of those to whom something is done in a sentence: `reaches past her and turns`."""
    return frozenset(
        SEX[one[0].lower()]
        for one in _EN.finditer(words)
        if one[0].lower() == "him" or (one[0].lower() == "her" and not _NOUN_BEHIND.match(words[one.end() :]))
    )


def _placed_with(words: str) -> frozenset[str]:
    """The sexes of possessives that only say where something is done: `taps a rhythm on her desk`."""
    return frozenset(
        SEX[one[0].lower()]
        for one in _EN.finditer(words)
        if one[0].lower() in ("his", "her")
        and _PLACED.search(words[: one.start()])
        and _NOUN_BEHIND.match(words[one.end() :])
        and not _OWN_NOUN.match(words[one.end() :])
    )


def _of_either(subject: str, words: str, first: re.Match[str], present: Sequence[str]) -> Read:
    """`She lets him.` behind `Finn reaches past her.`: the pronoun that opens it is somebody else's, the one of the other sex the subject's."""
    sex, quote = SEX[first[0].lower()], words.strip()[:60]
    if others := tuple(name for name in present if name != subject):
        yield Hint("", sex, False, 0, quote, others)
    if any(SEX[one[0].lower()] != sex for one in _EN.finditer(words, first.end())):
        yield Hint(subject, _UNLIKE[sex], True, 0, quote)


def _opens(words: str, first: re.Match[str] | None, subject: str, named: int) -> bool:
    """Whether a sentence begins with a pronoun for `subject`: not `Her captain, HROTH, draws`, where somebody else's name stands there (`named`)."""
    if first is None or not subject or words[: first.start()].strip(" \n\"'—-"):
        return False
    return first[0].lower() in ("he", "she", "his", "her") and first.start() < named


def _tail(text: str, at: int, sex: str, here: Sequence[Mentioned]) -> str:
    """The sentences behind one that begins with a pronoun, up to one that speaks of somebody else."""
    end = at
    for sentence in _SENTENCE.finditer(text, at):
        inside = any(sentence.start() <= one.start < sentence.end() for one in here)
        if inside or any(SEX[one[0].lower()] != sex for one in _EN.finditer(sentence[0])):
            break
        end = sentence.end()
    return text[at:end]


def _of_opening(
    words: str, first: re.Match[str], subject: str, beside: tuple[str, ...], tail: str, *, loose: bool, crowd: bool
) -> Read:
    """The pronoun that a sentence begins with: `He …`, and `His coat …` where the subject is sure or nobody else owns such a thing."""
    behind, nominative = words[first.end() :], first[0].lower() in _NOMINATIVE
    if nominative or _OWN_NOUN.match(behind) or (not loose and _NOUN_BEHIND.match(behind)):
        firm, heads = not loose and not crowd, loose and not crowd and nominative
        own = "" if nominative else "’s"
        yield Hint(
            subject,
            SEX[first[0].lower()],
            firm,
            0,
            words.strip()[:60],
            beside,
            heads,
            own + behind,
            near=not loose and not crowd,
        )


_AT = deferred(r"\W*(?:At|To|On|In|Into|Toward|Towards|From|Behind|Under|Over|Up|Down)\s")
_ASIDE = deferred(r"\W*(?:then|now|and|back|up|down)?\s*(?:at|to|into|onto|past|over|toward|towards)\s", re.I)
"""What begins a sentence that goes on about a look or a way: `Then at his face.`, which is somebody else's."""


def _going_on(words: str, first: re.Match[str], subject: str) -> Read:
    """A sentence without a name that goes on about the one before: `Chain on her coat.`; not `Then at his face.`"""
    behind = words[first.end() :]
    if _ASIDE.match(words) and not behind.startswith(" own "):
        return
    firm = first[0].lower() in ("his", "her") and _OWN_NOUN.match(behind) is not None
    firm = firm and not _CONTACT.search(words[: first.start()]) and not acts(words)
    yield Hint(subject, SEX[first[0].lower()], firm, 0, words.strip()[:60])


_LONGEST_PIECE = 5
"""Words of a piece between commas that has no verb."""


def _is_fragment(words: str, named: bool) -> bool:
    """Whether a sentence without a verb goes on about whoever the one before was about: `At Dani.`, `Lanky, mid-twenties.`"""
    if acts(words):
        return False
    short = all(len(piece.split()) <= _LONGEST_PIECE for piece in words.split(","))
    return short and (_AT.match(words) is not None or (not named and said.may_tell_en(words)))


_IN_BRACKET = deferred(r"\s*\([^()]*\)")
_WHO_HAS = deferred(r",\s+who\s+(?:has|had|keeps|wears|carries)\s+(?:his|her)\b", re.I)
"""What a clause says of the one right before it: `LESLIE, who has his feet on the desk`."""
_AND_KIN = deferred(r"\b(?:and|with)\s+$", re.I)


def _beside_name(text: str, sentence: re.Match[str], inside: Sequence[Mentioned]) -> Read:
    """What brackets behind a name say of it (`(30s, rain streaming off her coat)`), and whose kin stands behind `and`: `ZOE (8) and her brother MILO`."""
    quote = sentence[0].strip()[:60]
    for one in inside[1:]:
        bracket = _IN_BRACKET.match(text, one.end) if one.name else None
        who = _WHO_HAS.match(text, one.end) if one.name else None
        for match in _EN.finditer(text, one.end, who.end()) if who else ():
            yield Hint(one.name, SEX[match[0].lower()], True, 0, quote)
        for match in _EN.finditer(text, one.end, bracket.end()) if bracket else ():
            if not _is_kin(text[match.end() :]) and not _of_other(text, match):
                yield Hint(one.name, SEX[match[0].lower()], True, 0, quote)
    for match in _EN.finditer(text, sentence.start(), sentence.end()):
        ahead = [one for one in inside if one.end <= match.start()]
        alone = len({one.name for one in ahead}) == 1 and ahead[0].name and not _owned(text, ahead[0])
        if alone and _AND_KIN.search(text[: match.start()]) and _is_kin(text[match.end() :]):
            yield Hint(ahead[0].name, SEX[match[0].lower()], True, 0, quote)


def _is_kin(behind: str) -> bool:
    """Whether a possessive stands before a word of kin: ` twin sister`."""
    words = re.match(r"\s+((?:[\w-]+\s+){0,2}?)([\w-]+)", behind)
    kin = roles.tables("en")["beside"]["kin"]
    return words is not None and any(word.lower() in kin for word in (*words[1].split(), words[2]))


_THING_ACTS = deferred(r"\s*(?:an?|one|two)\s+[a-z]+\b[^,]*$")
"""A clause that begins with a thing: `; a burn has taken half his face`."""


def _told_of(subject: str, text: str, sentence: re.Match[str], leader: Mentioned) -> Read:
    """The pronouns of a sentence about somebody without a name, where they mean whom the one before was about: not `a man, his eye white`."""
    noun = text[leader.start : leader.end].lower()
    new = re.search(r"\b(?:an?|another|one)\s", noun) is not None
    sex = roles.tells(noun, "sex", "en")
    for one in _EN.finditer(sentence[0]):
        word, own = one[0].lower(), _NOUN_BEHIND.match(sentence[0][one.end() :]) is not None
        behind = sentence.start() + one.start() >= leader.end
        if not (new and behind and (sex == SEX[word] or (sex is None and own))):
            yield Hint(subject, SEX[word], False, 0, sentence[0].strip()[:60])


_AGAIN = deferred(r"(?:the|The)\s+(?:[a-z]+\s+)?(boy|girl|man|woman|lady|gentleman|lad)\b(?!['’]s)")
_AGAIN_SEX = {
    "boy": "male", "man": "male", "gentleman": "male", "lad": "male", "girl": "female", "woman": "female", "lady": "female",
}  # fmt: skip
"""The noun for somebody who was just named: `RUI sits down. The boy looks at the floor.`"""


def _owned(text: str, one: Mentioned) -> bool:
    """Whether a name is only whose something is: `Zhou's eyes`."""
    return re.match(r"['’]s\b", text[one.end :]) is not None


def _of_another(words: str, first: re.Match[str], present: Sequence[str]) -> Read:
    """`He puts it on her`: the pronoun of the other sex means one of those who are there."""
    sex = SEX[first[0].lower()]
    other = next((one for one in _EN.finditer(words, first.end()) if SEX[one[0].lower()] != sex), None)
    if other and len(present) > 1:
        yield Hint("", SEX[other[0].lower()], False, 0, words.strip()[:60], tuple(present))


def _of_subject(
    text: str,
    sentence: re.Match[str],
    inside: Sequence[Mentioned],
    leader: Mentioned,
    here: Sequence[Mentioned],
    present: Sequence[str],
) -> Read:
    """The pronouns of a sentence that begins with a name: own ones are his or hers, objects are another person's who was named before."""
    others = list(dict.fromkeys(one.name for one in here if one.name and one.name != leader.name))
    owned = (one for one in inside[1:] if one.name or not _HIS.match(text, one.start))
    second = next((one.start for one in owned if one.name != leader.name), sentence.end())
    quote = sentence[0].strip()[:60]
    lead = text[sentence.start() : leader.start]
    plain = not re.search(r"\b(?:and|&)\s*$", lead) and not re.match(r"\s*(?:and|&)\s+[A-Z]", text[leader.end :])
    bracket = re.match(r"\s*\([^()]*\)", text[leader.end :])
    described = leader.end + bracket.end() if bracket else leader.end
    new = bracket is not None and age(bracket[0], bare=True) is not None
    mixed, many = _is_mixed(sentence[0]), _MANY.fullmatch(lead) is not None
    for match in _EN.finditer(text, leader.end, sentence.end()) if plain else ():
        if match.start() < described and _of_other(text, match):
            continue
        word, behind, alone = match[0].lower(), text[match.end() : sentence.end()], match.start() < second
        possessive = word in ("his", "her") and _NOUN_BEHIND.match(behind) is not None
        earlier = {one.name for one in here if one.start < match.start()}
        thing = alone and possessive and _of_thing(text, sentence.start(), match.start())
        limb = _LIMB.search(text, leader.end, match.start())
        if limb and SEX[limb["whose"].lower()] == SEX[word] and word not in _NOMINATIVE:
            continue  # Eddie sits down because his legs do it for him
        if (
            match.start() < described
            or thing
            or (alone and not others and (many or _FITS.search(text, 0, match.start())))
        ):
            yield Hint(leader.name, SEX[word], True, 0, quote)
        elif alone and possessive and _own(text[: sentence.end()], match, word):
            sure = _is_sure(text, leader, match, behind, new=new)
            yield Hint(leader.name, SEX[word], sure and not mixed, 0, quote)
        elif alone and (word in ("himself", "herself") or (word in _NOMINATIVE and not others)):
            yield Hint(leader.name, SEX[word], True, 0, quote)
        elif (
            word in _NOMINATIVE
            and len(inside) > 1
            and {one.name for one in inside} == {leader.name, *others[:1]}
            and not others[1:]
            and _MEANWHILE.search(text[: match.start()])
        ):
            yield Hint("", SEX[word], False, 0, quote, (leader.name, others[0]))
        elif (
            word in ("himself", "herself")
            or word in _NOMINATIVE
            or (possessive and not _CONTACT.search(text[sentence.start() : match.start()]))
        ):
            continue
        elif len(others) == 1 and others[0] in earlier and all(one.name for one in inside):
            done_to = not possessive and _just_told(text, sentence, here) == others[0]
            yield Hint(others[0], SEX[word], done_to, 0, quote)
        elif not others and all(one.name for one in inside) and len(present) > 1:
            able = present if possessive else [name for name in present if name != leader.name]
            yield Hint("", SEX[word], False, 0, quote, tuple(able))


_DOES_TO = deferred(
    r"(?:[(,;]|\b(?:and|who|still|just|not|never|cannot|can['’]t|won['’]t))\s*(?:[a-z]+ly\s+)?(?:(?:in love|[a-z]{3,})\s+(?:up |back |down )?)?(?:about\s+|at\s+|for\s+|after\s+|to\s+|of\s+|from\s+|with\s+|towards?\s+|against\s+)?$"
)
"""What begins a piece in brackets that does something to another: `(asks about `, `, watching `."""


def _of_other(text: str, match: re.Match[str]) -> bool:
    """Whether a pronoun in the brackets behind a name means somebody else: `JO (asks about her)`; not `(30s, a coat too big for her)`."""
    word, ahead = match[0].lower(), text[: match.start()]
    if word in ("his", "her") and _NOUN_BEHIND.match(text[match.end() :]):
        return _DOES_TO.search(ahead) is not None and not _own(text, match, word)
    return word in ("him", "her") and _DOES_TO.search(ahead) is not None


_LIMB = deferred(
    r"\b(?:because|as|while|so|but|until|since|though|when|before|after|if|where)\s+(?P<whose>his|her)\s+[a-z]+\s+(?!(?:and|or|of|in|on|with)\b)[a-z]+\b",
    re.I,
)
"""A clause about what is somebody's own, in which they themselves are no more than him or her."""
_FASTENED = deferred(
    r",\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){1,2}(?:cuffed|strapped|chained|tied|slung|pressed|clutched|pinned|clipped|draped|wrapped|tucked|hung|wedged|pulled|pushed)\s+(?:to|on|over|around|round|across|under|in|at|against|behind|up)\s+$",
    re.I,
)
"""What a piece between commas says of a thing that somebody has on their body: `, briefcase cuffed to his wrist`."""


def _is_sure(text: str, leader: Mentioned, match: re.Match[str], behind: str, *, new: bool) -> bool:
    """Whether a possessive is surely of the one whom the sentence begins with; `new`: an age in brackets behind the name says that they are first seen."""
    ahead = text[: match.start()]
    placed, company = _PLACED.search(ahead) is not None, _WITH.search(ahead) is not None
    own = _OWN_NOUN.match(behind) is not None
    held = _HOLDS.fullmatch(text[leader.end : match.start()]) is not None
    lent = _LENDABLE.match(behind) is not None and _TAKES.search(ahead) is not None
    held = held or (own and _FASTENED.search(ahead) is not None)
    return not lent and (company or held or _FLOWS.search(ahead) is not None or (not placed if own else new))


_IS_CROWD = deferred(r"\b(?:crowd|people|townsfolk|villagers|guests|others|men|women|children)$", re.I)


def _just_told(text: str, sentence: re.Match[str], here: Sequence[Mentioned]) -> str:
    """Whom alone the sentence before one is about, which begins with the name: `SHERIFF BOONE lies there. Cole kneels over him.`"""
    if len({one.name for one in here if sentence.start() <= one.start < sentence.end()}) > 1:
        return ""
    before = list(_SENTENCE.finditer(text, 0, sentence.start()))[-1:]
    inside = [one for one in here for last in before if last.start() <= one.start < last.end()]
    inside = [one for one in inside if one.name or not _IS_CROWD.search(text[one.start : one.end])]
    if not inside or len({one.name for one in inside}) > 1 or _owned(text, inside[0]):
        return ""
    ahead = text[before[0].start() : inside[0].start]
    return (
        inside[0].name
        if _AHEAD.fullmatch(ahead.rsplit(",", 1)[-1]) or ahead.rstrip().lower().endswith(("the real",))
        else ""
    )


_FLOWS = deferred(
    r"\b(?:sweat|blood|tears?|rain|water|dust|mud|snow|light)\s+(?:\w+ing|\w+s)\s+(?:on|down|from|across|over|at|in|through|off)\s+$",
    re.I,
)
"""What is on one's own body: `sweat beading on his forehead`."""


_FITS = deferred(r"\b(?:too|so)\s+(?:\w+\s+)?\w+\s+(?:for|on)\s+$", re.I)
"""What stands before the pronoun of whoever has it on: `a raincoat far too big for her`."""
_TAKES = deferred(r"\b(?:hold|take|grab|catch|seize|snatch|carry|carrie|guard)\w*\s+$", re.I)
_LENDABLE = deferred(
    r"^(?:\s+[\w’'-]+){0,2}?\s+(?:bag|purse|umbrella|cane|crutch(?:es)?|keys|glasses|cigarette|pipe|coat|hat)\b", re.I
)
"""What one holds for another: `A BODYGUARD holds her bamboo cane.`"""
_HOLDS = deferred(
    r",\s*(?:both\s+|one\s+)?(?:fingers|hands?|arms?|eyes|fists?|knuckles|thumbs?|head|chin|shoulders?)\s+(?!(?:in|into)\b)[^,;.]*",
    re.I,
)
"""What stands behind a name before the pronoun of whose hands it tells: `, fingers tight on her backpack straps`."""


def _is_mixed(words: str) -> bool:
    """Whether possessives of both sexes stand in a sentence without a `he` or `she`, so that one of them is somebody else's: `in his cape, his lanyard round her neck`."""
    found = {one[0].lower() for one in _EN.finditer(words)}
    return {"his", "her"} <= found and not found & _NOMINATIVE


def _of_thing(text: str, start: int, at: int) -> bool:
    """Whether a possessive stands in a clause of its own about a thing, so that nobody does something to somebody."""
    head = text.rfind(";", start, at)
    return head >= 0 and _THING_ACTS.match(text[head + 1 : at]) is not None


_WITH_ZH = ("", "和", "跟", "与", "在", "站在", "坐在", "就在")
_BESIDE_ZH = deferred(
    "\\s*(?:和|跟|与|就?在|站在|坐在)?[他她](?:的)?(?:身[边旁后前侧]|旁边|对面|面前|背后|同岁|同龄|同桌|一起|并肩)[^，。！？]{0,8}[的，是]"
)
"""What begins a sentence about somebody new at the side of whoever was just spoken of: 和他同岁的贺平."""
_SHOWN = deferred("(?:照片|相片|合影|画像|遗像|画面|屏幕|镜子|海报)(?:[上里中]|之[上中])$")
"""What stands before somebody who is only a picture: whoever looks at it is spoken of on."""


def _han(text: str, here: Sequence[Mentioned], before: Sequence[str], present: Sequence[str]) -> Read:
    """Chinese: firm at the head of a clause; what is done to 他 or 她 is done to the only other person of the scene."""
    subject, loose = (before[0], True) if len(set(before)) == 1 else ("", True)
    objects = frozenset[str]()
    """The pronouns of the sentence that named the subject that mean somebody else: 赵明远把她推开。她…"""
    for sentence in _ZH_SENTENCE.finditer(text):
        inside = [one for one in here if sentence.start() <= one.start < sentence.end()]
        inside = [one for one in inside if one.name or not text.startswith("们", one.end)]
        led = False
        for match in _ZH.finditer(sentence[0]):
            at = sentence.start() + match.start()
            clause = re.split(r"[，,；;：:、]", text[sentence.start() : at])[-1].strip()
            opens = not re.sub(r"^(?:而|但|这时|此时|突然|忽然|只见|于是|随后|接着|然后|可|却|又|（)*", "", clause)
            earlier = [one for one in inside if one.start < at]
            if (
                subject
                and not loose
                and not earlier
                and inside
                and _BESIDE_ZH.match(sentence[0])
                and clause in _WITH_ZH
            ):
                yield Hint(subject, SEX[match[0]], True, 0, sentence[0].strip()[:40])
                continue
            led = led or (opens and at == sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()))
            if opens and not earlier and (match[0] in objects or text[at + 1 : at + 2] in _TOO):
                continue
            if opens and re.search(rf"[^，,；;：:、。]{match[0]}", text[sentence.start() : at]):
                continue  # 凤姐叫他，他又…: somebody else is spoken of
            people = list(dict.fromkeys(one.name for one in earlier))
            alone = len({one.name for one in here if one.start < at}) == 1 or {*_ZH.findall(text[:at])} <= {match[0]}
            who, firm = (people[0], alone) if len(people) == 1 else ("", False) if people else (subject, not loose)
            if led and opens:  # 他盯住青禾，他…: whom the sentence begins with
                who, firm = subject, not loose
            if opens and who:
                behind = text[at + 1 :]
                own = not behind.startswith("的")
                heads = own and not people and loose
                quote, rest = sentence[0].strip()[:40], text[at + 1 : sentence.end()]
                yield Hint(who, SEX[match[0]], firm and own, 0, quote, (), heads, rest, near=firm)
            elif people and people[0] and _TOUCH.search(text[sentence.start() : at]) and len(set(people)) == 1:
                others = [name for name in present if name != people[0]]
                who = others[0] if len(others) == 1 else ""
                if others:
                    yield Hint(who, SEX[match[0]], False, 0, sentence[0].strip()[:40], () if who else tuple(others))
        people = list(dict.fromkeys(one.name for one in inside if not _SHOWN.search(text[: one.start])))
        if people:
            owned = all(text.startswith("的", one.end) for one in inside)
            subject, loose = ("", False) if led or len(people) > 1 else (people[0], owned)
            objects = frozenset(
                match[0] for match in _ZH.finditer(sentence[0]) if _TOUCH.search(sentence[0][: match.start()])
            )

"""How long speech takes, and where it may be cut. All durations of the program come from here.

Rates are our working values, from published reading speeds (Mandarin 4.4 characters a second in conversation, 250-270 a
minute in broadcasting; English 150 words a minute); pauses and action times are our own estimates.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from storyboard.languages import Language
from storyboard.patterns import deferred
from storyboard.records import dataclass

TEMPO = {"zh": 270, "en": 225}
"""Default syllables a minute; English counts 1.5 syllables a word, so 225 is 150 words."""
SYLLABLES_A_WORD = 1.5
PAUSES = {"，": 0.2, "、": 0.15, "；": 0.3, "：": 0.3, "。": 0.45, "！": 0.45, "？": 0.45, "…": 0.3, "—": 0.18,
          ",": 0.2, ";": 0.3, ":": 0.3, ".": 0.45, "!": 0.45, "?": 0.45}  # fmt: skip
LEAD = TAIL = 0.3
"""Seconds of room before and after a line."""
ROOM = {"en": 0.1}
"""The same for a language that needs other room. 150 words a minute are counted with the pauses in them, so that English lines, which
models speak at 2.4 to 2.5 words a second, get none beside it."""
ACTION, ACTION_HAN, ACTION_WORD, LONGEST_ACTION = 15, 1, 3, 60
"""Tenths: any silent action, a Han character of it, a Latin word of it, and the most it gets."""
SHORTEST, LONGEST = 10, 100
"""Limits of a shot, tenths of a second (mandated: 1-10 s)."""
WARN_RATE, REFUSE_RATE = {"zh": 4.1, "en": 2.5}, {"zh": 9.0, "en": 4.5}
"""The speech guard: spoken Han characters (English: words) by seconds of the shot. Measured by others: up to 4.1 natural,
to 9 rushed, above 9 silently cut."""

UNSEEN = frozenset({"voiceover", "offscreen", "phone"})
"""Deliveries whose speaker is not in the picture, unless the picture says so."""
DELIVERY: dict[str, dict[str, str]] = {
    "zh": {
        "inner": "（OS·内心独白，嘴唇不动）",
        "voiceover": "（VO·画外音，说话人不在画面）",
        "offscreen": "（VO·画外音，说话人不在画面）",
        "phone": "（电话音）",
    },
    "en": {
        "inner": "(inner monologue, lips do not move)",
        "voiceover": "(V.O., speaker not in frame)",
        "offscreen": "(O.S., speaker not in frame)",
        "phone": "(heard over the phone)",
    },
}
"""The fixed words that stand in front of `action` and say how a line is delivered. No script line is lost to them."""


@dataclass(frozen=True, slots=True)
class Device:
    """What is no telephone and a voice comes out of: its word in each language, and the words of a cue or a name that mean it."""

    words: dict[str, str]
    """By language; in English with its preposition: over the radio."""
    signs: re.Pattern[str]

    def heard(self, language: str) -> str:
        """The fixed words in front of `action` for a line that comes out of it."""
        return (
            f"（从{self.words['zh']}里传出）"
            if Language.of(language).does("writing.han")
            else f"(heard {self.words['en']})"
        )


DEVICES = (
    Device({"zh": "留声机", "en": "from the gramophone"}, deferred(r"留声机|唱机|唱片|\b(?:gramophone|phonograph|record player|turntable|victrola)\b", re.I)),
    Device({"zh": "答录机", "en": "from the answering machine"}, deferred(r"答录机|语音信箱|留言|\b(?:answering machine|voice ?mail|(?:on|from) (?:the )?machine)\b", re.I)),
    Device({"zh": "录音", "en": "from the recording"}, deferred(r"录音(?!棚|室)|磁带|卡带|\b(?:recording|recorded|recorder|tape|cassette|dictaphone)\b", re.I)),
    Device({"zh": "监护器", "en": "over the baby monitor"}, deferred(r"监[护听][器仪]|\bbaby (?:monitor|alarm)\b", re.I)),
    Device({"zh": "通讯器", "en": "over the communicator"}, deferred(r"通讯[器仪机]?|通话器|传声筒|传话筒|\bcommunicator\b|\bcomm ?(?:link|unit)\b", re.I)),
    Device({"zh": "对讲机", "en": "over the walkie-talkie"}, deferred(r"对讲机?(?!喇叭)|步话机|手台|\bwalkie[- ]?talkies?\b", re.I)),
    Device({"zh": "门禁", "en": "over the intercom"}, deferred(r"门禁|对讲喇叭|\bintercom\b", re.I)),
    Device({"zh": "广播", "en": "over the public address system"}, deferred(r"广播|\btannoy\b|\bp\.?a\.?(?= system\b|\W*$)|\bpublic address\b", re.I)),
    Device({"zh": "喇叭", "en": "over the loudspeaker"}, deferred(r"喇叭|扩音器|扬声器|音[箱响]|\bloud-?speakers?\b", re.I)),
    Device({"zh": "收音机", "en": "over the radio"}, deferred(r"收音机|\bradio\b", re.I)),
    Device({"zh": "电台", "en": "over the radio"}, deferred(r"无线电|电台|\bcomms?\b", re.I)),
    Device({"zh": "耳机", "en": "through the earpiece"}, deferred(r"耳机|耳麦|\b(?:earpiece|headset|headphones)\b", re.I)),
    Device({"zh": "电视", "en": "from the television"}, deferred(r"电视机?|\b(?:tv|television)\b", re.I)),
)  # fmt: skip


def device_of(*told: str) -> Device | None:
    """Out of what a voice comes by the words of its cue, or by its name; None where that is a telephone, or nothing says."""
    return next((one for words in told for one in DEVICES if one.signs.search(words)), None)


def delivered(delivery: str, device: Device | None, language: str) -> str:
    """The fixed words for how a line is delivered; out of a `device` it is heard out of that."""
    return device.heard(language) if device and delivery == "phone" else DELIVERY[language].get(delivery, "")


def delivered_in(action: str, language: str) -> str:
    """The fixed words that an `action` in whichever language begins with, in one; empty where it begins with none."""
    delivery, rest = delivery_of(action)
    first = action.removesuffix(rest).strip()
    return delivered(delivery, next((one for one in DEVICES if first in map(one.heard, DELIVERY)), None), language)


MACHINES_ZH = (
    r"通讯[器仪机]?|通话器|传声筒|传话筒|耳[麦机]|扬声器|音箱|音响|扩音器|磁带|卡带|录音[机带笔]?|留声机|唱片机?|唱机|答录机|留言机?|语音(?:信箱|留言)"
    r"|(?:婴儿)?监[护听][器仪]|收音机|步话机|无线电|电台|大?喇叭|门禁"
)
MACHINES_EN = (
    r"(?:TAPE|CASSETTE)(?: RECORDER| PLAYER)?|RECORDER|RECORDING|GRAMOPHONE|PHONOGRAPH|RECORD PLAYER|(?:ANSWERING )?MACHINE|VOICE ?MAIL|BABY MONITOR|COMMUNICATOR|COMM ?(?:LINK|UNIT)"
    r"|EARPIECE|LOUD-?SPEAKER|TANNOY|WALKIE[- ]?TALKIE|INTERCOM|RADIO|COMMS|P\.?A\.?(?: SYSTEM)?"
)
"""What is no telephone, alone in the brackets behind a name or among how the words sound: a voice comes out of it."""
FROM_OFF = deferred(
    r"(?:^|(?<=[，,、；;/])\s*)(?:视频(?:通话|里|中)?|(?:on |over )?(?:a |the )?video(?: call)?(?=$|,)|[VO]\.?\s?[OS]\.?|画外音?|旁白|into (?:the |his |her |a )?(?:phone|telephone|receiver|mobile|radio|mic(?:rophone)?|walkie-talkie|headset)|对着?(?:电话|手机|话筒|对讲机)"
    r"|(?:on|over|through|from) (?:the |his |her |a )?(?:phone|telephone|receiver|line|radio|walkie-talkie|intercom|earpiece|headset|headphones|loudspeaker|tannoy|megaphone|loudhailer)|loudhailer|megaphone|(?:phone|telephone|receiver|handset|radio|intercom|walkie-talkie|loudspeaker|earpiece|headset|headphones|earbuds|speakers)(?=$|[,;/])|(?i:(?:voice,? )?(?:(?:on|over|through|from|out of) )?(?:the |a |an |his |her )?(?:"
    + MACHINES_EN
    + r"))(?=$|[,;/])|(?:从)?(?:对讲机|听筒|广播|"
    + MACHINES_ZH
    + r")(?:里|中|上|那头)?(?:传来)?|电话(?:里|中|声|那头)?)(?:[，,、；;/\s]+|$)"
)
"""A script's mark for a voice from outside the picture, or through what it is heard, beside how it sounds."""
_HAN = deferred(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3041-\u30ff\uac00-\ud7a3]")
_WORD = deferred(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
_DIGIT = deferred(r"\d")
_NUMBER = deferred(r"\d+(?:[.,:]\d+)*")
_LETTER = deferred(r"\d|[A-Za-z\u00c0-\u024f]")
CLOSERS = "”’」』）)\"'】》"
_ENDS = "。！？!?…."
_SENTENCE_MARKS = "。！？!?…；;"
_CLAUSE_MARKS = "，、,：:—"


_OVER = deferred(r"画外音?|旁白|\bV\.?\s?O\b", re.I)


def over_the_picture(delivery: str, cue: str) -> bool:
    """Whether a line is told over the picture, where its speaker may be seen with closed lips: 画外 says that as well as `from off`."""
    return delivery == "voiceover" or (delivery == "offscreen" and bool(_OVER.search(cue)))


BARE_PHONE = deferred(r"电话")
"""A label that says neither at which end of a telephone somebody is."""


def either_end(delivery: str, label: str) -> bool:
    """Whether a line is of a telephone call and may be spoken into one in the picture as well as heard out of one."""
    return delivery == "phone" and BARE_PHONE.fullmatch(label) is not None


def delivery_of(action: str) -> tuple[str, str]:
    """The delivery that `action` begins with (or an empty string), and the action without it."""
    for table in DELIVERY.values():
        for delivery, said in table.items():
            if action == said or action.startswith(f"{said}\n"):
                return delivery, action.removeprefix(said).removeprefix("\n")
    first, _, rest = action.partition("\n")
    return ("phone", rest) if any(first in map(one.heard, DELIVERY) for one in DEVICES) else ("", action)


def han(text: str) -> int:
    """Spoken Han characters (kana and hangul too); a digit counts as one, since each is read out."""
    return len(_HAN.findall(text)) + len(_DIGIT.findall(text))


def words(text: str) -> int:
    """Spoken Latin words and numbers."""
    return len(_WORD.findall(text)) + len(_NUMBER.findall(text))


def syllables(text: str) -> float:
    """Syllables of a line: one a Han character or digit, 1.5 a Latin word."""
    return han(text) + SYLLABLES_A_WORD * len(_WORD.findall(text))


def speakable(text: str) -> bool:
    """Whether anything of a line can be said: …… is a silence."""
    return bool(_HAN.search(text) or _LETTER.search(text))


def weigh(text: str) -> float:
    """Relative time of a text, syllables and pauses, at the default Chinese tempo; above 0 for any text."""
    return max(syllables(text) * 60 / TEMPO["zh"] + pauses(text), 0.1)


def pauses(text: str) -> float:
    """Seconds of silence that the punctuation of a line asks for; decimal points and clock colons do not count."""
    between_digits = re.sub(r"(?<=\d)[.,:](?=\d)", "", text)
    return sum(PAUSES.get(char, 0.0) for char in between_digits.rstrip("".join(PAUSES) + CLOSERS)) + (
        0.6 if "…" in text and not syllables(text) else 0.0
    )


def seconds_to_speak(text: str, tempo: int) -> float:
    """Seconds it takes to say `text` at `tempo` syllables a minute, pauses inside included, room around it not."""
    return syllables(text) * 60 / tempo + pauses(text)


def rate(text: str, seconds: float, language: str) -> float:
    """What the speech guard measures: spoken Han characters (Chinese) or words (English) a second of the shot."""
    counted = words(text) if Language.of(language).does("writing.words") else han(text) + len(_WORD.findall(text))
    return counted / seconds


@dataclass(frozen=True, slots=True)
class Spoken:
    """How long a shot that speaks a text must be, and from what. All in seconds but `tenths`."""

    said: float
    """Syllables at their tempo."""
    pauses: float
    room: float
    """Before and after; not between the pieces of one speech."""
    counted: float
    """What the speech guard counts: Han characters, or words."""
    guarded: float
    """The least that keeps the guard's warning rate, whatever the tempo."""

    @property
    def seconds(self) -> float:
        return self.said + self.pauses + self.room

    @property
    def tenths(self) -> int:
        """Rounded up, at least 1 s; may exceed 10 s: then the text has to be cut."""
        return max(SHORTEST, math.ceil(round(max(self.seconds, self.guarded) * 10, 6)))


def speaking(text: str, tempo: int, language: str, *, lead: bool = True, tail: bool = True) -> Spoken:
    """The time it takes to speak `text` in a shot of its own; `lead`, `tail`: whether there is room before and after."""
    counted = rate(text, 1.0, language)
    guarded = counted / WARN_RATE.get(language, WARN_RATE["zh"])
    before, after = (ROOM.get(language, each) for each in (LEAD, TAIL))
    said, still = syllables(text) * 60 / tempo, pauses(text)
    still = still if language not in ROOM or not syllables(text) else 0.0
    return Spoken(said, still, before * lead + after * tail, counted, guarded)


def tenths_to_speak(text: str, tempo: int, language: str, *, lead: bool = True, tail: bool = True) -> int:
    """Length of a shot that speaks `text`, in tenths: see `Spoken.tenths`."""
    return speaking(text, tempo, language, lead=lead, tail=tail).tenths


@dataclass(frozen=True, slots=True)
class Acted:
    """How long a silent action is seen, and from what."""

    han: int
    words: int

    @property
    def uncapped(self) -> int:
        """Tenths: 1.5 s, and 0.1 s a Han character, 0.3 s a Latin word."""
        return ACTION + ACTION_HAN * self.han + ACTION_WORD * self.words

    @property
    def tenths(self) -> int:
        return min(LONGEST_ACTION, max(SHORTEST, self.uncapped))


def acting(text: str) -> Acted:
    """The time of an action."""
    return Acted(han(text), len(_WORD.findall(text)))


def tenths_to_act(text: str) -> int:
    """Length of a silent action, in tenths: 1.5 s and 0.1 s a Han character (0.3 s a Latin word), at most 6 s."""
    return acting(text).tenths


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence does; a film may be cut there without cutting anybody off."""
    whole = text.rstrip()
    return any(char in _ENDS for char in whole[len(whole.rstrip(_ENDS + CLOSERS)) :])


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a line, marks and closing quotes with the clause they end; joined they are the line."""
    marks = _SENTENCE_MARKS + _CLAUSE_MARKS + "."
    sounds = sorted(match.start() for kind in (_HAN, _LETTER) for match in kind.finditer(text))
    cuts, end, seen = [0], 0, 0
    for at, char in enumerate(text):
        if at < end or char not in marks or _inside_number(text, at):
            continue
        end = at + 1
        while end < len(text) and (text[end] in CLOSERS + marks or text[end].isspace()):
            end += 1
        before = bisect_left(sounds, end)
        if seen < before < len(sounds):
            cuts.append(end)
            seen = before
    cuts.append(len(text))
    return tuple(text[start:end] for start, end in pairwise(cuts) if end > start)


def _inside_number(text: str, at: int) -> bool:
    """Whether a mark stands between digits (3.5, 10:30) or in an abbreviation (Mr. X, e.g.)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return True
    if text[at] != ".":
        return text[at] == ":" and after.isdigit()
    word = re.search(r"[A-Za-z]+$", text[max(0, at - 4) : at])
    return bool(after.isalpha() or (word and word[0].lower() in {"mr", "mrs", "ms", "dr", "st", "no", "vs"}))


def _words(text: str) -> tuple[str, ...]:
    """A clause in its smallest pieces: words, or single Han characters, closing marks with them; joined it is the clause."""
    pieces = tuple(re.findall(r"\s*(?:[\x21-\x7e\u00c0-\u024f’]+|\S)[，。！？、；：…—”’」』）,.!?;:]*\s*", text))
    return pieces if pieces and "".join(pieces) == text else tuple(text)


def atoms(text: str, tempo: int, language: str, limit: int = LONGEST) -> tuple[str, ...]:
    """Between which pieces a line may legally be cut: its clauses, and the words of a clause too long for one shot."""
    found: list[str] = []
    for clause in clauses(text):
        too_long = tenths_to_speak(clause, tempo, language) > limit
        found.extend(_words(clause) if too_long else (clause,))
    return tuple(found)


def cut(text: str, pieces: int) -> tuple[str, ...]:
    """`text` in exactly `pieces` non-empty pieces that join to it, as even as clause marks allow, sentence ends first.

    Where there are too few clauses the heaviest are cut between words (Han characters). Fewer pieces come back only when
    the text has fewer words than pieces.
    """
    found = list(clauses(text))
    while len(found) < pieces:
        heaviest = max((clause for clause in found if len(_words(clause)) > 1), key=weigh, default="")
        if not heaviest:
            break
        at = found.index(heaviest)
        found[at : at + 1] = _words(heaviest)
    return _balance(tuple(found), min(pieces, len(found)))


TORN = 0.8
"""What a cut within a sentence, or within a quotation, costs beside uneven pieces, in squares of the even length: readers of boards named every line that was torn."""


def _quoting(atoms: Sequence[str]) -> bool:
    """Whether a quotation is open behind some clauses."""
    text = "".join(atoms)
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1 or text.count("「") > text.count("」")


def _balance(atoms: tuple[str, ...], pieces: int) -> tuple[str, ...]:
    """Consecutive atoms in `pieces` groups: the longest group as short as possible, ties by sentence ends at the cuts."""
    weights = [weigh(atom) for atom in atoms]
    prefix = [0.0]
    for weight in weights:
        prefix.append(prefix[-1] + weight)
    total, count = prefix[-1], len(atoms)
    target = total / pieces
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for piece in range(1, pieces + 1):
        row: dict[int, tuple[float, int]] = {}
        for end in range(piece, count - (pieces - piece) + 1):
            torn = end < count and not ends_sentence(atoms[end - 1])
            mark = TORN * target * target * (torn + (end < count and _quoting(atoms[:end])))
            row[end] = _nearest(best[piece - 1], prefix, end, target, mark)
        best.append(row)
    ends = [count]
    for piece in range(pieces, 0, -1):
        ends.append(best[piece][ends[-1]][1])
    return tuple("".join(atoms[start:end]) for start, end in pairwise(reversed(ends)))


def _nearest(
    row: dict[int, tuple[float, int]], prefix: list[float], end: int, target: float, mark: float
) -> tuple[float, int]:
    """The cheapest start of a group that ends at `end`, and its cost; starts too far back to win are not tried."""
    found = (math.inf, 0)
    for start in range(end - 1, -1, -1):
        weight = prefix[end] - prefix[start]
        if weight > target and (weight - target) ** 2 > found[0]:
            break
        if start in row:
            found = min(found, (row[start][0] + (weight - target) ** 2 + mark, start))
    return found


def fit(text: str, tempo: int, language: str, limit: int = LONGEST) -> tuple[str, ...]:
    """The line in as few pieces as make each at most `limit` tenths long, cut between `atoms`; joined they are the line."""
    found = atoms(text, tempo, language, limit)
    for pieces in range(_fewest(text, tempo, language, limit), len(found) + 1):
        parts = _balance(found, pieces)
        if all(tenths_to_speak(part, tempo, language) <= limit for part in parts):
            return parts
    return found


def _fewest(text: str, tempo: int, language: str, limit: int) -> int:
    """A number of pieces below which no cut can make every piece fit: what is spoken alone would be too long."""
    room = sum(ROOM.get(language, each) for each in (LEAD, TAIL))
    spoken = syllables(text) * 60 / tempo / max(limit / 10 - room, 0.1)
    guarded = rate(text, limit / 10, language) / WARN_RATE.get(language, WARN_RATE["zh"])
    return max(1, math.ceil(max(spoken, guarded) - 1e-6))

"""What is told of a speaker beside the words: where they look, with which face; and which sentences of an action are only heard."""

import re
from collections.abc import Collection, Iterable, Sequence

from storyboard import names, playing, speech
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.directing import compared, sentences_of
from storyboard.languages import Language
from storyboard.lettering import lettering, told_by_letter
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

_SENTENCE = deferred(r"(?<=[。！？!?])[”」』]?\s*|(?<=[.])\s+(?=[A-Z“\"])|\n+")
_BEGINS = deferred(r"(?:^|[。！？；，,;.!?\n])\s*(?:The |the |An? )?$")
_QUOTED = deferred(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|(?<!\d)\"([^\"\n]+)\"")


_OWN_MARKS = deferred(r"[〔〕［］]|(?<!\[)\[(?!\[)|(?<!\])\](?!\])")
"""Marks that a script puts around its actions, which are no part of them."""
_BOXED = deferred(r"(?m)^[ \t]*【([^【】\n]+)】[ \t]*$")


_SIZED = deferred(
    r"【(?:大?特写|近景|中景|全景|远景|空镜头?)】|(?:^|(?<=\n)|(?<=△))(?:大?特写|近景|中景|全景|远景|空镜头?)[：:]\s*|(?:^|(?<=[\n△。（(]))大?特写(?=[\u4e00-\u9fff])"
)
"""A script's own words for how close a picture is, which the camera's words say."""
_BROKEN = deferred(r"[（(]([^（）()\n]*\n[^（）()]*)[）)]", needs="\n")
"""Brackets around several lines of an action."""
_ONOMATOPOEIA = deferred(r"[“「『\"]([\u4e00-\u9fff]{1,4})[！!—]*[”」』\"](?=地?的?(?:一|两|几|数)?声)", needs="声")
"""A sound in quotation marks, which is no speech: “当”的一声."""
_HEARD = 9
"""Words of a sentence that tells a sound and nothing else, at most."""
GOES_ON = "\x1f"
"""Stands in a picture where it goes on with what a speaker does; no prompt holds it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the line of a shot, to whom, in which words."""

    role: str
    line: str
    others: tuple[str, ...]
    """Who may be looked at: told in the clip already, the nearest first."""
    marked: bool
    """Whether the script itself says how: (smiling)."""
    posed: bool
    """Whether that says how they hold themselves or where they look: (without looking up)."""
    turn: int
    """How many were told in the clip before, and how long the line is: ways of saying it are taken in turn."""


def unmarked(action: str) -> str:
    """An action without the marks that a script puts around it; of other brackets those that have no other half, or have it in another line."""
    action = _ONOMATOPOEIA.sub(r"\1", action)
    action = _BROKEN.sub(r"\1", _OWN_MARKS.sub("", _SIZED.sub("", _BOXED.sub(r"\1", action))))
    for pair in ("()", "（）", "【】"):
        if action.count(pair[0]) != action.count(pair[1]):
            action = action.translate(str.maketrans(dict.fromkeys(pair)))
    return action


def unbracketed(line: str, role: str, naming: names.Naming) -> str:
    """A line that a script has in brackets, as a sentence: somebody's name, or the speaker's where it says what `role` does beside the words, before it.

    (watching DENNIS polish a chair) of JOAN -> JOAN is watching DENNIS polish a chair. As it is where that would be no sentence.
    """
    language, told = naming.language, line.strip("（）()").rstrip("。. ")
    stop = "" if _ended(told) else language.word("prompt.stop")
    if not role or next((start == 0 for start, _, _ in names.matches(told, naming)), False):
        return f"{told}{stop}"
    if tabled(language.word("prompt.beside"), re.IGNORECASE).match(told) or done(line, language):
        return f"{language.word('prompt.besides').format(role, told[:1].lower() + told[1:])}{stop}"
    return line


def _ended(text: str) -> bool:
    """Whether a text ends as a sentence does, be it within the marks of what stands written."""
    bare = text.rstrip('”’」』"')
    return bare.endswith(("。", "！", "？", "!", "?", "…")) or (bare != text and bare.endswith("."))


def done(line: str, language: Language) -> bool:
    """Whether what a script has beside a line is something that the body does, and no way of saying it: (seizing his hand), （低头看碗）."""
    return tabled(language.word("prompt.done"), re.IGNORECASE).match(line.strip("（）()")) is not None


def manner_of(aside: str) -> str:
    """How a line is said by the script's words beside it, without a mark that says that the speaker is not seen: VO，苍老、气短 -> 苍老、气短."""
    return speech.FROM_OFF.sub("", aside).rstrip("。. ，,、；;")


def without_medium(aside: str, language: Language) -> str:
    """What is told beside a line without what says no more than through what it is heard: phone; thin breath -> thin breath."""
    rows = [row.split(" => ")[0] for row in language.words("prompt.media")]
    parts = [part.strip() for part in re.split(r"[;；,，]", aside)]
    kept = [part for part in parts if not any(tabled(row, re.IGNORECASE).fullmatch(part) for row in rows)]
    return aside if kept == parts else language.word("writing.comma").join(kept)


def medium(asides: str, picture: str, near: str, language: Language) -> str:
    """Through what somebody is heard who is not seen, by the script's words beside the line, the picture, or those of their other lines `near`; empty where none of them says so."""
    rows = [row.split(" => ") for row in language.words("prompt.media")]
    for beside, _, told in rows:
        if tabled(beside, re.IGNORECASE).search(asides):
            return told
    for text in (picture, near):
        for _, shown, told in rows:
            if tabled(shown, re.IGNORECASE).search(text):
                return told
    return ""


TOLD_SHARE = {False: 0.45, True: 0.4}
"""Part of a sentence that stands in a picture which shows it: of its characters, or of its words in a language with words between blanks."""
_LARGE = deferred(
    r"\b[A-Z]{3,}(?:\s+[A-Z]{2,})+\b|\b(?:reads?|says?|reading|saying|marked|writes?|spells?|paints?|chalks?|[Ss]ign|[Bb]anner|[Pp]oster)\b.{0,9}[A-Z]{3,}"
)
"""Words in capitals that may stand on something."""
_FEW = 3
"""Characters of a sentence that are too few to be compared."""
LONG_PICTURE = {False: 48, True: 110}
"""Characters from which on a picture may tell a face by itself; in a language with words between blanks more."""


def directed(visual: str, action: str, speaker: Speaker, naming: names.Naming) -> tuple[str, str]:
    """(picture, what stands behind everything) with where a speaker looks and their face, as far as action and picture leave it open.

    Behind a picture that ends with the speaker it goes on as one sentence, else it is one of its own. Where the script says how a line is said,
    that is what is played.
    """
    language = naming.language
    if acts(action, speaker.role, naming) or played_already(visual, language):
        return visual, ""
    turned, last = _attached(visual, speaker.role, naming)
    if speaker.marked and (speaker.posed or not speaker.others):  # the script's own word is what is played
        alone = last and not action
        return (
            f"{visual}{language.word('prompt.playing.alone')}{language.word('prompt.playing.speaks')}"
            if alone
            else visual,
            "",
        )
    played = playing.playing(speaker.line, language)
    face = "" if speaker.marked else played.face[speaker.turn % len(played.face)]
    act = "" if speaker.posed or not played.act else played.act[speaker.turn % len(played.act)]
    shown = tabled(language.word("prompt.gazing"), re.IGNORECASE).search(visual)
    sided = bool(turned) and not last and not speaker.others  # which way is told already
    gaze = "" if shown or sided else _gaze(visual, speaker, language)
    if not (gaze or face or act):
        return visual, ""
    words = language.table("prompt.playing")
    opens = gaze or (words["speaks"] if face else "")
    faced = words["between"].join(filter(None, [opens, face]))
    told = words["acted"].join(filter(None, [faced, act]))
    if turned and not last and face and not gaze:
        behind = f"{GOES_ON}{words['acted']}{act}" if act else ""
        return f"{turned}{words['between']}{face}{behind}", ""
    if turned:
        return f"{turned}{words['alone'] if last else GOES_ON + words['joined']}{told}", ""
    return visual, f"{speaker.role}{words['alone']}{told}"


def untold(visual: str, action: str, naming: names.Naming) -> str:
    """The sentences of an action that a picture in whole sentences does not show by itself; told twice, a finished deed would be done again.

    Shown is one most of whose words stand in the picture: by their first letters, or by its Han characters, names and slight words left out.
    """
    language = naming.language
    if not naming.careful or not whole_picture(visual, language) or not action:
        return action
    here = compared(visual, naming)
    kept = [
        each
        for each in sentences_of(action, naming)
        if not told_by_letter(each, visual)
        if (written(each, naming) and not _read_already(each, visual))
        or _sounds(each, visual, language)
        or not _shown(each, here, naming)
    ]
    return language.word("writing.between").join(kept)


def _read_already(sentence: str, visual: str) -> bool:
    """Whether all quoted words of a sentence are quoted in a picture too, whatever their capitals."""
    inside, own = (
        {next(filter(None, each.groups())).strip(" .,!?。，！？").casefold() for each in _QUOTED.finditer(text)}
        for text in (visual, sentence)
    )
    return bool(own) and own <= inside


def _sounds(sentence: str, visual: str, language: Language) -> bool:
    """Whether a sentence tells a sound that a picture does not."""
    found = tabled(language.word("prompt.audible"), re.IGNORECASE).search(sentence)
    return found is not None and found[0].casefold() not in visual.casefold()


def _shown(sentence: str, here: frozenset[str], naming: names.Naming) -> bool:
    """Whether most of a sentence stands in a picture, whose marks are `here`."""
    words = naming.language.does("writing.words")
    own = compared(sentence, naming)
    return len(own) >= (1 if words else _FEW) and len(own & here) >= TOLD_SHARE[words] * len(own)


def whole_picture(visual: str, language: Language) -> bool:
    """Whether a picture is told in whole sentences, as a director writes it."""
    return len(visual) > LONG_PICTURE[language.does("writing.words")]


def ordered(visual: str, language: Language) -> bool:
    """Whether a picture tells what happens in it one after the other, in several sentences."""
    return whole_picture(visual, language) and re.search(r"[。；.;]\s*\S", visual) is not None


def written(text: str, naming: names.Naming) -> bool:
    """Whether a sentence has words that are to be read: in quotation marks, or several in capitals, or one behind what says so."""
    for start, end, _ in reversed(list(names.matches(text, naming))):
        text = f"{text[:start]} {text[end:]}"
    large = naming.language.does("writing.words") and _LARGE.search(text)
    return bool(large) or re.search(r"[“”\"「」『』]", text) is not None


def played_already(visual: str, language: Language) -> bool:
    """Whether a picture in whole sentences tells by itself how whoever is in it looks, as a director writes it: nothing is put beside that."""
    told = tabled(language.word("prompt.played"), re.IGNORECASE).search(visual)
    return ordered(visual, language) or (whole_picture(visual, language) and bool(told))


def _gaze(visual: str, speaker: Speaker, language: Language) -> str:
    """Where a speaker looks: at somebody, else to the side that the picture says, else ahead."""
    if speaker.others:
        ways = playing.looks("gazes", language)
        return ways[speaker.turn % len(ways)].format(speaker.others[0])
    side = tabled(language.word("prompt.side")).search(visual)
    ways = playing.looks("aside" if side else "ahead", language)
    return ways[speaker.turn % len(ways)].format(side[1] if side else "")


def _attached(visual: str, role: str, naming: names.Naming) -> tuple[str, bool]:
    """(the picture as it is gone on with, whether it ends with the name) where it ends with the speaker or the side they face; else nothing."""
    found = list(names.matches(visual, naming))
    if not found or found[-1][2] != role:
        return "", False
    start, end, _ = found[-1]
    behind = visual[end:]
    if not behind.strip():
        before = visual[:start].strip()
        return (visual, True) if not before else ("", False)
    if not tabled(naming.language.word("prompt.faced"), re.IGNORECASE).fullmatch(behind):
        return "", False
    old, new = naming.language.words("prompt.facing")
    plain = len(found) == 1 and start == 0 and "," not in behind
    return (visual[:end] + behind.replace(old, new) if plain else visual), False


def acts(action: str, role: str, naming: names.Naming) -> bool:
    """Whether somebody does something in an action: a clause begins with their name, or it begins with a pronoun of their sex."""
    if action[:1] in ("（", "("):  # what a script tells of the speaker beside the words
        return True
    if any(name == role and _BEGINS.search(action[:start]) for start, _, name in names.matches(action, naming)):
        return True
    looks = read_appearance(naming.characters[role].appearance) if role in naming.characters else None
    pronouns = naming.language.table("prompt.pronouns")
    word = pronouns.get("female" if looks and looks.sex in naming.language.words("voiced.female") else "male", "")
    return bool(looks and re.match(word, action))


def addressed(role: str, seen: Iterable[Sequence[str]], told: Collection[str], naming: names.Naming) -> tuple[str, ...]:
    """People whom a speaker may look at, the nearest first. `seen`: who is in each picture, the shot's own first; `told`: looks that the clip knows by now."""
    found: dict[str, None] = {}
    for here in seen:
        for name in here:
            character = naming.characters.get(name)
            known = character is not None and (character.appearance in told or name in naming.usernames)
            person = character is not None and kind_of(read_appearance(character.appearance)) == "person"
            if (
                name != role
                and known
                and person
                and not names.members(name, naming)
                and not names.NARRATORS.search(name)
            ):
                found[name] = None
    return tuple(found)


def heard_apart(action: str, naming: names.Naming) -> tuple[str, list[str]]:
    """(the action, sentences of it that are heard and show nobody): rain drums on the roof. A pronoun, a quotation or a name keeps one in the picture.

    Where a language has no words between spaces, the last clause of a sentence goes too: 站台上挤满逃难的人，哭声、汽笛声混成一片.
    """
    audible = tabled(naming.language.word("prompt.audible"), re.IGNORECASE)
    anybody = tabled(naming.language.word("prompt.anybody"), re.IGNORECASE)
    kept: list[str] = []
    heard: list[str] = []

    def alone(text: str) -> bool:
        if naming.language.does("writing.words") and len(text.split()) > _HEARD:
            return False  # so much is also seen
        quoted = any(mark in text for mark in '“”「」『』【】〔〕[]"（(：:')
        return bool(audible.search(text)) and not (quoted or anybody.search(text) or names.found(text, naming))

    for sentence in filter(None, (each.strip() for each in _SENTENCE.split(action))):
        head, comma, tail = ("", "", "") if naming.language.does("writing.words") else sentence.rpartition("，")
        if alone(sentence):
            heard.append(sentence)
        elif comma and alone(tail) and not any(mark in head for mark in "“「『（"):
            kept.append(f"{head}。")
            heard.append(tail)
        else:
            kept.append(sentence)
    if not heard:
        return action, []
    return naming.language.word("writing.between").join(kept), [each.rstrip("。.！! ") for each in heard]


def shouted(action: str, language: Language) -> tuple[str, ...]:
    """Quotations of an action that somebody calls out, verbatim; words that stand written on something are none."""
    before, written = tabled(language.word("prompt.calls"), re.IGNORECASE), lettering(action)
    found = ((next(filter(None, each.groups())), action[: each.start()]) for each in _QUOTED.finditer(action))
    return tuple(dict.fromkeys(words for words, ahead in found if words not in written and before.search(ahead)))

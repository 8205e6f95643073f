"""A board by a director as its prompts tell it: the picture says what happens, and nothing of it is said a second time.

Whatever is taken away here is taken from the board that prompts are made from and held against; the board of the user stays.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from storyboard import (
    beasts,
    befalling,
    camera,
    counted,
    lettering,
    marks,
    names,
    overheard,
    palettes,
    speech,
    travelling,
    viewpoints,
)
from storyboard.alone import alone
from storyboard.cast import roles
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.deeds import known_look, sentences
from storyboard.languages import CODES, Language
from storyboard.model import Board, Character, Offer, Shot
from storyboard.patterns import deferred, tabled

LONG_PICTURE = {False: 48, True: 110}
"""Characters from which on a picture is told in whole sentences; in a language with words between blanks more."""
_PICTURE = {False: 24, True: 55}
"""The same where a director made the board: all but a bare form of words."""
_LED = 30
"""Characters behind a thing within which somebody is named who can stand before it."""
_FEWEST = 5
"""Pictures of a board from which on that can be told."""
_MOST = 2 / 3
"""Part of a board's pictures that are told so where a director made it."""
_SHARE = {False: 0.4, True: 0.35}
"""Part of a sentence about somebody who is not in a picture that stands in it all the same: of its characters, or of its words."""
_QUOTED = deferred(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|(?<!\d)\"([^\"\n]+)\"")
_MARKS = deferred(r"\s*(?:\[|【).*\Z", re.DOTALL)
"""The marks of a board behind the words of its picture."""
_INTRODUCED = deferred(r"\b([A-Z]{3,}) \(((?:[^()]*\b(?:man|woman|men|women|boys?|girls?|people)\b)[^()]*)\)")
"""Who has no name and is told in brackets."""
_SENTENCES = deferred(r"[。！？]|(?<!\b[MD][RrSs])(?<!\b[Mm][Rr][Ss])(?<!\b[SJ][TtRr])[.!?](?=\s)")
_CLOSES = deferred(r"[。！？;；]|[.!?](?=\s)")
_STOPPED = deferred(r"([。！？…][”」』])。|([.!?…][”\"])\.(?=\s|$)")
"""What is written ends its sentence."""
_CLAD_BEHIND = deferred(
    r" in (?:her|his|an?|the) (?:[a-z-]+ ){0,2}?[a-z-]+(?= (?!(?:pockets|sleeves|folds|arms|cuffs|shoes|its|his|this)\b)(?:[a-z]+s|and|on|at)\b|,)"
)
"""What somebody wears, behind their name and before what they do."""
_ITS = deferred(r"\b[Ii]ts (?=[a-z])")
"""Whose something is, of a thing."""
_BEHIND = deferred(r"[（(](?:视频|录音|录像|留言|电视|广播|手机)[里中]?[·，,、 ]?画外音?[）)]")
"""A mark beside a line of who is heard from behind the camera of a film within the film: their lips in the picture stay closed."""
_ASIDE = deferred(r"[（(][^（()）]*[）)]")


def by_director(board: Board) -> bool:
    """Whether most pictures of a board are told in whole sentences, which rules never do; a long name of a place makes none of them longer."""
    long = LONG_PICTURE[Language.of(names.language_of(board)).does("writing.words")]
    pictures = [
        marks.without(shot.visual).replace(names.place_of(shot.location) or "\n", "")
        for shot in board.shots
        if shot.visual
    ]
    return len(pictures) >= _FEWEST and sum(len(each) > long for each in pictures) >= _MOST * len(pictures)


_NEXT = deferred(r"^(?:再|又|才|然后|接着|最后)(?=[\u4e00-\u9fff]{2})")
"""What comes in its turn, before how a line is said: 再平平地."""


def manner(visual: str, language: Language, *, unseen: bool = False) -> str:
    """How a picture tells that its line is said: answers softly, 轻声说, shouts; empty where it does not, or tells it in parts. Of somebody `unseen` it tells no more than that they sing."""
    if tabled(language.word("prompt.said_in_parts"), re.IGNORECASE).search(visual):
        return ""
    rows = language.words("prompt.said_unseen") if unseen else language.word("prompt.said_told").split("\n")
    for row in rows:
        pattern, _, told = row.partition(" => ")
        if found := tabled(pattern).search(visual):
            return _NEXT.sub("", found.expand(told))
    if unseen:
        return ""
    verbs = dict(row.split("|") for row in language.words("prompt.said_as"))
    found = re.search(rf"\b(?:{'|'.join(verbs)})\b" if language.does("writing.words") else "|".join(verbs), visual)
    return verbs[found[0]] if found else ""


def settled(board: Board, naming: names.Naming, offer: Offer) -> Board:
    """A director's board as a model is told it, without what its pictures tell anyway; any other as it is."""
    board = counted.singled(board, naming.language)
    if not by_director(board):
        return board
    shots = tuple(replace(shot, visual=_of_kin(shot.visual, naming)) for shot in board.shots)
    shots = _read_later(befalling.in_time(_over_the_same(shots, naming), naming.language))
    shots = _crowds_told(shots, naming) if not offer.few else shots
    shots = beasts.everywhere(shots, naming.language)
    people = {name: _bodied(name, each, board.shots, naming.language) for name, each in board.character_setting.items()}
    bodied = [name for name, each in people.items() if each != board.character_setting[name]]
    shots = tuple(replace(shot, visual=_called(shot.visual, bodied, people, naming.language)) for shot in shots)
    shots = _lit_alike(_taken_alike(alone(shots, naming), naming.language), naming.language)
    shots = _written_on(_coloured(shots, naming), naming)
    if not overheard.scored(board.shots, naming.language):
        shots = tuple(replace(shot, style_tags=_sounding(shot, naming.language)) for shot in shots)
    shots = tuple(_settled(shot, naming, offer) for shot in shots)
    return replace(board, character_setting=people, shots=beasts.listed(shots, naming))


def _over_the_same(shots: Sequence[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """Shots of which each line of somebody unseen says through what it is heard, where one of theirs in the scene does: a model has seen no other clip."""
    rows = [row.split(" => ") for row in naming.language.words("prompt.media")]
    patterns = [tabled(row[0], re.IGNORECASE) for row in rows]
    shown = [tabled(row[1], re.IGNORECASE) for row in rows]

    def device(shot: Shot) -> str:
        parts = (part.strip() for aside in _ASIDE.findall(shot.action) for part in re.split(r"[;；,，]", aside[1:-1]))
        return next((part for part in parts if any(pattern.fullmatch(part) for pattern in patterns)), "")

    def pictured(shot: Shot) -> str:
        """A device that speaks in a picture in which its speaker is not."""
        visual = marks.without(shot.visual)
        if shot.dialogue.role in names.found(f"{visual}\n{shot.action}", naming):
            return ""
        told = (
            pattern.search(found[0])
            for pattern, way in zip(patterns, shown, strict=True)
            if (found := way.search(visual))
        )
        return next((word[0] for word in told if word), "")

    heard = dict[tuple[str, str], str]()
    for shot in shots:
        if shot.dialogue.text and (told := device(shot) or pictured(shot)):
            heard.setdefault((shot.location, shot.dialogue.role), told)
    told_so = list[Shot]()
    for shot in shots:
        over = heard.get((shot.location, shot.dialogue.role), "") if shot.dialogue.text and not device(shot) else ""
        unseen = bool(over) and shot.dialogue.role not in names.found(marks.without(shot.visual), naming)
        aside = naming.language.word("writing.aside").format(over)
        told_so.append(replace(shot, action="\n".join(filter(None, (shot.action, aside)))) if unseen else shot)
    return tuple(told_so)


def _of_kin(visual: str, naming: names.Naming) -> str:
    """A picture in which who is called by whose kin they are has that person's name as an owner: 阿雀爹 is 阿雀的爹."""
    if naming.language.does("writing.words"):
        return visual
    for start, end, _ in reversed(list(names.matches(visual, naming))):
        if roles.is_of_kin(visual, start, end) and visual[end] != "的":
            visual = f"{visual[:end]}的{visual[end:]}"
    return visual


def _taken_alike(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots of which all at one place and hour are taken on what one of them says: clean digital."""
    taken: dict[tuple[str, str], str] = {}
    for shot in shots:
        own = palettes.medium(palettes.parts(shot.style_tags))
        taken |= {(shot.location, shot.time): own} if own and (shot.location, shot.time) not in taken else {}
    comma = language.word("writing.comma")
    return tuple(
        replace(shot, style_tags=comma.join(filter(None, (on, shot.style_tags))))
        if (on := taken.get((shot.location, shot.time), "")) and not palettes.medium(palettes.parts(shot.style_tags))
        else shot
        for shot in shots
    )


def _lit_alike(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots of which each has the light of those nearest at its place, hour and weather where it tells none itself: no palette puts a covered sky beside their sun."""
    lit = tabled(language.word("style.lit"), re.IGNORECASE)
    comma, told = language.word("writing.comma"), list[Shot]()
    for at, shot in enumerate(shots):
        if lit.search(" ".join(_own_style(shot, language))):
            told.append(shot)
            continue
        here = (shot.location, shot.time, shot.weather)
        row = [n for n, each in enumerate(shots) if (each.location, each.time, each.weather) == here]
        near = sorted(row, key=lambda n: (abs(n - at), n))
        light = next((found for n in near if (found := _light_of(shots[n], language))), "")
        told.append(replace(shot, style_tags=comma.join(filter(None, (light, shot.style_tags)))))
    return tuple(told)


def _coloured(shots: Sequence[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """Shots with the main colours of their scene, where the styles of its shots name several: no palette puts a blue sky over their yellow dust."""
    language = naming.language
    styles: dict[tuple[str, str, str], list[str]] = {}
    for shot in shots:
        styles.setdefault((shot.location, shot.time, shot.weather), []).append(", ".join(_own_style(shot, language)))
    sets: dict[str, list[str]] = {}
    for shot in shots:
        sets.setdefault(shot.location, []).append(marks.set_of(shot.visual))
    seen: dict[tuple[str, str, str], list[str]] = {}
    worn: dict[tuple[str, str, str], list[str]] = {}
    for shot in shots:
        here, picture = (shot.location, shot.time, shot.weather), marks.without(shot.visual)
        seen.setdefault(here, []).append(picture)
        people = (naming.characters[name] for name in names.found(picture, naming) if name in naming.characters)
        looks = (read_appearance(each.appearance) for each in people)
        worn.setdefault(here, []).extend(f"{each.clothes_colour} {each.clothes_style}" for each in looks if each)
    comma, told = language.word("writing.comma"), list[Shot]()
    for shot in shots:
        here = (shot.location, shot.time, shot.weather)
        colours = palettes.named_colours(styles[here], language, sets[shot.location], [*seen[here], *worn[here]])
        if colours and not palettes.told_colours(shot.style_tags, language):
            shot = replace(
                shot, style_tags=comma.join(filter(None, (palettes.main_colours(colours, language), shot.style_tags)))
            )
        told.append(shot)
    return tuple(told)


def _written_on(shots: Sequence[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """Shots whose words on a wall stand in marks and are told line by line, and whose places have none of them without quotation marks: a wall that is backdrop is to be no sign."""
    texts = dict.fromkeys(text for shot in shots for text in lettering.seen_words(f"{shot.visual}\n{shot.action}"))
    known = [*texts, *(text for shot in shots for text in lettering.spelled(shot.dialogue.text))]
    known = [text for text in known if not names.found(text, naming)]
    told = list[Shot]()
    for shot in shots:
        shot = replace(shot, visual=lettering.marked(shot.visual, known))
        look = marks.set_of(shot.visual)
        plain = lettering.unlettered(look, texts) if look else look
        visual = shot.visual.replace(look, plain) if plain != look else shot.visual
        told.append(replace(shot, visual=lettering.in_lines(visual), action=lettering.in_lines(shot.action)))
    return tuple(told)


_NEARBY = 2
"""In so many shots that share an action with the one before them its written words are looked for."""
_READS = deferred(r'\s*[:：,，]?\s*(?:"(?P<plain>[^"\n]+)"|“(?P<curved>[^“”\n]+)”)')


def _read_later(shots: Sequence[Shot]) -> tuple[Shot, ...]:
    """Shots whose actions have no words that the picture of a later shot of the same action has to be read: All three heads bend close: “THERE YOU ARE.”"""
    told = list[Shot]()
    for at, shot in enumerate(shots):
        later = list(takewhile(lambda each: not each.action.strip(), shots[at + 1 : at + 1 + _NEARBY]))
        pictures = "\n".join(marks.without(each.visual) for each in later)

        def left(found: re.Match[str], here: str = shot.visual, pictures: str = pictures) -> str:
            words = (found["plain"] or found["curved"]).strip(" .。")
            return "" if words in pictures and words not in here else found[0]

        told.append(replace(shot, action=_READS.sub(left, shot.action)) if pictures else shot)
    return tuple(told)


def _own_style(shot: Shot, language: Language) -> list[str]:
    """The parts of a board's style that its director wrote, without sounds and cuts."""
    marked = [*language.words("prompt.sounds"), *language.words("prompt.cuts")]
    usual = palettes.usual(language)
    parts = palettes.parts(shot.style_tags)
    end = next((at for at, part in enumerate(parts) if part.startswith(tuple(marked))), len(parts))
    return [part for part in parts[:end] if part not in usual]


def _light_of(shot: Shot, language: Language) -> str:
    """The light of a shot as it holds for others of its scene, without where it falls: warm sun; empty where it tells none such."""
    light, here = (tabled(language.word(f"style.light_{key}"), re.IGNORECASE) for key in ("of", "here"))
    bare = (tabled(language.word("style.light_at")).sub("", part) for part in _own_style(shot, language))
    whole = (part for part in bare if len(part.split()) > 1 or not language.does("writing.words"))
    return next((part for part in whole if light.search(part) and not here.search(part)), "")


def _called(visual: str, bodied: Iterable[str], people: Iterable[str], language: Language) -> str:
    """A picture without the looks that it gives whoever has them by an entry after all, and without the noun behind an entry that is `all`: all the others."""
    for name in bodied:
        visual = re.sub(rf"(?<![A-Za-z])({re.escape(name)}){language.word('prompt.appositive')}", r"\1", visual)
    for name in people:
        if tabled(language.word("prompt.everybody"), re.IGNORECASE).fullmatch(name):
            visual = re.sub(rf"\b({re.escape(name)}){language.word('prompt.everybody_of')}", r"\1", visual)
    return visual


def _bodied(name: str, person: Character, shots: Iterable[Shot], language: Language) -> Character:
    """Somebody of whom an entry has the voice alone, with the sex of it where pictures show them again and again: they have looks to be told by."""
    looks, voice = read_appearance(person.appearance), read_voice(person.voice)
    if looks is None or voice is None or kind_of(looks) != "voice":
        return person
    heard = language.word("names.heard").lstrip("^")
    shown = re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])(?!{heard})")
    if sum(shown.search(marks.without(shot.visual)) is not None for shot in shots) < _FEWEST:
        return person
    return replace(person, appearance=person.appearance.replace(looks.sex, voice[0].sex, 1))


def _crowds_told(shots: Iterable[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """Shots that tell those without a name by whom they were told with brackets the first time, in capitals: the FOREMAN (big man of fifty)."""
    known: dict[str, str] = {}
    told = []
    for shot in shots:
        visual = shot.visual
        for word, looks in list(known.items()):
            bare = re.compile(rf"\b{re.escape(word)}\b(?!['’])(?! \()(?![^(]*\))")
            if (
                f"{word} (" not in visual
                and (found := bare.search(marks.without(visual)))
                and word not in naming.characters
            ):
                visual = f"{visual[: found.end()]} ({looks}){visual[found.end() :]}"
        known |= {found[1]: found[2] for found in _INTRODUCED.finditer(marks.without(visual))}
        told.append(replace(shot, visual=visual))
    return tuple(told)


_CROWD_COUNTED = deferred(r"(?<=[来多余几十百两三四五六七八九][个名位])众(?=[\u4e00-\u9fff])")
"""A word for all of them behind a number of some: 十来个众纤夫."""
_WHERE_ALONE = deferred(r".{1,4}(?:[里中下外上后前边间]|[那这尽两]头)")
"""A place that is told before somebody, without a verb."""
_LOOK_OWNED = deferred(r"\b(?:his|her)\b(?= [a-z])|(?<!其)[他她](?![们俩自])的?")
"""Whose face or coat a light falls on."""


def _settled(shot: Shot, naming: names.Naming, offer: Offer) -> Shot:
    action = _action(shot, naming)
    language = naming.language
    if not speech.delivery_of(shot.action)[0] and any(map(_BEHIND.fullmatch, shot.action.split("\n"))):
        action = "\n".join(filter(None, (speech.DELIVERY[language.code]["voiceover"], action)))
    shot = _wide_enough(shot, naming)
    visual, filming = _from(
        counted.again(_visible(_CROWD_COUNTED.sub("", shot.visual), language), naming),
        shot.camera,
        naming,
        plain=offer.plain,
    )
    visual = _clad_once(visual, names.dressed(shot, naming))
    visual = travelling.in_camera(_subject_first(_placed(visual, naming), naming), language)
    visual = _scenery_behind(_thing_behind(visual, naming), naming) if offer.leads else visual
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    way = "" if offer.plain else viewpoints.going(head, filming, naming)
    head, filming = viewpoints.apart(head, filming, naming, plain=offer.plain)
    head = viewpoints.focused(head, filming, naming)
    visual, moved = travelling.told_once(f"{head}{tail}", filming, language, plain=offer.plain)
    filming = viewpoints.told_once(viewpoints.gone(filming, way, language) if moved == filming else moved)
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    visual = f"{head}{tail}"
    visual = _STOPPED.sub(r"\1\2", _counted(_parted(visual, language), shot.dialogue.text, language))
    style = _look_of(shot.style_tags, visual, naming)
    filming = _following(visual, filming, naming, plain=offer.plain)
    return replace(shot, action=action, visual=visual, camera=filming, style_tags=style)


def _look_of(style: str, visual: str, naming: names.Naming) -> str:
    """A style in which a pronoun is who comes first in the picture of its sex: grey light on his face is told apart from its shot too. Sounds stay."""
    scored = naming.language.word("prompt.scored")
    look, mark, heard = style.partition(scored)
    first: dict[str, str] = {}
    for _, _, name in names.matches(marks.without(visual), naming):
        known = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
        if known and kind_of(known) == "person":
            sex = next(
                (each for each in ("male", "female") if known.sex in naming.language.words(f"voiced.{each}")), ""
            )
            first.setdefault(sex, name)
    owns = "'s" if naming.language.does("writing.words") else "的"

    def named(found: re.Match[str]) -> str:
        name = first.get("male" if found[0][:3].casefold() == "his" or found[0][0] == "他" else "female", "")
        return f"{name}{owns}" if name else found[0]

    return f"{_LOOK_OWNED.sub(named, look)}{mark}{heard}"


def _following(visual: str, filming: str, naming: names.Naming, *, plain: bool) -> str:
    """A camera's words in which one that tracks says along what or whom: what its view lies along, else who comes first in the picture."""
    language = naming.language
    *rest, move = filming.split(language.word("writing.comma"))
    if plain or move not in camera.MOVES["track"][: len(CODES)]:
        return filming
    along = next((part for part in rest if tabled(language.word("prompt.seen_along")).match(part)), "")
    people = (name for _, _, name in names.matches(marks.without(visual), naming) if name in naming.characters)
    whom = next((name for name in people if not names.are_group(name, naming)), "")
    goes = along or (whom and language.word("prompt.followed").format(whom))
    return (
        language.word("writing.comma").join([*rest, f"{move}{goes if not goes.isascii() else f' {goes}'}"])
        if goes
        else filming
    )


def _counted(visual: str, line: str, language: Language) -> str:
    """A picture in which what the camera does is a sentence of its own, and the sentences of a line are called so: He cries the first."""
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    quoted = [found.span() for found in _QUOTED.finditer(head)]
    for found in reversed(list(tabled(language.word("prompt.camera_apart")).finditer(head))):
        if not any(start < found.start() < end for start, end in quoted):
            head = f"{head[: found.start()]}{language.word('prompt.camera_then')}{head[found.end() :]}"
    if len(_SENTENCES.findall(f"{line} ")) > 1 and tabled(language.word("prompt.said_first")).search(head):
        head = tabled(language.word("prompt.said_nth")).sub(language.word("prompt.said_sentence"), head)
    return f"{head}{tail}"


def _clad_once(visual: str, naming: names.Naming) -> str:
    """A picture without the garment behind somebody's name that stands with their looks anyway: PRIYA in her gold sari fills the left half."""
    if not naming.language.does("writing.words"):
        return visual
    for _, end, name in reversed(list(names.matches(visual, naming))):
        clad = _CLAD_BEHIND.match(visual, end)
        if clad and known_look(name, clad[0].strip().casefold(), naming):
            visual = f"{visual[:end]}{visual[clad.end() :]}"
    return visual


def _wide_enough(shot: Shot, naming: names.Naming) -> Shot:
    """A shot whose frame shows what somebody's feet do in it; one of feet alone stays."""
    language, visual = naming.language, marks.without(shot.visual)
    size, comma, rest = shot.camera.partition(language.word("writing.comma"))
    near = size in language.word("prompt.near_sizes").split("|") and not re.search(r"tilt|pull back|摇|拉", rest)
    whole = any(not re.match(r"['’]s?\b|的", visual[end:]) for _, end, _ in names.matches(visual, naming))
    if near and whole and tabled(language.word("prompt.feet_do"), re.IGNORECASE).search(visual):
        return replace(shot, camera=f"{language.word('prompt.whole_size')}{comma}{rest}")
    return shot


def _subject_first(visual: str, naming: names.Naming) -> str:
    """A picture that begins with who is in it, and has what is before them at the end of that sentence."""
    language = naming.language
    found = tabled(language.word("prompt.first_seen")).match(visual)
    if found is None or found.end() not in (start for start, _, _ in names.matches(visual, naming)):
        return visual
    aside = found[0].rstrip().endswith(":")
    if not aside and names.found(found[0], naming):
        return visual
    spans = [(start, end) for start, end, _ in names.matches(visual, naming)]
    stops = (each.start() for each in (_CLOSES if aside else _SENTENCES).finditer(visual, found.end()))
    at = next((stop for stop in stops if not any(start <= stop < end for start, end in spans)), len(visual))
    off = found.start("off") if found.groupdict().get("off") else found.end()
    before, comma = found[0][:off].rstrip(" ,;:，；"), language.word("writing.comma")
    before = f"{before[:1].lower()}{before[1:]}"
    return f"{visual[found.end() : at]}{comma}{before}{visual[at:]}"


def _thing_behind(visual: str, naming: names.Naming) -> str:
    """A picture that begins with a thing and goes on, behind a semicolon, with somebody: they stand first. As it is where what is told of them leans on the thing by more than whose something is: on it."""
    language = naming.language
    between, stop = language.word("staging.told.between"), language.word("prompt.stop")
    thing, behind, rest = visual.partition(between)
    ends = _SENTENCES.search(rest)
    told, tail = (
        (rest[: ends.start()], rest[ends.start() :])
        if ends
        else (marks.without(rest), rest[len(marks.without(rest)) :])
    )
    told = _ITS.sub("the ", told) if language.does("writing.words") else told
    first = next((start for start, _, _ in names.matches(told, naming)), _LED)
    leans = tabled(language.word("prompt.leaning"), re.IGNORECASE).search(told)
    plain = not names.found(thing, naming) and not _QUOTED.search(f"{thing}{told}") and stop.strip() not in thing
    idle = tabled(language.word("prompt.idle_thing"), re.IGNORECASE).match(thing) or _idle(thing, naming)
    plain = plain and not re.search("[，,]", told[:first])
    if not (behind and idle and plain) or leans or first >= _LED:
        return visual
    thing = re.sub(r"^[A-Z](?=[a-z]* )", lambda letter: letter[0].lower(), thing)
    return f"{told[:1].upper()}{told[1:].rstrip()}{between}{thing}{tail}"


def _scenery_behind(visual: str, naming: names.Naming) -> str:
    """A picture that begins with what is around somebody, in a sentence or in a first clause of light and weather, and goes on with them: they stand first."""
    head = marks.without(visual)
    if not visual.startswith(head):
        return visual
    tail = visual[len(head) :]
    stops = [found.end() for found in _SENTENCES.finditer(head)]
    end = stops[0] - 1 if stops else len(head)
    if not naming.language.does("writing.words") and "，" in head[:end]:
        air, _, rest = head[:end].partition("，")
        whole = _WHERE_ALONE.fullmatch(air) is None  # 雨幕那头 is where somebody is, and nothing by itself
        if whole and tabled(naming.language.word("prompt.air")).search(air) and _led(air, rest, naming):
            return f"{rest}，{air}{head[end:]}{tail}"
    if not stops:
        return visual
    at = stops[0] + (head[stops[0] :][:1] == " ")
    stop = next((each for each in stops if each > at), len(head))
    first, second, rest = head[: stops[0]], head[at:stop], head[stop:]
    goes_on = tabled(naming.language.word("prompt.leans_on"), re.IGNORECASE).match(rest.lstrip())
    opens = any(start == 0 for start, _, _ in names.matches(second, naming))
    behind = rest.strip() and not viewpoints.is_view(rest, naming.language)
    if goes_on or not (behind or opens) or not _led(first, second, naming):
        return visual
    second = second if second[-1] in ".!?。！？" else f"{second}{naming.language.word('prompt.stop')}"
    return f"{second}{naming.language.word('writing.between')}{first}{rest}{tail}"


def _led(around: str, told: str, naming: names.Naming) -> bool:
    """Whether words about somebody can stand before those about what is around them: these show nobody and nothing that happens, and nothing there leans on them."""
    leans, led = (tabled(naming.language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("leaning", "led_by"))
    first = next((start for start, _, _ in names.matches(told, naming)), None)
    begins = first is not None and led.fullmatch(told[:first]) is not None
    clause, *more = re.split(r"(?=[，,；;])", told, maxsplit=1)
    told = f"{clause}{_ITS.sub('the ', more[0].split('；')[0])}" if more else told
    return begins and _idle(around, naming) and not _QUOTED.search(told) and not leans.search(told)


def _idle(around: str, naming: names.Naming) -> bool:
    """Whether words show nobody and nothing that happens, and nothing that is read."""
    alive, moves = (tabled(naming.language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("alive", "moves"))
    busy = alive.search(around) or moves.search(around) or _QUOTED.search(around) or re.search("[(（]", around)
    return not busy and not names.found(around, naming)


def _from(visual: str, filming: str, naming: names.Naming, *, plain: bool) -> tuple[str, str]:
    """(picture, camera) in which where the camera stands is told with the camera: From under the ceiling: smoke hangs. Beside words of the tables alone, which are `plain`, it stays with the picture."""
    language = naming.language
    found = tabled(language.word("prompt.seen_from")).match(visual)
    if found is None or names.found(found[0], naming):
        return visual, filming
    begins, behind = found[0].rstrip("：: "), visual[found.end() :]
    if not plain and (
        within := tabled(language.word("prompt.seen_within")).fullmatch(begins)
    ):  # what it lies in is seen
        begins, behind = within[1], f"{language.word('prompt.within').format(within[2])}{behind}"
    owns = re.match(r"(?:[Ii]ts|[Tt]heir) (?=[a-z])", behind)  # what the camera's words name is named there alone
    behind = f"the {behind[owns.end() :]}" if owns and not plain else behind
    if plain:
        return f"{begins}{language.word('writing.comma')}{behind}", filming
    comma = language.word("writing.comma")
    *framed, move = filming.split(comma)
    view = f"{begins[:1].lower()}{begins[1:]}"
    return f"{behind[:1].upper()}{behind[1:]}", comma.join([*framed, view, move] if framed else [move, view])


def _placed(visual: str, naming: names.Naming) -> str:
    """A picture that begins with where its people are, where it said so behind all that they do: they are placed before anything moves."""
    language = naming.language
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    between, spots = language.word("staging.told.between"), language.word("prompt.spotted")
    clauses, placed = head.split(between), list[str]()
    while (
        len(clauses) > 1
        and (found := re.fullmatch(spots, clauses[-1]))
        and names.found(clauses[-1], naming) == (found[1],)
    ):
        be = language.word("prompt.be").split("|")[names.are_many(found[1], naming)]
        placed.insert(0, f"{found[1]} {be} {found[2]}" if language.does("writing.words") else found[0])
        clauses.pop()
    seen = between.join(clauses)
    if not placed or tabled(language.word("prompt.entering"), re.IGNORECASE).search(seen):
        return visual
    said, gap = between.join(placed), language.word("writing.between")
    return f"{said}{language.word('prompt.stop')}{gap}{seen[:1].upper()}{seen[1:]}{tail}"


def _halved(head: str, language: Language) -> str:
    """A long picture of clauses alone as two sentences, where one that begins anew stands nearest to its middle."""
    if len(head) < LONG_PICTURE[language.does("writing.words")]:
        return head
    quoted = [found.span() for found in _QUOTED.finditer(head)]
    places = [
        found.start()
        for found in tabled(language.word("prompt.begun_anew")).finditer(head)
        if not any(start < found.start() < end for start, end in quoted)
    ]
    at = min(places, key=lambda place: abs(2 * place - len(head)), default=0)
    return f"{head[:at]}{language.word('prompt.stop')}{head[at + 1 :]}" if _FEWEST < at < len(head) - _FEWEST else head


def _parted(visual: str, language: Language) -> str:
    """A picture of one sentence as two, where a semicolon parts it: a brief has several."""
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    at = head.find(language.word("prompt.camera_joined"))
    quoted = any(found.start() < at < found.end() for found in _QUOTED.finditer(head))
    if _SENTENCES.search(head.rstrip("。.")):
        return visual
    if at < _FEWEST or quoted:
        return f"{_halved(head, language)}{tail}"
    stop, behind = language.word("prompt.stop"), head[at + len(language.word("prompt.camera_joined")) :]
    if re.match(r"镜头|[Tt]he camera ", behind):  # as the last sentence it would be read as the camera's words
        return visual
    between = language.word("writing.between")
    return f"{head[:at]}{stop}{between}{behind[:1].upper()}{behind[1:]}{tail}"


def _visible(visual: str, language: Language) -> str:
    """A picture without likenesses of what somebody knows or does elsewhere, and what they find in their mind: as a man does who knows the answer."""
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    head = _of_itself(head, language)
    for row in language.words("prompt.figures"):
        pattern, _, plain = row.partition(" => ")
        head = tabled(pattern).sub(plain, head)
    for key in ("prompt.likened", "prompt.inward"):
        kept = [found.span() for marked in (_QUOTED, _ASIDE) for found in marked.finditer(head)]
        for found in reversed(list(tabled(language.word(key)).finditer(head))):
            if not any(start < found.start() < end for start, end in kept):
                head = f"{head[: found.start()]}{found.groupdict().get('kept') or ''}{head[found.end() :]}"
    return f"{head}{tail}"


def _of_itself(head: str, language: Language) -> str:
    """A picture without what it says of other pictures of the film: The same view as before."""
    for found in reversed(list(tabled(language.word("prompt.other_picture")).finditer(head))):
        kept = f"{found['from'].strip()}: " if found["from"] else ""
        behind = head[found.end() :]
        if found.start() == 0:
            kept, behind = f"{kept[:1].upper()}{kept[1:]}", behind if kept else f"{behind[:1].upper()}{behind[1:]}"
        rest = f"{head[: found.start()]}{kept}{behind}"
        head = rest if len(rest) >= _FEWEST else head
    return head


def _sounding(shot: Shot, language: Language) -> str:
    """The style of a shot with the sounds that its picture or its action says are heard, beside those that the script names."""
    mark, comma = language.words("prompt.sounds")[0], language.word("writing.comma")
    text = f"{marks.without(shot.visual)}\n{shot.action}"
    heard = overheard.told(text, language, language, speaks=bool(shot.dialogue.text))
    new = [each for each in heard if each not in shot.style_tags] if mark not in shot.style_tags else []
    return comma.join(filter(None, (shot.style_tags, f"{mark}{comma.join(new)}" if new else "")))


def _action(shot: Shot, naming: names.Naming) -> str:
    """An action without what its picture, told in whole sentences, shows; how a line is said stays, and what is read or only heard."""
    visual, language = marks.without(shot.visual), naming.language
    if len(visual) <= _PICTURE[language.does("writing.words")]:
        return shot.action
    delivery, action = speech.delivery_of(shot.action)
    kept = []
    for line in action.split("\n"):
        aside = _ASIDE.fullmatch(line.strip())
        several = aside is not None and _CLOSES.search(aside[0].strip("（）()。.")) is not None
        if aside and not several and (said := _as_said(aside[0], language, unseen=delivery in speech.UNSEEN)):
            kept.append(said)
            continue
        told = [
            _sounded(each, language)
            for each in sentences_of(line.strip("（）()"), naming)
            if _needed(each, visual, naming, score=overheard.score(shot, language))
        ]
        kept += [language.word("writing.between").join(told)] if told else []
    return "\n".join([*([speech.delivered_in(shot.action, language.code)] if delivery else []), *kept])


def _as_said(aside: str, language: Language, *, unseen: bool = False) -> str:
    """Of the words beside a line those that tell how or to whom it is said, in their brackets; a deed that a picture shows is no manner of speech, and who is `unseen` has none: (young, huge, crackling)."""
    if tabled(language.word("prompt.to"), re.IGNORECASE).match(aside):
        return aside
    way, done = (tabled(language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("manner", "done"))
    parts = [part.strip() for part in re.split(r"[，,]", aside.strip("（）()"))]
    sounds = tabled(language.word("prompt.sound_alone") if unseen else r"(?!)", re.IGNORECASE)
    kept = [part for part in parts if (way.search(part) or sounds.fullmatch(part)) and not done.match(part)]
    return f"{aside[0]}{language.word('writing.comma').join(kept)}{aside[-1]}" if kept else ""


def _sounded(sentence: str, language: Language) -> str:
    """A sentence about a sound that a voice makes without words, as what is heard alone: 发出“啊、啊”的声音."""
    sound = tabled(language.word("prompt.wordless")).search(sentence)
    return language.word("prompt.wordless_heard").format(sound[1]) if sound else sentence


def _needed(sentence: str, visual: str, naming: names.Naming, score: str = "") -> bool:
    """Whether a picture does without something of a sentence that nobody else tells: words that are read or called, a sound of nobody that its `score` has not, somebody who is not in it."""
    language = naming.language
    if _read(sentence, visual, language):
        return True
    people = set(names.found(sentence, naming))
    if heard := tabled(language.word("prompt.audible"), re.IGNORECASE).search(sentence):
        return not people and heard[0].casefold() not in f"{visual}\n{score}".casefold()
    if people <= set(names.found(visual, naming)):
        return False
    own, here = (compared(text, naming) for text in (sentence, visual))
    return not own or len(own & here) < _SHARE[language.does("writing.words")] * len(own)


def _read(sentence: str, visual: str, language: Language) -> bool:
    """Whether a sentence has quoted words that a picture has not; the sound that something makes is none: “当当当”."""
    noise = tabled(language.word("prompt.onomatopoeia"), re.IGNORECASE)
    every = (next(filter(None, found.groups())) for found in _QUOTED.finditer(sentence))
    quoted = (each for each in every if not noise.fullmatch(each))
    here = "".join(visual.casefold().split())
    lines = (line for each in quoted for line in _LINES.split(each))  # those of a sign stand apart in a picture
    return any("".join(each.strip(" .,!?。，！？").casefold().split()) not in here for each in lines)


_LINES = deferred(r"(?<=[.!?。！？])\s*(?=\S)| / |\n")
"""Between the lines of what is written somewhere."""


def sentences_of(text: str, naming: names.Naming) -> Iterable[str]:
    """The sentences of a text; a full stop within a name ends none."""
    masked = list(text)
    for start, end, _ in names.matches(text, naming):
        masked[start:end] = "N" + "n" * (end - start - 1)
    at, flat = 0, "".join(masked)
    for each in sentences(flat):
        at = flat.index(each, at)
        yield text[at : at + len(each)]
        at += len(each)


def compared(text: str, naming: names.Naming) -> frozenset[str]:
    """The beginnings of the words of a text, or its characters, without names and slight words."""
    text = tabled(naming.language.word("prompt.slight")).sub(" ", _bare(text, naming).casefold())
    if naming.language.does("writing.words"):
        return frozenset(word[:4] for word in re.findall(r"[^\W\d_]{3,}", text))
    return frozenset(re.findall(r"[\u3400-\u9fff]", text))


def _bare(text: str, naming: names.Naming) -> str:
    """A text without names."""
    for start, end, _ in reversed(list(names.matches(text, naming))):
        text = f"{text[:start]} {text[end:]}"
    return text

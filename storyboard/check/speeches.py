"""check, first of all: is this board the script? Every line once, verbatim, in order, by its speaker, as it is delivered."""

from collections.abc import Iterator

from storyboard import names, speech
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.check.form import SLOWEST
from storyboard.check.subject import Subject
from storyboard.model import Fault
from storyboard.rules import finding
from storyboard.rules.words import PHRASES


def check_speeches(subject: Subject) -> Iterator[Fault]:
    """What is wrong with the words: the alignment's faults, then bad cuts, then wrong deliveries."""
    yield from subject.alignment.faults
    yield from _check_cuts(subject)
    yield from _check_delivery(subject)


def _check_cuts(subject: Subject) -> Iterator[Fault]:
    """Lines cut elsewhere than between clauses."""
    board, lines, said = subject.board, subject.lines, subject.said
    language = names.language_of(board)
    for line, entry, count in subject.alignment.matches:
        if count == 1:
            continue
        character = board.character_setting.get(lines[line].speaker)
        voice = read_voice(character.voice) if character else None
        tempo = min(voice[0].tempo if voice else speech.TEMPO[language], SLOWEST)
        legal, end = set(), 0
        for atom in speech.atoms(lines[line].text, tempo, language):
            legal.add(end := end + len(atom))
        at = 0
        for piece in said[entry : entry + count - 1]:
            at += len(piece.text)
            if at not in legal:
                yield finding("cut", line=lines[line].line, shot=piece.shot, language=subject.language, text=piece.text)


def _check_delivery(subject: Subject) -> Iterator[Fault]:
    """Inner voices that would be spoken aloud, and the like: the fixed words in front of `action` against the script.

    A voice-over may be shown as an inner voice: whoever thinks is in the picture, lips closed. A bare 电话 may be spoken into one that is seen.
    """
    board, lines, said, language = subject.board, subject.lines, subject.said, subject.language
    words = speech.DELIVERY[names.language_of(board)]
    for line, entry, count in subject.alignment.matches:
        wanted = words.get(lines[line].delivery, "")
        for piece in said[entry : entry + count]:
            acted = board.shots[piece.shot - 1].action
            told = words.get(speech.delivery_of(acted)[0], "")
            character = board.character_setting.get(piece.role)
            voice = kind_of(read_appearance(character.appearance)) == "voice" if character else False
            thought = lines[line].over and told == words["inner"]
            near = lines[line].either and not told
            device = told == words["phone"] and speech.delivered_in(acted, names.language_of(board)) != told
            unseen = voice and (device or (not wanted and told == words["voiceover"]))
            if told != wanted and not (thought or near or unseen):
                yield finding(
                    "delivery",
                    line=lines[line].line,
                    shot=piece.shot,
                    language=language,
                    text=piece.text,
                    wanted=wanted or PHRASES["no delivery"].told(language),
                    told=told or PHRASES["nothing"].told(language),
                )

"""Who of a scene is not in its room: seen on a screen that stands there, heard out of a machine, or only told of by what is theirs."""

import re
from collections.abc import Sequence

from storyboard import names
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.staging.images import SCREENS_ZH
from storyboard.staging.moves import SENTENCE
from storyboard.staging.props import of_a_body

_BEHIND = r"^[（(\[【\s]*(?:(?:recorded |distorted )?voice,? |heard |seen |appears |appearing |pre-?recorded,? )?"
ON_SCREEN = deferred(
    _BEHIND
    + r"(?:on (?:(?:the|a|an|his|her|their) )?(?:[\w-]+ )?(?:screen|monitor|laptop|tv|television|tablet|video)s?\b|(?:on|via|over|by) (?:(?:a|the) )?(?:video|webcam|zoom|facetime)\b|video(?: call| chat)?\b"
    r"|(?:在)?(?:(?:手机|电脑|平板|电视|监控|视频)?(?:屏幕|荧幕|画面)|视频(?:通话|连线|电话)?|电视|监控|直播)(?:里|中|上|内|那头|那端)?(?=[，,、）)\]】\s。]|$))",
    re.I,
)
"""In a stage direction of a speech, or behind its speaker's name: they are seen on a screen."""
BY_MACHINE = deferred(
    _BEHIND
    + r"(?:(?:on|over|through|via|from|out of) (?:(?:the|a|an|his|her|their) )?(?:[\w-]+ )?(?:machine|radio|intercom|monitor|(?:loud)?speaker(?:phone)?|tannoy|pa|tape|recorder|recording|walkie[- ]talkie|voicemail|voice mail|megaphone|cassette|phonograph|gramophone)\b|voicemail\b|recording\b|recorded\b"
    r"|(?:从|在)?(?:录音(?:机|笔|带)?|磁带|卡带|唱片机?|唱机|答录机|留言机?|语音(?:信箱|留言)?|监[护听][器仪]|收音机|大?喇叭|广播|对讲机|门禁|留声机)(?:里|中|上|那头|那端|内)?(?=[，,、）)\]】\s。]|$))",
    re.I,
)
"""So are those who are only heard, out of something that everybody in the room hears."""
CALL = deferred(r"\bcall audio\b|\b(?:phone|telephone|emergency|911|999) call\b|通话|电话(?:录音|两头)|报警录音", re.I)
"""In a heading: what is heard in the scene is a telephone call."""
_SHOWS = deferred(
    rf"{SCREENS_ZH}(?:里|上|中|那头)(?:，|：|是|出现|显示|跳出|弹出|映出|浮现|播放|放着|一[个位片])|\b(?:on|across|fills?) (?:the|his|her|their|a|every) (?:[\w-]+ )?(?:screen|monitor|laptop|television|tv)\b(?=,|:| (?:is|are|appears?)\b)|^\W*on (?:the )?screen\b(?=,|:)",
    re.I,
)
"""An action tells whom a screen shows: the people behind it."""

_A_STRANGER = deferred(r"\s*(?:An? |Two |Three |一个|一位|一名|两个|三个|几个)", re.I)
"""A sentence behind that begins with somebody who has not been seen."""
_IS_ON = deferred(
    rf"\s*(?:出现|站|坐|走)?在{SCREENS_ZH}(?:里|上|中)|\s+(?:\w+ )?(?:on|from) (?:the|his|her|a) (?:[\w-]+ )?(?:screen|monitor|television|tv)\b",
    re.I,
)
"""Behind a name: they are on a screen."""
_OWNS = deferred(
    r"^(?:['’]s?|的)\s*(?P<thing>[^，。！？；：、,.;:!?\n]{1,30})",
)
"""Behind a name: what is theirs."""
_THERE = deferred(
    r"^[\w' -]{1,24}?\b(?:falls?|slips?|drops?|trembles?|shakes?|clatters?|rattles?)\b|^[\u3400-\u9fff]{1,6}?(?:掉|滑|脱手|落[在地下]|抖|颤|晃)"
    r"|^(?:[\w-]+ )?(?:shadow|silhouette|figure|back|body|corpse|smile|grin|laugh|laughter|gaze|glance|eyes?|look|stare|expression|breath\w*|footsteps|steps|boots?|shoes?|sleeves?|knees?|side|feet|foot|palms?|face|hands?|fingers?|arms?|wrists?|shoulders?|lap|chest|head|hair|lips|mouth|voice|turn|wife)\b"
    r"|^[\u3400-\u9fff]{0,4}?(?:身影|背影|影子|身[体子上]|尸体|遗体|笑|表情|神[色情态]|目光|视线|呼吸|脚步|[眼脸嘴唇手脚腿头发肩背胸腰拳指额眉泪血])",
    re.I,
)
"""Where it is a part of them, or what only somebody has who is there, or falls from their hand: Dana's face, 贺明川的笑容, 老驿卒的酒葫芦掉在雪里."""


def marks(beat: Beat) -> tuple[str, ...]:
    """What is told of a speech beside its words: behind the speaker's name, and in its stage directions."""
    speech = beat.speech
    return (speech.extension, *(aside.text for aside in speech.parentheticals)) if speech else ()


def on_screen(beat: Beat) -> bool:
    """Whether the speaker of a beat is said to be on a screen."""
    return any(ON_SCREEN.search(text) for text in marks(beat))


def by_machine(beat: Beat) -> bool:
    """Whether the speaker of a beat is said to be heard out of a machine that the whole room hears."""
    return any(BY_MACHINE.search(text) for text in marks(beat))


def shown_on(text: str, known: names.Naming) -> tuple[str, ...]:
    """Whom an action shows on a screen: the people behind the words for it, up to the end of the sentence, and those first seen in the next; or who is said to be on it."""
    found: dict[str, None] = {}
    for paragraph in text.split("\n"):
        shown = False
        for sentence in filter(None, SENTENCE.split(paragraph)):
            if shows := _SHOWS.search(sentence):
                found |= dict.fromkeys(names.found(sentence[shows.end() :], known))
            elif shown and _A_STRANGER.match(sentence):
                found |= dict.fromkeys(names.found(sentence, known)[:1])
            shown = shows is not None or (shown and _A_STRANGER.match(sentence) is not None)
            found |= dict.fromkeys(
                name for _, end, name in names.matches(sentence, known) if _IS_ON.match(sentence[end:])
            )
    return tuple(found)


def of_the_place(text: str) -> str:
    """An action without what it shows on a screen: the bed there stands in another room."""
    cut = []
    for sentence in filter(None, SENTENCE.split(text)):
        shows = _SHOWS.search(sentence)
        cut.append(sentence[: shows.end()] if shows else sentence)
    return "\n".join(cut)


def screened(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], known: names.Naming) -> frozenset[str]:
    """Who is seen on a screen all through a scene: said so of a speech of theirs, or shown so and silent, before they do or say anything in the room."""
    shown = [shown_on("\n".join(beat.acts), known) for beat in beats]
    first: dict[str, int] = {}
    for at, beat in enumerate(beats):
        speaker = (beat.speech.speaker,) if beat.speech and on_screen(beat) else ()
        first |= {name: at for name in (*shown[at], *speaker) if name not in first}
    spoken = {beat.speech.speaker for beat in beats if beat.speech}
    told = {beat.speech.speaker for beat in beats if beat.speech and on_screen(beat)}

    def is_here(name: str) -> bool:
        acts = any(name in acting[at] and name not in shown[at] for at in range(first[name]))
        return acts or any(beat.speech and beat.speech.speaker == name for beat in beats[: first[name]])

    return frozenset(name for name in first if (name in told or name not in spoken) and not is_here(name))


def seen_on_screens(
    beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], away: frozenset[str]
) -> list[tuple[str, ...]]:
    """For every beat who speaks or acts on a screen: the speaker first; of those who are in the room too, the speaker alone."""
    found = []
    for beat, each in zip(beats, acting, strict=True):
        speaker = (beat.speech.speaker,) if beat.speech and (beat.speech.speaker in away or on_screen(beat)) else ()
        found.append(tuple(dict.fromkeys((*speaker, *(name for name in each if name in away)))))
    return found


def called(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], before: Sequence[str]) -> frozenset[str]:
    """Who is only heard over a telephone because the scene is a call: who speaks in it and does nothing, while somebody else does something.

    Its heading says that it is one; `before`, who was at the other end in the scene before it, are so still.
    """
    doing = {name for each in acting for name in each}
    silent = {beat.speech.speaker for beat in beats if beat.speech} - doing
    told = any(CALL.search(beat.scene.location) for beat in beats)
    return frozenset(silent if told else silent & {*before}) if doing else frozenset()


def in_the_room(
    beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], known: names.Naming
) -> tuple[list[tuple[str, ...]], frozenset[str]]:
    """(for every beat whom of the room its actions are about, who is on a screen all through the scene)."""
    away, owning = screened(beats, acting, known), told_of(beats, known)
    return [_of_the_room(each, beat, away, owning, known) for beat, each in zip(beats, acting, strict=True)], away


def _of_the_room(
    acting: Sequence[str], beat: Beat, away: frozenset[str], owning: frozenset[str], known: names.Naming
) -> tuple[str, ...]:
    """Whom a beat's actions are about, of those in the room: without those on a screen, and those of whom it names only what is theirs."""
    told = set(names.found("\n".join(beat.acts), known)) & owning
    return tuple(name for name in acting if name not in away and name not in told)


def told_of(beats: Sequence[Beat], known: names.Naming) -> frozenset[str]:
    """Of whom a scene only says that something is theirs (in Daniel's coat, SAM's capitals, 老年阿福的旁白), and who says nothing in it: they are not there."""
    owning: set[str] = set()
    doing = {
        beat.speech.speaker
        for beat in beats
        if beat.speech and beat.speech.delivery not in ("voiceover", "phone", "offscreen")
    }
    for text in ("\n".join(beat.acts) for beat in beats):
        for _, end, name in names.matches(text, known):
            owned = _OWNS.match(text[end : end + 40])
            only = owned is not None and not _THERE.search(owned["thing"]) and not of_a_body(owned["thing"])
            (owning if only else doing).add(name)
    return frozenset(owning - doing)

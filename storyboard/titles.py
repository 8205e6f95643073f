"""The script's own titles in the picture: TEN YEARS LATER, 十八年后. Drawn by the model where `[video] titles` says so, else laid over the film.

Whether a title was drawn is asked of the clip's own prompt, so that a film that was bought without it still gets it in the edit, and none has it twice.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from storyboard import marks, timeline, transitions
from storyboard.languages import CODES, Language
from storyboard.model import Board, Clip, Cue, Part, Shot
from storyboard.patterns import deferred, tabled

LONGEST = {False: 18, True: 44}
"""Characters of a title that a model can be asked to draw; in a language with words between blanks more. A longer one is left to the edit."""
_QUOTES = frozenset('“”「」『』"⟦⟧【】\n')

_CLOSES = deferred(
    r"(?:(?:本|第[\d一二三四五六七八九十百]+)[集章回幕]?)?(?:完|终|剧终|全[剧文片]?完|未完待续|待续|下集预告)[。！…]*|(?:the )?(?:end|fin)(?: of (?:episode|part) \w+)?[.!]*|to be continued[.!…]*",
    re.IGNORECASE,
)
"""What says that an episode is over: laid over its last picture in the edit, for whoever is in it still acts."""


def sentence(text: str, language: Language) -> str:
    """What a picture says of a title; empty of one that no model can be trusted with."""
    bare = text.strip().removesuffix("。")
    bare = bare if bare.endswith("..") else bare.removesuffix(".")
    if (
        not bare
        or _CLOSES.fullmatch(bare)
        or len(bare) > LONGEST[language.does("writing.words")]
        or _QUOTES & set(bare)
    ):
        return ""
    return language.word("prompt.titled").format(bare)


def in_pictures(board: Board, written: Board, language: Language) -> Board:
    """The board with each title as a sentence of the picture that has it.

    `written`: the same board before anything was taken from what it tells. Words over black (TITLE OVER BLACK) are in no picture: the edit has them there.
    """
    black = {card for own in written.shots for words in transitions.told(own) if (card := transitions.card(words))}
    found = []
    for shot, own in zip(board.shots, written.shots, strict=True):
        over = dict.fromkeys((*timeline.captions(own.visual), *timeline.captions_within(own.action)))
        found.append(
            _shown(shot, [told for text in over if text not in black and (told := sentence(text, language))], language)
        )
    return replace(board, shots=tuple(found))


def _shown(shot: Shot, told: Sequence[str], language: Language) -> Shot:
    if not told:
        return shot
    head = marks.without(shot.visual)
    tail = shot.visual[len(head) :] if shot.visual.startswith(head) else ""
    if head + tail != shot.visual:
        return shot
    stop, between = language.word("prompt.stop").strip(), language.word("writing.between")
    picture = timeline.CAPTION.sub("", head).rstrip(" ，,;；")
    told = [each for each in told if not any(f"“{text}”" in picture for text in words(each, language))]
    picture = picture if not picture or picture[-1] in ".!?。！？”" else f"{picture}{stop}"
    return replace(shot, visual=between.join(filter(None, (picture, *told))) + tail)


def once(shot: Shot, part: Part, language: Language) -> Shot:
    """A shot as a part of it shows it: its titles stand in the first part alone."""
    over = () if part.first and not part.hold else drawn(shot.visual, language)
    visual = shot.visual
    for told in over:
        visual = visual.replace(told, "")
    return replace(shot, visual=visual) if over else shot


def drawn(text: str, language: Language) -> tuple[str, ...]:
    """The titles that the sentences of a text tell, as they are told there."""
    before, after = map(re.escape, language.word("prompt.titled").split("{}"))
    return tuple(found[0] for found in tabled(f"{before}[^“”]+{after}").finditer(text))


def undrawn_picture(visual: str, language: Language) -> str:
    """A picture by rules without its titles, whose clauses are read one by one."""
    left = visual
    for told in drawn(visual, language):
        left = left.replace(told, "").rstrip().removesuffix(language.word("prompt.stop").strip())
    return left


def words(text: str, language: Language) -> tuple[str, ...]:
    """The same, their words alone."""
    return tuple(told[told.index("“") + 1 : told.rindex("”")] for told in drawn(text, language))


def undrawn(cues: Sequence[Cue], clips: Sequence[Clip], prompts: Sequence[str], language: Language) -> tuple[Cue, ...]:
    """The cues without those of titles that the prompt of their clip has drawn."""
    told = {
        part.shot: prompt
        for clip, prompt in zip(clips, prompts, strict=False)
        for part in clip.parts
        if part.first and not part.hold
    }
    foreign = [Language.of(code) for code in CODES if code != language.code]

    def drew(cue: Cue) -> bool:
        """Whether it stands in the prompt; in one that is told in another language, whether a title does."""
        asked, prompt = sentence(cue.text, language), told.get(cue.shot, "")
        return bool(asked) and (asked in prompt or any(drawn(prompt, each) for each in foreign))

    return tuple(cue for cue in cues if not (cue.caption and drew(cue)))

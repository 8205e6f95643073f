"""One film as its prompts tell it: the scenes of its board, and what everybody is called in all of its clips."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from storyboard import marks, names, speech
from storyboard.model import Character, Shot
from storyboard.render.company import Called, Key, of_film
from storyboard.scenes import Scenes
from storyboard.staging import picture_of, unseen
from storyboard.staging import read as staging_of


class PeopledScenes(Scenes):
    """The scenes of a board with its people."""

    @cached_property
    def called(self) -> Mapping[Key, Called]:
        """What everybody who is seen is called, whichever clip shows them: chosen once, apart from everybody else of the film."""
        words = "\n".join(f"{marks.without(shot.visual)}\n{shot.action}" for shot in self.board.shots)
        return of_film((each for shot in self.board.shots for each in self._seen(shot)), words, self._naming)

    def _seen(self, shot: Shot) -> Iterator[tuple[str, Character]]:
        """Who is seen in a shot, each with the looks they have there."""
        naming = names.dressed(shot, self._naming)
        delivery, action = speech.delivery_of(shot.action)
        visual = picture_of(shot.visual)
        staged = staging_of(visual, naming)
        acts = names.found(action, naming)
        hidden = {staged.voice} if staged else {*unseen(visual, naming)}
        role = shot.dialogue.role if shot.dialogue.text and delivery not in speech.UNSEEN else ""
        for name in dict.fromkeys([*names.found(visual, naming), *acts, role]):
            for each in (*names.members(name, naming), name):
                if each in naming.characters and (each in acts or each not in hidden):
                    yield each, naming.characters[each]

"""What a director has heard in a shot: it stands in the board's style, and prompts tell that and nothing found out."""

import re
from dataclasses import replace
from itertools import zip_longest

import pytest

from storyboard import check, overheard
from storyboard.languages import Language
from storyboard.library import OFF
from storyboard.render import render
from tests.test_director import script_of
from tests.test_sheets import FORMS, clip_of, crowd
from tests.test_written import FILM, written

SCORED = FILM.choosing({"shots": "v5", "continuity": OFF})
HEARD = {
    "zh": ["雨点打着铁皮棚顶，棘轮一齿一齿地咔嗒响", "刹车尖叫", "", "忽然只剩风声"],
    "en": ["rain on a tin roof, a ratchet clicking tooth by tooth", "brakes howling", "", "nothing but the wind"],
}
TEXTS = {
    "zh": "1-1 夜 内 棚里\n人物：林婉、阿豪\n△林婉转动摇柄。\n阿豪：你不该来。\n△林婉停下手。\n林婉：雨要停了。\n",
    "en": "INT. SHED - NIGHT\n\nRosa turns the crank.\n\nIVO\nYou should not be here.\n\nRosa stops.\n\nROSA\nThe rain will stop.\n",
}


def scored(language: str, folder, heard=None):
    """The board of a short scene whose answer says what is heard in each shot."""

    def told(data, body):
        told = zip_longest(data["shots"], heard or HEARD[language][: len(data["shots"])], fillvalue="")
        rows = [{**shot, "sound": sound} for shot, sound in told]
        return {**data, "shots": rows}

    plans, server = written(script_of(TEXTS[language]), folder, told, library=SCORED)
    return plans[0].board, server


def unheard(prompt, board, clip, offer) -> list[str]:
    """What `check` says of the sounds of a prompt."""
    found = check.check_prompts((prompt,), (clip,), board, [], offer, None)
    return [each.message for each in found if each.rule == "prompt-field" and "sound" in each.message]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_an_answer_has_heard_stands_behind_the_style_of_its_shot_and_nothing_where_it_is_silent(
    language, tmp_path
):
    board, _ = scored(language, tmp_path)

    spoken, heard = Language.of(language), HEARD[language][: len(board.shots)]
    assert [overheard.score(shot, spoken) for shot in board.shots] == heard
    assert [spoken.word("prompt.scored") in shot.style_tags for shot in board.shots] == [bool(each) for each in heard]


@pytest.mark.parametrize(
    ("told", "kept"), [("none", ""), ("无", ""), ("“Stay!” a dog barking.", "Stay! a dog barking"), ("[wind]", "wind")]
)
def test_what_is_heard_has_no_marks_of_a_board_and_no_quotation(told, kept, tmp_path):
    board, _ = scored("en", tmp_path, [told])

    assert overheard.score(board.shots[0], Language.of("en")) == kept


def test_a_question_asks_for_shots_at_the_pace_of_its_prompt(tmp_path):
    counts = []
    for name, library in (("v4", FILM), ("v5", SCORED)):
        (folder := tmp_path / name).mkdir()
        _, server = written(script_of(TEXTS["en"] * 6), folder, library=library)
        asked = [body["messages"][-1]["content"] for body in server.asked]
        counts += [int(found[1]) for text in asked if (found := re.search(r"in about (\d+) shots", text))]

    assert counts[1] < counts[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_prompts_tell_what_a_director_has_heard_and_no_sound_beside_it(count, language, form):
    """Rain on the windows, a bell in the picture: a board that says what is heard is not guessed at."""
    people, pictures = crowd(count, language)
    _, board, _, offer = clip_of(people, pictures, language, form)
    mark, comma = Language.of(language).word("prompt.scored"), Language.of(language).word("writing.comma")
    weather = "大雨" if language == "zh" else "heavy rain"
    own = [HEARD[language][at % 2] for at in range(count)]
    shots = tuple(
        replace(
            shot,
            weather=weather,
            style_tags=f"{shot.style_tags}{comma}{mark}{own[at]}" if at < count else shot.style_tags,
        )
        for at, shot in enumerate(board.shots)
    )
    plain = replace(board, shots=tuple(replace(shot, weather=weather) for shot in board.shots))
    board = replace(board, shots=shots)
    clip = clip_of(people, pictures, language, form)[2]
    prompt, guessed = (render(each, (clip,), offer)[0] for each in (board, plain))

    telling = language == "en" or form != "h3"  # what is heard is told in English there, in the words of a table
    if telling:
        assert all(each.split(comma)[0] in prompt for each in own)
    assert mark not in prompt
    if telling:
        rain = "雨声" if language == "zh" else "rain falling"
        assert guessed.count(rain) >= prompt.count(rain) == 0
    assert unheard(prompt, board, clip, offer) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_finds_a_sound_that_was_left_out(language):
    people, pictures = crowd(1, language)
    _, board, clip, offer = clip_of(people, pictures, language)
    mark, comma = Language.of(language).word("prompt.scored"), Language.of(language).word("writing.comma")
    first = replace(board.shots[0], style_tags=f"{board.shots[0].style_tags}{comma}{mark}{HEARD[language][1]}")
    board = replace(board, shots=(first, *board.shots[1:]))
    prompt = render(board, (clip,), offer)[0]

    assert unheard(prompt, board, clip, offer) == []
    assert unheard(prompt.replace(HEARD[language][1], ""), board, clip, offer) != []

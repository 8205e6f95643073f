"""An action that names nobody and tells of a hand, a blow or blood goes on with those who are there."""

import itertools
import re

import pytest

from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.staging.calls import named

PEOPLE = {"zh": ("林晚", "顾言", "陈默"), "en": ("DANNY", "KOVAC", "MERCER")}
SCENE = {
    "zh": "1-1 日 内 拳馆\n△{0}和{1}走上拳台。\n{0}：来吧。\n△{act}\n{1}：再来。\n",
    "en": "INT. RING - NIGHT\n\n{0} and {1} climb into the ring.\n\n{0}\nCome on.\n\n{act}\n\n{1}\nAgain.\n",
}
ACTS = {
    "zh": ("左一拳，右一拳，眉骨裂开，血流下来。", "那只布满老茧的手握住了另一只手。"),
    "en": ("A right. The scarred eyebrow opens. Blood.", "Two taped hands touch."),
}
NOBODYS = {"zh": "灯光晃了晃，窗外打雷。", "en": "The lights flicker. Thunder outside."}


def pictures(language, pair, act):
    script = parse(
        Source(f"x.{'txt' if language == 'zh' else 'fountain'}", SCENE[language].format(*pair, act=act), "utf-8")
    )
    board = plan(script, script.episodes[0], gather(script)).board
    return [shot.visual for shot in board.shots if act[:6] in shot.action and not shot.dialogue.text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whose_hands_and_blows_an_action_tells_are_in_its_picture(language):
    """A right. The scarred eyebrow opens: an empty ring was seen."""
    for pair, act in itertools.product(itertools.permutations(PEOPLE[language], 2), ACTS[language]):
        for picture in pictures(language, pair, act):
            assert all(name in picture for name in pair), (act, picture)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_is_put_into_a_picture_of_light_and_weather(language):
    """Thunder has no hands."""
    for picture in pictures(language, PEOPLE[language][:2], NOBODYS[language]):
        assert not any(name in picture for name in PEOPLE[language]), picture


SEATED = {
    "zh": [
        ("{0}在{1}身边坐下，解开鞋带。", "坐着", True),
        ("{0}跪下，捡起一片碎瓷，许久没有动。", "跪着", True),
        ("{0}坐下，又站起来。", "坐着", False),
    ],
    "en": [
        ("{0} sits beside {1}, silk in the dirt.", "{0} sitting", True),
        ("{0} kneels at a gutted upright piano.", "{0} kneeling at a gutted upright piano", True),
        ("{0} sits down. Then {0} stands.", "{0} sitting", False),
    ],
}
AFTER = {
    "zh": "1-1 日 内 客厅\n人物：{0}、{1}\n{1}：来。\n△{act}\n{1}：别急。\n△{0}看着{1}，慢慢解开另一只鞋，放到{1}膝上。\n{0}：都给你。\n",
    "en": "INT. TOWER - DAY\n\n{1}\nCome.\n\n{act}\n\n{1}\nNo hurry.\n\n{0} unbuckles the other shoe slowly and hands it to {1} without a word.\n\n{0}\nKeep both.\n",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_has_sat_or_knelt_down_does_so_in_the_shots_behind_it_too(language):
    """Rosa sits beside him; in the next shot she was drawn standing. No words for the place are cut short."""
    for pair, (act, words, holds) in itertools.product(itertools.permutations(PEOPLE[language], 2), SEATED[language]):
        text = AFTER[language].format(*pair, act=act.format(*pair))
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        said = words.format(pair[0])
        of_hers = [shot.visual for shot in shots if shot.dialogue.text in ("都给你。", "Keep both.")]
        acted = [shot.visual for shot in shots if "另一只鞋" in shot.action or "other shoe" in shot.action]
        assert of_hers
        assert acted
        assert all((said in visual) is holds for visual in (*of_hers, *acted)), (act, of_hers, acted)


NEWCOMERS = {
    "zh": "1-1 夜 内 通道\n△一双缠着绷带的手握着手机。\n△{0}，三十六岁，披着绿袍，低头看着手机，很久没有动。\n{0}：爸爸就来。\n△一名{1}一把拿走手机，塞进自己口袋。\n{1}：走。\n",
    "en": "INT. TUNNEL - NIGHT\n\nTaped hands hold a phone.\n\n{0}, 36, green robe, looks down at it for a long time without a word.\n\n{0}\nI'm coming.\n\nA {1} plucks the phone away and pockets it.\n\n{1}\nWalk.\n",
}
ROLES = {"zh": ("教练", "保安"), "en": ("TRAINER", "GUARD")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_a_later_action_brings_in_as_one_of_many_is_in_no_picture_before_it(language):
    """Taped hands hold a phone: the trainer, who comes four shots later, was seen."""
    for name, role in itertools.product(PEOPLE[language], ROLES[language]):
        text = NEWCOMERS[language].format(name, role)
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        comes = next(at for at, shot in enumerate(shots) if role in shot.action)
        assert not any(role in shot.visual for shot in shots[:comes])
        assert any(role in shot.visual for shot in shots[comes:])
        assert "手" in shots[0].visual or "the hands" in shots[0].visual, shots[0].visual


def board_of(language, text):
    script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
    return plan(script, script.episodes[0], gather(script)).board


HEARD = {
    "zh": [
        "1-1 夜 内 道班房\n△黑色的电话响了，{0}拿起听筒。\n{0}：喂。\n{1}（电话里）：回家吧，今晚没有车了。\n△{p}看了一眼电话，把听筒放下。\n{0}：知道了。\n",
        "1-1 日 外 河滩\n△{0}抬头看天，乌云压过来。\n{1}（画外）：上来！水要来了！\n△{p}擦了擦鞋，走进门里。\n{0}：不急。\n",
    ],
    "en": [
        "INT. HUT - NIGHT\n\nA black telephone rings. {0} lifts the receiver.\n\n{0}\nYes.\n\n{1} (ON PHONE)\nGo home now. Nothing is on that line.\n\n{p} looks at the phone for a long time and lets it drop.\n\n{0}\nWait.\n",
        "EXT. LAKE BED - DAY\n\n{0} checks the sky, which is black.\n\n{1} (O.S.)\nOff the lake bed! Water is coming down!\n\n{p} wipes both feet slowly and goes through the door.\n\n{0}\nNot yet.\n",
    ],
}
THEY = {"zh": ("她", "他"), "en": ("She", "He")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_is_only_heard_stands_in_no_picture_and_is_meant_by_no_pronoun(language):
    """She looks at the phone: the controller at its other end did, in the hut."""
    for pair, text, they in itertools.product(
        itertools.permutations(PEOPLE[language], 2), HEARD[language], THEY[language]
    ):
        shots = board_of(language, text.format(*pair, p=they)).shots
        assert not [shot.visual for shot in shots if pair[1] in shot.visual], (pair, they)
        assert any(pair[0] in shot.visual for shot in shots)


COUNTED = {
    "zh": (("△{n}个脑袋凑在一起，谁也不说话，看了很久很久。", "△暴雨。{n}个湿透的人撑着一件白衣服，一动不动，看了很久很久。"), "两三四"),
    "en": (("{n} heads bend close together over the bench for a long time.",), ("Two", "Three", "Four")),
}  # fmt: skip
MANY = {"zh": ("林晚", "顾言", "陈默", "周正"), "en": ("DANNY", "KOVAC", "MERCER", "ALDER")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_heads_that_are_counted_are_those_of_the_people_who_are_there(language):
    """All three heads bend close: an empty shop. Of more or fewer than there are nobody knows whose."""
    acts, counts = COUNTED[language]
    han = language == "zh"
    for there, said, act in itertools.product((2, 3, 4), (2, 3, 4), acts):
        people = MANY[language][:there]
        lines = "".join(f"{name}：好。\n" if han else f"{name}\nGood.\n\n" for name in people)
        head = "1-1 日 内 店铺\n" if han else "INT. SHOP - DAY\n\n"
        shots = board_of(language, f"{head}{lines}{act.format(n=counts[said - 2])}\n\n{lines}").shots
        seen = next(shot.visual for shot in shots if re.search("脑袋|湿透|heads|of them", shot.action))
        assert all(name in seen for name in people) is (there == said), (there, said, seen)


KINSMEN = {
    "zh": ("周正 顾言", "林晚", "△兄弟俩抱在一起，谁也不说话，看了很久很久。\n", "1-1 日 外 果园\n△周正（男，40岁）和顾言（男，35岁）对视。\n林晚（女，9岁）：他走了。\n周正：嗯。\n顾言：好。\n"),
    "en": ("DANNY MERCER", "NORA", "The brothers clutch each other, faces hidden, for a long time.\n\n", "EXT. ORCHARD - DAY\n\nDANNY (40) looks at his brother MERCER (35). NORA (9), a girl, waits.\n\nNORA\nNo.\n\nDANNY\nYes.\n\nMERCER\nGood.\n\n"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_brothers_are_the_two_men_who_are_there(language):
    """The brothers clutch each other: an empty orchard."""
    two, other, act, text = KINSMEN[language]
    shots = board_of(language, text + act).shots
    seen = next(shot.visual for shot in shots if re.search("兄弟俩|brothers", shot.action))
    assert all(name in seen for name in two.split())
    assert other not in seen


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "EXT. ORCHARD - DAY\n\nDANNY\nNo.\n\nDanny rolls in the wet grass, punching like boys in a yard do.\n\nThey crash on -- punching like boys in the wet grass.\n", "boys"),
        ("zh", "1-1 日 外 刑场\n△林晚（十岁）站着。\n林晚：爹。\n△林晚爹跪在地上，背上鞭痕渗血，低着头看了很久。\n", "林晚在"),
    ],
)  # fmt: skip
def test_whoever_is_only_compared_or_whose_kin_is_told_of_is_not_seen(language, text, absent):
    """Punching like boys: a crowd of boys in an orchard; 阿雀爹跪着: a child on her knees."""
    board = board_of(language, text)
    assert absent not in board.character_setting
    assert not [one.appearance for one in board.character_setting.values() if absent in one.appearance]


FIRST = {
    "zh": "1-1 日 外 村口\n△{0}（9岁），光着膝盖，拧动一把铁钥匙。\n{1}：走了！\n△{0}把钥匙放进口袋。\n{0}：来了。\n",
    "en": "EXT. LANE - DAY\n\nCarts and goats pass.\n\n{0} (9), scabbed knees, turns an iron key in a blue door.\n\n{1}\nCome!\n\n{0}\nComing.\n",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_is_told_of_for_the_first_time_is_seen_rather_than_the_thing_in_their_hand(language):
    """The boy with the key was a key."""
    for pair in itertools.permutations(PEOPLE[language], 2):
        shots = board_of(language, FIRST[language].format(*pair)).shots
        assert pair[0] in next(shot.visual for shot in shots if "9" in shot.action)


UNSAID = {
    "zh": ("△{0}拆开侧缝，停住了，指尖摸到了什么。\n△抽出一小片棉布，翻过来看了很久。\n", "棉布"),
    "en": ("{0} unpicks the side seam and stops, feeling something there.\n\nDraws a scrap of cotton from the lining and turns it over slowly.\n\n", "scrap"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_action_without_a_subject_is_done_by_whoever_acted_before(language):
    """Draws a scrap from the lining: nobody did."""
    act, thing = UNSAID[language]
    for pair in itertools.permutations(PEOPLE[language], 2):
        head, line = (
            (f"1-1 日 内 店铺\n{pair[0]}：等等。\n", f"{pair[1]}：快点。\n")
            if language == "zh"
            else (f"INT. SHOP - DAY\n\n{pair[0]}\nWait.\n\n", f"{pair[1]}\nHurry.\n\n")
        )
        shots = board_of(language, f"{head}{line}{act.format(pair[0])}{line}").shots
        assert all(pair[0] in shot.visual for shot in shots if thing in shot.action)


def test_a_picture_at_which_the_film_stops_shows_the_people_it_tells_of():
    """FREEZE on the finish photo: an empty street."""
    for people in itertools.permutations(PEOPLE["en"]):
        lines = "".join(f"{name}\nRun!\n\n" for name in people)
        text = f"EXT. STREET - DAY\n\n{lines}FREEZE on the finish photo: {people[0]} weeping, {people[1]} and {people[2]} grinning.\n"
        last = board_of("en", text).shots[-1]
        assert all(name in last.visual for name in people), last.visual


LENT = {
    "zh": "1-1 日 外 校门口\n{0}：坐好。\n{1}（画外）：没少。\n△{0}扣着{1}的大面纱帽，正襟危坐，一动不动。一只蜂落在他鼻尖的纱上。\n{0}：嘘。\n",
    "en": "EXT. SCHOOL GATE - DAY\n\n{0}\nSit.\n\n{1} (O.S.)\nNone missing.\n\n{0} wears {1}'s big veiled hat and sits very still. A bee lands on the veil before his nose.\n\n{0}\nHush.\n",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whose_hat_somebody_wears_is_not_there_and_is_meant_by_no_pronoun_behind_it(language):
    """胖墩扣着老郭的帽子: 老郭, far away on the lorry, stood beside him."""
    for pair in itertools.permutations(PEOPLE[language], 2):
        shots = board_of(language, LENT[language].format(*pair)).shots
        assert not [shot.visual for shot in shots if pair[1] in shot.visual], pair


HATTED = {
    "zh": "1-1 日 内 客厅\n{0}：来了。\n{1}：坐。\n1-2 日 外 草坡\n△{0}戴着草帽走来，停在{1}面前。\n{1}：好看。\n1-3 日 内 厨房\n{0}：吃饭。\n{1}：好。\n",
    "en": "INT. LIVING ROOM - DAY\n\n{0}\nHello.\n\n{1}\nSit.\n\nEXT. MEADOW - DAY\n\n{0}, wearing a straw hat, stops before {1}.\n\n{1}\nNice.\n\nINT. KITCHEN - DAY\n\n{0}\nEat.\n\n{1}\nYes.\n",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hat_of_a_later_scene_is_on_in_that_scene_alone(language):
    """It was worn at the breakfast table of the first."""
    hat = "草帽" if language == "zh" else "straw hat"
    for pair in itertools.permutations(PEOPLE[language], 2):
        board = board_of(language, HATTED[language].format(*pair))
        assert hat not in board.character_setting[pair[0]].appearance
        out = {"草坡" in shot.location or "MEADOW" in shot.location: set() for shot in board.shots}
        for shot in board.shots:
            out["草坡" in shot.location or "MEADOW" in shot.location].add(hat in f"{shot.visual}")
        assert out[False] == {False}
        assert True in out[True]


SPOKEN_TO = {
    "en": (
        "INT. ROOM - DAY\n\n{0}, {1} and {2} wait.\n\n{0}\nHello.\n\n{1}\nHello.\n\n{2}\nHello.\n\n{0}\nIt pains me to speak frankly to you, {c}, of all people here.\n({1} and {3} look at him in amazement.)\n\n{2}\nGo on.\n",
        "INT. ROOM - DAY\n\n{0} and {1} wait.\n\n{0}\nHello.\n\n{1}\nHello.\n\n{0}\n{c}! This is a pleasure.\n\n{2} enters.\n\n{2}\nGood day.\n",
    ),
    "zh": (
        "1-1 日 内 屋里\n△{0}、{1}、{2}站着。\n{0}：你好。\n{1}：你好。\n{2}：你好。\n{0}：（{1}和{3}看着他）{2}，这话我只对你说。\n{2}：说吧。\n",
        "1-1 日 内 屋里\n△{0}和{1}站着。\n{0}：你好。\n{1}：你好。\n{0}：{2}！快进来坐。\n△{2}推门进来。\n{2}：打扰了。\n",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_camera_stands_behind_nobody_but_whom_the_words_call(language):
    """Who only looks at the speaker, or is there while somebody else is greeted at the door, is not spoken to."""
    for people, text in itertools.product(itertools.permutations(MANY[language]), SPOKEN_TO[language]):
        called = people[2].title() if language == "en" else people[2]
        shots = board_of(language, text.format(*people, c=called)).shots
        line = next(shot for shot in shots if called in shot.dialogue.text)
        behind = re.match(r"past the shoulder of (\w+)|越过(.{2})的", line.visual)
        assert not behind or people[2] in behind.groups(), (people, line.visual)


@pytest.mark.parametrize("title", ["Miss", "Sir", "Madam"])
def test_a_title_alone_is_nobodys_name(title):
    """Yes, Miss: MISS PRISM of all women."""
    assert named(title, (f"{title.upper()} PRISM", "NORA")) == ""
    assert named(f"{title} Prism", (f"{title.upper()} PRISM", "NORA")) == f"{title.upper()} PRISM"

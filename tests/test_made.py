"""Who is no man and no woman: puppets, dolls and robots that speak are told and drawn as that."""

import itertools
import re

import pytest

from storyboard.animatic.figures import figure
from storyboard.cast.gather import gather
from storyboard.cast.made import made_as
from storyboard.model import Character, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.render import render
from tests.samples import OFFER

MADE = [
    ("FOX", "Onstage a cloth **FOX** and a cloth GOOSE whack each other. A puppet booth.", "puppet"),
    ("GOOSE", "Onstage a cloth FOX and a cloth GOOSE whack each other.", "doll"),
    ("BRUNO", "BRUNO, a tattered glove puppet, bows.", "glove puppet"),
    ("ADA", "ADA, a small robot, rolls in.", "robot"),
    ("ADA", "The robot ADA rolls in.", "robot"),
    ("ROBOT", "ROBOT rolls in.", "robot"),
    ("OTTO", "The clockwork OTTO ticks.", "robot"),
    ("FOX", "A FOX trots by and stops.", ""),
    ("NELL", "NELL hugs a rag doll.", ""),
    ("NELL", "NELL, a doll maker, sews.", ""),
    ("PUPPET MASTER", "PUPPET MASTER bows.", ""),
    ("狐狸", "△布偶狐狸和布偶大鹅互相敲锅。", "布偶"),
    ("大鹅", "△布偶狐狸和布偶大鹅互相敲锅。", "布偶"),
    ("阿福", "△阿福（机器人，银灰外壳）滑进来。", "机器人"),
    ("阿福", "△阿福是一只手偶。", "手偶"),
    ("机器人", "△机器人滑进来。", "机器人"),
    ("小满", "△小满抱着一个布偶。", ""),
    ("老焦", "△老焦在给纸人点眼睛。", ""),
    ("小满", "△小满，布偶掉在地上。", ""),
]


@pytest.mark.parametrize(("name", "text", "thing"), MADE)
def test_only_who_is_told_to_be_made_is_a_thing(name: str, text: str, thing: str) -> None:
    """FOX became a man of fifty; who holds a doll is none."""
    made = made_as(name, text, "en" if name.isascii() else "zh")
    assert (thing in made[1]) if thing else made is None
    assert not made or name.casefold() in (thing, *thing.split()) or name.casefold() not in made[1]


PLAYS = {
    "en": "EXT. PARK - DAY\n\nOnstage a cloth {0} and a cloth {1} whack each other with saucepans. Children laugh at the puppets.\n\n{0}\nYou forgot the keys!\n\n{1}\nYou forgot my birthday!\n\nNELL\nSay sorry.\n",
    "zh": "1-1 日 外 公园\n△布偶{0}和布偶{1}拿着锅互相敲打。\n{0}：你忘了钥匙！\n{1}：你忘了我的生日！\n林晚：说对不起。\n",
}
BEASTS = {"en": ("FOX", "GOOSE", "BRUNO"), "zh": ("狐狸", "大鹅", "老熊")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_prompts_tell_puppets_as_puppets_and_as_no_men(language: str) -> None:
    """The black-haired man and the auburn-haired man whacked each other."""
    for pair in itertools.permutations(BEASTS[language], 2):
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", PLAYS[language].format(*pair), "utf-8"))
        cast = gather(script)
        board = plan(script, script.episodes[0], cast).board
        clips = pack(board, OFFER)
        prompts = render(board, clips, OFFER, cast)
        thing = "布偶" if language == "zh" else "puppet"
        told = "\n".join(prompts)
        assert told.count(thing) > 2  # both, and again in the list
        assert not [word for word in pair if word in told]
        assert not re.search(r"\bman\b(?!['’]s voice)|男子", told)


@pytest.mark.parametrize(
    ("looks", "small"),
    [
        ("male, 26, hair (none, none), clothes (orange, cloth puppet with pointed ears)", True),
        ("男，26岁，头发（无，无），衣服（橙色，尖耳大尾的布偶）", True),
        ("female, 30, hair (none, none), clothes (silver, robot)", False),
    ],
)
def test_a_puppet_is_drawn_as_one(looks: str, small: bool) -> None:
    """It has no face of a man, and is no taller than what a hand holds."""
    drawn = figure(Character(30, looks, "X", ""))
    assert drawn.made
    assert (drawn.tall < 0.6) is small
    assert not figure(Character(30, "male, 26, hair (black, short), clothes (orange, cloth coat)", "X", "")).made

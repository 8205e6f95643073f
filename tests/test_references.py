# ruff: noqa: F811 - fixtures are taken from beside
"""Pictures and films that belong to a production: in the first order of a clip, as a user has it, against the rehearsal gateway."""

import json
import re
import tomllib
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from storyboard import render
from storyboard.config import Settings
from storyboard.gateways import key_of, open_gateway
from storyboard.model import Board, Cast, Character, Dialogue, Looks, Member, Offer, Shot, Voice
from storyboard.pack import pack
from tests.gateway_play import true_film
from tests.test_gateways_cli import SCRIPT, run, workspace  # noqa: F401 - fixtures
from tests.test_gateways_golden import CASES, entry_for

OMNI = ("--gateway", "omni-fast", "--model", "omni-fast", "--lengths", "4")
KEYS = {
    "openai-videos": "605b94944a6f78c5d7a990df21ad1cf6",
    "openai-videos-picture": "f91054b7f4502f7527a06a4131ef916c",
    "omni-fast-frames": "b1f620d692c2fdc0ee251f75a46d09f3",
    "unified-v2-hd": "037501bd079a9f89113c908f836665bd",
    "native-sora": "5a0287cc5a77b95ee09c5d2d35f6160e",
    "chat-video": "38846f836cd93d050008e70778bfb7ae",
    "lconai": "4509bdbcd8cd78e2a8f20e08f130529f",
    "veo-on-videos": "b7fad5fbe16b88447ccd5bd70bcd4c98",
}
"""Job keys as they were before references belonged to productions; what was bought is known by them."""


@pytest.mark.parametrize("name", KEYS)
def test_what_was_bought_before_keeps_its_key_byte_for_byte(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first.png").write_bytes(b"\x89PNG picture")
    dialect, wanted = CASES[name]
    gateway = open_gateway(Settings(gateways={"g": entry_for(name, dialect)}), "g")

    assert key_of(gateway.account, gateway.build(wanted), 0) == KEYS[name]


def give(folder, person, line):
    """Writes a line into somebody's entry of cast.toml."""
    path = folder / "cast.toml"
    text = path.read_text("utf-8")
    name = tomllib.loads(text)["people"] and next(
        head for head in (f"[people.{person}]", f'[people."{person}"]') if head in text
    )
    path.write_text(text.replace(name, f"{name}\n{line}"), "utf-8")


def clothes(folder, person):
    """What they wear, as prompts have it: whoever is seen is told by it."""
    entry = tomllib.loads((folder / "cast.toml").read_text("utf-8"))["people"][person]
    return entry["clothes"][1]


def shown(run, *flags):
    """The bodies of a dry run, and what was said."""
    code, out, err = run("submit", "ep01.txt", "--dry-run", *flags)
    assert code == 0, err
    return [each["request"]["body"] for each in json.loads(out)]


def test_sheets_of_people_go_with_the_first_order_of_exactly_their_clips(workspace, run, tmp_path):
    plain = shown(run, *OMNI)
    (tmp_path / "chen.png").write_bytes(b"chen")
    give(tmp_path, "陈默", 'sheets = ["chen.png"]')

    with_sheet = shown(run, *OMNI)
    assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
    sent = [job.request for job in workspace.shop.jobs.values()]

    worn = clothes(tmp_path, "陈默")
    his = [
        (worn in before["prompt"], len(body.get("images", ()))) for before, body in zip(plain, with_sheet, strict=True)
    ]
    assert {(True, 1), (False, 0)} == set(his)
    assert [(worn in body["prompt"], "第1张图里的" in body["prompt"]) for body in with_sheet] == [
        (False, bool(pictures)) for _, pictures in his
    ], "his looks are swapped for the picture, exactly where it goes along"
    assert [body for body in with_sheet if "images" not in body] == [
        body for body in plain if worn not in body["prompt"]
    ]
    assert {body["prompt"]: body.get("images", []) for body in sent} == {
        body["prompt"]: ["data:image/png;base64,Y2hlbg=="] * len(body.get("images", ())) for body in with_sheet
    }
    assert run("submit", "ep01.txt", *OMNI)[0] == 0
    assert sum(workspace.shop.posts.values()) == len(sent)


def test_a_changed_sheet_buys_exactly_its_clips_again_and_says_so_before(workspace, run, tmp_path):
    shown(run, *OMNI)
    worn = clothes(tmp_path, "陈默")
    (tmp_path / "chen.png").write_bytes(b"first")
    give(tmp_path, "陈默", 'sheets = ["chen.png"]')
    run("submit", "ep01.txt", "--yes", *OMNI)
    first = dict(workspace.shop.posts)
    (tmp_path / "chen.png").write_bytes(b"chen")

    asked = run("submit", "ep01.txt", *OMNI)
    bought = run("submit", "ep01.txt", "--yes", *OMNI)
    again = {prompt for prompt, count in workspace.shop.posts.items() if count > first[prompt]}

    assert asked[0] == 2
    assert "bought before with other pictures, or without: this is a new film" in bought[2]
    assert again == {prompt for prompt in first if "第1张图里的" in prompt} != set(first)
    assert not any(worn in prompt for prompt in first)
    (tmp_path / "copy.png").write_bytes(b"chen")
    text = (tmp_path / "cast.toml").read_text("utf-8")
    (tmp_path / "cast.toml").write_text(text.replace("chen.png", "copy.png"), "utf-8")
    assert run("submit", "ep01.txt", *OMNI)[0] == 0, "the same picture under another name is the same"
    (tmp_path / "copy.png").write_bytes(b"another")
    assert run("submit", "ep01.txt", *OMNI)[0] == 2


def test_a_clips_own_pictures_are_found_by_words_and_come_before_those_of_people(workspace, run, tmp_path):
    (tmp_path / "door.png").write_bytes(b"door")
    (tmp_path / "lin.png").write_bytes(b"lin")
    shown(run, *OMNI)
    give(tmp_path, "林晚", 'sheets = ["lin.png"]')
    (tmp_path / "references.toml").write_text(
        '[[clip]]\nepisode = "ep01"\nline = "我不该来的"\nfirst_frame = "door.png"\nlast_frame = "https://a.example/b.png"\n'
        '[[clip]]\nepisode = "ep01"\nline = "这句话没有"\nimage = ["door.png"]\n',
        "utf-8",
    )

    bodies = shown(run, *OMNI)
    said = run("submit", "ep01.txt", "--yes", *OMNI)[2]

    framed = [body for body in bodies if "first_image_url" in body]
    assert [("我不该来的" in body["prompt"], "images" in body) for body in framed] == [(True, False)]
    assert framed[0]["last_image_url"] == "https://a.example/b.png"
    assert all(len(body["images"]) == 1 for body in bodies if body not in framed and "images" in body)
    assert "林晚 is told in words only: pictures of people cannot go together with its first_frame" in said
    assert "references.toml: no clip of ep01 has '这句话没有'" in said


def test_more_pictures_than_a_model_takes_are_left_out_and_said(workspace, run, tmp_path):
    shown(run, *OMNI)
    for person in ("林晚", "陈默"):
        names = [f"{person}{n}.png" for n in range(3)]
        for name in names:
            (tmp_path / name).write_bytes(name.encode())
        give(tmp_path, person, f"sheets = {json.dumps(names, ensure_ascii=False)}")

    bodies = shown(run, *OMNI)
    said = run("submit", "ep01.txt", "--yes", *OMNI)[2]

    assert max(len(body.get("images", ())) for body in bodies) == 5
    assert "goes along with 2 of 3 pictures: omni-fast takes 5 pictures a clip here" in said
    full = next(body["prompt"] for body in bodies if len(body.get("images", ())) == 5)
    assert full.startswith("参考: 第3张图、第4张图和第1张图是同一个人。第5张图和第2张图是同一个人。\n\n[1] ")
    assert {body["prompt"]: len(body.get("images", ())) for body in bodies} == {
        job.prompt: len(job.request.get("images", ())) for job in workspace.shop.jobs.values()
    }


@pytest.mark.few("field")
@pytest.mark.parametrize(
    ("gateway", "field"),
    [("native-sora", "characters"), ("unified-v2", "character_url"), ("openai-videos", "character_url")],
)
def test_a_persons_film_goes_along_as_a_character_where_the_gateway_takes_one(workspace, run, tmp_path, gateway, field):
    flags = ("--gateway", gateway, "--model", "sora-2")
    shown(run, *flags)
    give(tmp_path, "陈默", 'film = "https://films.example/chen.mp4#1,3"')

    bodies = shown(run, *flags)

    his = [body["prompt"] for body in bodies if field in body]
    assert his
    assert all(" @user1 " in prompt if field == "characters" else "已创建的角色" in prompt for prompt in his)
    assert any("我在开会" in prompt for prompt in his)
    assert run("submit", "ep01.txt", "--yes", *flags)[0] == 0


def test_a_gateway_that_takes_no_such_picture_is_said_and_the_clip_is_told_in_words(workspace, run, tmp_path):
    flags = ("--gateway", "native-sora", "--model", "sora-2")
    before = shown(run, *flags)
    (tmp_path / "chen.png").write_bytes(b"chen")
    give(tmp_path, "陈默", 'sheets = ["chen.png"]')

    assert shown(run, *flags) == before
    assert (
        "陈默 is told in words only: pictures are taken as url here, and it has a file"
        in run("submit", "ep01.txt", "--yes", *flags)[2]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[clip]]\nline = "x"\n', "names no picture or film: first_frame"),
        ('[[clip]]\nimage = ["a.png"]\n', "must say which clip"),
        ('[[clip]]\nline = "我不该来的"\nimage = ["none.png"]\n', "no such picture or film"),
        ('[[clip]]\nline = "x"\npicture = "a.png"\n', "picture is no key known here"),
    ],
)
def test_a_references_file_that_cannot_be_used_stops_before_anything_is_bought(workspace, run, tmp_path, text, words):
    (tmp_path / "references.toml").write_text(text, "utf-8")

    code, _, err = run("submit", "ep01.txt", "--yes", *OMNI)

    assert (code, words in err) == (2, True), err
    assert workspace.shop.jobs == {}


@pytest.mark.slow
def test_make_season_and_retake_order_the_same_pictures(workspace, run, tmp_path):
    """What one of them bought is owned by the others; a retake sends the same request."""
    workspace.shop.draw = lambda seconds, size, prompt: true_film(seconds=float(seconds), size=(72, 128))
    shown(run, *OMNI)
    for person in ("林晚", "陈默"):
        (tmp_path / f"{person}.png").write_bytes(person.encode())
        give(tmp_path, person, f'sheets = ["{person}.png"]')
    code, _, err = run("season", ".", "--yes", *OMNI)
    posts = dict(workspace.shop.posts)

    assert code == 0, err
    assert run("submit", "ep01.txt", *OMNI)[0] == 0
    assert run("make", "ep01.txt", *OMNI)[0] == 0
    assert dict(workspace.shop.posts) == posts
    code, _, err = run("retake", "ep01/001", "--yes")
    assert code == 0, err
    twice = [prompt for prompt, count in workspace.shop.posts.items() if count == 2]
    bodies = [job.request for job in workspace.shop.jobs.values() if job.prompt in twice]
    assert bodies[0] == bodies[1]
    assert bodies[0]["images"]


CROWD = SCRIPT.replace("人物：林晚、陈默", "人物：林晚、陈默、苏晴").replace(
    "{mark}", "\n苏晴：（把信放在桌上）你们别吵了。\n△苏晴把一封信放在桌上。"
)


@pytest.fixture
def crowd(workspace, run, tmp_path):
    """The production with a third person and a letter, all of whom and of which have pictures: `crowd(*flags)` -> bodies."""
    (tmp_path / "ep01.txt").write_text(CROWD, "utf-8")
    shown(run, *OMNI)
    for name in ("林晚", "陈默", "苏晴"):
        (tmp_path / f"{name}.png").write_bytes(name.encode())
        give(tmp_path, name, f'sheets = ["{name}.png"]')
    for name in ("room.png", "letter.png"):
        (tmp_path / name).write_bytes(name.encode())
    path = tmp_path / "cast.toml"
    more = (
        '\n[places."客厅"]\nlook = "灰色沙发，落地窗"\nsheets = ["room.png"]\n[props."信"]\nsheets = ["letter.png"]\n'
    )
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return lambda *flags: shown(run, *(flags or ("--gateway", "omni-fast", "--model", "omni-fast", "--lengths", "10")))


def picture(name):
    return "data:sha256:" + sha256(f"data:image/png;base64,{b64encode(name.encode()).decode()}".encode()).hexdigest()


def test_slots_go_to_people_then_to_the_place_then_to_things_and_each_is_named(crowd):
    bodies = crowd()
    people = [picture(name) for name in ("林晚", "陈默", "苏晴")]

    for body in bodies:
        given = body.get("images", [])
        kinds = [
            "person" if each in people else {picture("room.png"): "place", picture("letter.png"): "prop"}[each]
            for each in given
        ]
        assert kinds == sorted(kinds, key=["person", "place", "prop"].index)
        prompt = body["prompt"]
        assert ("prop" in kinds) == (f"第{len(given)}张图是信的样子" in prompt)
        assert ("place" in kinds) == ("客厅内景，白天，如第" in prompt)
        assert "灰色沙发" not in prompt, "a picture stands in the place of what the place looks like"
    assert {"person", "place", "prop"} == {kind for body in bodies for kind in kinds_of(body, people)}


def kinds_of(body, people):
    known = {**dict.fromkeys(people, "person"), picture("room.png"): "place", picture("letter.png"): "prop"}
    return {known[each] for each in body.get("images", ())}


def test_words_of_ones_own_stand_before_the_first_shot_and_check_knows_the_place(crowd, run, tmp_path):
    (tmp_path / "references.toml").write_text(
        'words = "Use the first image as character reference."\n[[clip]]\nline = "我不该来的"\nwords = "路灯如第2张图"\n',
        "utf-8",
    )

    heads = [body["prompt"].partition("\n\n")[0] for body in crowd()]

    assert all(head.startswith("参考: ") and "Use the first image as character reference." in head for head in heads)
    assert ["路灯如第2张图。" in head for head in heads] == [False] * (len(heads) - 1) + [True]
    assert run("check", "ep01.txt")[0] == 0


@pytest.mark.parametrize(
    "gateway", ["openai-videos", pytest.param("unified-v2", marks=pytest.mark.wide), "native-sora"]
)
def test_three_people_with_usernames_never_stop_a_production(crowd, run, tmp_path, gateway):
    """Two are told by them, the third by looks or by a picture; nothing is refused and the check agrees."""
    for name in ("林晚", "陈默", "苏晴"):
        give(tmp_path, name, f'usernames = {{ {gateway} = "user.{ord(name[0])}" }}')

    flags = ("--gateway", gateway, "--model", "sora-2", "--lengths", "15")
    bodies = crowd(*flags)
    code, _, err = run("submit", "ep01.txt", "--yes", *flags)

    assert code == 0, err
    assert max(len(set(re.findall(r"@user\.\d+", body["prompt"]))) for body in bodies) == 2
    assert "takes 2 characters a clip: 陈默 told by looks" in err


def test_a_border_that_costs_nothing_falls_where_no_third_username_is_needed():
    """Clips that cost the same are packed so that the model takes everybody's username; not for money, and not what is owned."""
    said = ("林晚", "陈默", "苏晴", "陈默", "苏晴")
    board = board_of(*said)
    cast = Cast(tuple(member(name, "native-sora") for name in set(said)))
    sold = Offer("native-sora", "sora-2", (8, 12), "720x1280", characters=2)
    unnamed = render.unnamed(board, sold, cast)

    before, after = (pack(board, sold, unnamed=each) for each in (None, unnamed))
    held = pack(board, sold, unnamed=unnamed, owned=lambda start, stop, seconds: (start, stop, seconds) == (0, 3, 12))

    assert [len(clip.parts) for clip in before] == [3, 2] == [len(clip.parts) for clip in held]
    assert [len(clip.parts) for clip in after] == [2, 3]
    assert [render.told_by_looks(board, clip, sold, cast) for clip in before] == [("苏晴",), ()]
    assert [render.told_by_looks(board, clip, sold, cast) for clip in after] == [(), ()]
    assert [len(clip.parts) for clip in pack(board, replace(sold, lengths=(12,)), unnamed=unnamed)] == [2, 3]
    assert len(pack(board, replace(sold, lengths=(20,)), unnamed=unnamed)) == 1, "a clip more would cost"


def board_of(*said):
    """A board in which one after the other says something for four seconds."""
    people = {
        name: Character(30, f"女，30岁，头发（黑色，短发），衣服（{colour}色，衬衫）", name, "")
        for name, colour in zip(dict.fromkeys(said), "白蓝红", strict=True)
    }
    return Board(
        people, tuple(Shot("", "", Dialogue(name, "走吧。"), 4, "客厅（内）", "", "白天", "", "无") for name in said)
    )


def member(name, gateway):
    looks = Looks("女", 30, "黑色", "短发", "白色", "衬衫")
    return Member(name, "person", looks, Voice("女", 200, 200, "普通话"), usernames=((gateway, f"user.{name}"),))


def test_three_people_with_films_fill_the_two_places_there_are_and_the_third_is_told_in_words(crowd, run, tmp_path):
    for name in ("林晚", "陈默", "苏晴"):
        give(tmp_path, name, f'film = "https://films.example/{ord(name[0])}.mp4#1,3"')
    flags = ("--gateway", "native-sora", "--model", "sora-2", "--lengths", "15")

    bodies = crowd(*flags)
    code, _, err = run("submit", "ep01.txt", "--yes", *flags)

    assert code == 0, err
    assert max(len(body.get("characters", ())) for body in bodies) == 2
    assert "陈默 is told in words only" in err


def test_a_username_and_a_film_go_together_where_the_gateway_has_a_list_of_characters(crowd, tmp_path):
    give(tmp_path, "林晚", 'usernames = { native-sora = "lin.w" }\nfilm = "https://films.example/lin.mp4#0,3"')

    bodies = crowd("--gateway", "native-sora", "--model", "sora-2")

    assert all(" @lin.w " in body["prompt"] for body in bodies if "characters" in body)
    assert {json.dumps(body["characters"]) for body in bodies if "characters" in body} == {
        json.dumps([{"timestamps": "0,3", "url": "https://films.example/lin.mp4"}])
    }


def test_what_the_program_writes_anew_into_cast_toml_keeps_pictures_and_usernames(tmp_path):
    from storyboard.cast.edits import rewrite
    from storyboard.cast.file import add, read

    entry = (
        '[people."甲"]\nkind="person"\nsex="女"\nage=20\nhair=["黑色","长发"]\nclothes=["白色","衬衫"]\n'
        'voice={sex="女",pitch=200,tempo=200,accent="普通话"}\naliases=[]\nusernames={a="b.c"}\nsheets=["a.png"]\n'
        'film="https://f.example/a.mp4#1,3"\nvoice_sample="a.wav"\n'
    )
    member = read(entry, tmp_path).members[0]

    assert read(rewrite(entry, [member]), tmp_path).members == (member,)
    assert read(add("", [member], "zh"), tmp_path).members == (member,)


def test_a_thing_is_cast_like_a_person_and_told_by_its_username(workspace, run, tmp_path):
    """A character may be a thing: its casting film has a voice beside it, and prompts say @username in its place."""
    flags = ("--gateway", "openai-videos", "--model", "sora-2")
    (tmp_path / "ep01.txt").write_text(CROWD.replace("信", "信封"), "utf-8")
    shown(run, *flags)
    path = tmp_path / "cast.toml"
    path.write_text(path.read_text("utf-8") + '\n[props."信封"]\nlook = "一封泛黄的信"\n', "utf-8")

    code, _, err = run("cast", "shoot", "信封", "--yes", *flags)
    [film] = workspace.shop.jobs.values()
    made = run("cast", "create", "信封", "--yes", "--gateway", "openai-videos")
    bodies = shown(run, *flags)

    assert code == 0, err
    assert "一封泛黄的信" in film.prompt
    assert "台词: 今天天气真不错，我们出去玩吧。" in film.prompt
    assert made[0] == 0, made[2]
    handle = made[1].strip()
    assert tomllib.loads(path.read_text("utf-8"))["props"]["信封"]["usernames"] == {"openai-videos": handle[1:]}
    told = [body["prompt"] for body in bodies if handle in body["prompt"]]
    assert told
    assert all(f" {handle} " in prompt for prompt in told)
    assert run("submit", "ep01.txt", "--yes", *flags)[0] == 0


def test_a_thing_without_a_look_cannot_be_cast_and_is_said(workspace, run, tmp_path):
    shown(run, *OMNI)
    path = tmp_path / "cast.toml"
    path.write_text(path.read_text("utf-8") + '\n[props."信"]\nsheets = ["letter.png"]\n', "utf-8")

    code, _, err = run("cast", "shoot", "信", "--yes", "--gateway", "openai-videos", "--model", "sora-2")

    assert (code, "nothing says what 信 looks like" in err) == (2, True), err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[props."信"]\ncolour = "x"\n', '[props."信"] needs `sheets`'),
        ('[props."信"]\nsheets = "a.png"\n', '[props."信"] needs `sheets`'),
        ('[places."客厅"]\nlook = "a【b】"\n', '[places."客厅"] needs a `look`'),
        ('[places."客厅"]\nsheets = []\n', '[places."客厅"] needs a `look`'),
    ],
)
def test_an_entry_of_a_place_or_a_thing_that_says_nothing_is_refused(tmp_path, text, words):
    from storyboard.cast.file import read
    from storyboard.errors import UsageError

    with pytest.raises(UsageError) as refused:
        read(text, tmp_path / "cast.toml")

    assert words in str(refused.value)


def test_whose_kitchen_it_is_is_not_in_it_and_a_thing_is_known_in_any_case(workspace, run, tmp_path):
    """In English: names in places mean nobody, LANTERN is the lantern; the head of a prompt begins with a capital."""
    (tmp_path / "pilot.txt").write_text(
        "INT. NORA'S KITCHEN - NIGHT\n\nDEL (61), grey beard, sets an old lantern on the table.\n\nDEL\nSomebody had to.\n"
        "\nINT. HALL - NIGHT\n\nNORA (34), red hair, waits.\n\nNORA\nWho wrote the note?\n",
        "utf-8",
    )
    assert run("plan", "pilot.txt")[0] == 0
    for person in ("NORA", "DEL"):
        (tmp_path / f"{person}.png").write_bytes(person.encode())
        give(tmp_path, person, f'sheets = ["{person}.png"]')
    (tmp_path / "lantern.png").write_bytes(b"lantern.png")
    path = tmp_path / "cast.toml"
    path.write_text(path.read_text("utf-8") + '\n[props."lantern"]\nsheets = ["lantern.png"]\n', "utf-8")

    code, out, err = run("submit", "pilot.txt", "--dry-run", *OMNI)
    bodies = [each["request"]["body"] for each in json.loads(out)]

    assert code == 0, err
    del_alone = next(body for body in bodies if "sets an old lantern" in body["prompt"])
    assert del_alone["images"] == [picture("DEL"), picture("lantern.png")]
    assert del_alone["prompt"].startswith("References: The second image shows lantern.\n\n[1] ")
    assert "the old man in the first image" in del_alone["prompt"].casefold()


def test_what_was_bought_before_prompts_named_their_pictures_is_not_bought_again(workspace, run, tmp_path, monkeypatch):
    """Bought with the pictures and with looks in words: the same clips stay as they are told, and the check agrees."""
    from dataclasses import replace

    from storyboard.model import Telling
    from storyboard.production import stages

    shown(run, *OMNI)
    (tmp_path / "chen.png").write_bytes(b"chen")
    give(tmp_path, "陈默", 'sheets = ["chen.png"]')
    whole = stages.slots_for
    with monkeypatch.context() as before:
        before.setattr(
            stages,
            "slots_for",
            lambda production, board: lambda clip: replace(whole(production, board)(clip), telling=Telling()),
        )
        assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
    posts = dict(workspace.shop.posts)
    assert any("images" in job.request for job in workspace.shop.jobs.values())
    assert not any("第1张图" in prompt for prompt in posts)

    assert run("submit", "ep01.txt", *OMNI)[0] == 0
    assert dict(workspace.shop.posts) == posts

"""Entries the program wrote and nobody touched: asked again, told more, following their script; bought ones are frozen."""

import json
import os
from pathlib import Path

import pytest

from storyboard.cast.file import load
from storyboard.model import Cast, Order
from storyboard.plan.proved import sex_stands
from storyboard.production.buying import submit
from storyboard.production.prepare import Watch
from storyboard.production.production import Options, productions
from storyboard.production.reviewed import Reviews, assumed_in
from storyboard.production.sheet import sheet
from storyboard.rehearsal import Rehearsal
from tests.fake_llm import Reply
from tests.gateway_bench import KEY
from tests.samples import sample
from tests.season_bench import shop, write_settings
from tests.storyteller import tells
from tests.test_casting import APART, board
from tests.test_llm_pipeline import KEY as KEY_OF_MODEL
from tests.test_llm_pipeline import serving, workspace

__all__ = ["workspace"]
SCRIPTS = Path(__file__).parent / "gold" / "people" / "scripts"
PLAIN = "1-1 日 内 屋\n人物：林晚、陈默\n林晚：走。\n陈默：好。\n"
BIO = "第2集\n人物小传\n林晚（24）：女，红色短发，穿黄色雨衣。\n\n2-1 日 内 屋\n人物：林晚\n林晚：来。\n"


def read(folder, name, text):
    """A script is read, and whom it has is written into cast.toml."""
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "storyboard.toml").touch()
    made = list(productions(folder / name, Options()))
    return load(folder / "cast.toml"), [remark for each in made for remark in each.remarks]


def test_what_a_later_episode_tells_is_taken(tmp_path):
    """Hair, clothes and age that were assumed; the other person stays as assumed."""
    before, _ = read(tmp_path, "ep01.txt", PLAIN)

    after, remarks = read(tmp_path, "ep02.txt", BIO)

    looks = after.get("林晚").looks
    assert (looks.age, looks.hair_colour, looks.clothes_style) == (24, "红色", "雨衣")
    assert not {"age", "hair", "clothes"} & set(after.get("林晚").assumed)
    assert after.get("陈默") == before.get("陈默")
    assert remarks == []


def test_a_changed_script_changes_what_was_read_from_it(tmp_path):
    """A told part follows its own script; another script that disagrees changes nothing."""
    read(tmp_path, "ep02.txt", BIO)

    other, _ = read(tmp_path, "ep03.txt", BIO.replace("第2集", "第3集").replace("红色短发", "银色长发"))
    own, _ = read(tmp_path, "ep02.txt", BIO.replace("红色短发", "黑色短发"))

    assert other.get("林晚").looks.hair_colour == "红色"
    assert own.get("林晚").looks.hair_colour == "黑色"


@pytest.mark.parametrize("how", ["edited", "approved", "no record"])
def test_what_a_person_touched_approved_or_wrote_is_left_alone(tmp_path, how):
    """One word is enough; so is approval; an entry without a record of ours was always a person's."""
    read(tmp_path, "ep01.txt", PLAIN)
    path = tmp_path / "cast.toml"
    if how == "edited":
        path.write_text(path.read_text("utf-8").replace("pitch = 215", "pitch = 216"), encoding="utf-8")
    elif how == "approved":
        Reviews(tmp_path).forget(["林晚"])
    else:
        (tmp_path / ".storyboard" / "cast.json").unlink()
    before = load(path)

    after, _ = read(tmp_path, "ep02.txt", BIO)

    assert after.get("林晚") == before.get("林晚")


@pytest.mark.usefixtures("unasked")
def test_what_a_bought_clip_shows_is_frozen_and_the_change_is_proposed(tmp_path):
    """With the clips and their price; the next run buys nothing."""
    os.environ["REHEARSAL_KEY"] = KEY
    with Rehearsal(shop(speed=3000.0)) as counter:
        write_settings(tmp_path, counter.url("unified-v2"), poll_every=0.02)
        (tmp_path / "ep01.txt").write_text(APART, encoding="utf-8")
        submit(tmp_path / "ep01.txt", Options(), Watch())
        before, asked, shown = load(tmp_path / "cast.toml"), dict(counter.shop.posts), board(tmp_path)

        after, remarks = read(tmp_path, "ep02.txt", BIO.replace("林晚", "许知意"))
        submit(tmp_path / "ep01.txt", Options(), Watch())

        assert after.get("许知意") == before.get("许知意")
        assert len(remarks) == 1
        assert "许知意" in remarks[0]
        assert "雨衣" in remarks[0]
        assert "1 个片段" in remarks[0]
        assert dict(counter.shop.posts) == asked
        assert board(tmp_path) == shown


def test_rules_first_and_a_model_later_is_a_model_first(workspace):
    """The model is asked about what rules wrote as soon as it is there, and gives the same cast."""
    with serving(tells) as server:
        assert workspace("plan", "rain.txt", key="").returncode == 0
        by_rules = (workspace.folder / "cast.toml").read_text("utf-8")
        assert workspace("plan", "rain.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0
        later = load(workspace.folder / "cast.toml")
        (workspace.folder / "cast.toml").unlink()
        (workspace.folder / ".storyboard" / "cast.json").unlink()
        assert workspace("plan", "rain.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0

    assert later.members == load(workspace.folder / "cast.toml").members
    assert later.places
    assert by_rules != (workspace.folder / "cast.toml").read_text("utf-8")


@pytest.mark.wide
@pytest.mark.parametrize("script", ["fourth-zh-hospital.txt", "fourth-en-castle.txt"])
def test_a_script_read_by_rules_and_then_by_a_model_comes_out_as_by_the_model_alone(workspace, script):
    """Cast, places and board, of whole scripts with crowds, silent people and people whom the script describes."""
    text = (SCRIPTS / script).read_text(encoding="utf-8")
    (workspace.folder / "a.txt").write_text(text, encoding="utf-8")
    record, board = workspace.folder / ".storyboard" / "cast.json", workspace.folder / "out" / "a" / "storyboard.json"
    with serving(tells) as server:
        assert workspace("plan", "a.txt", key="").returncode == 0
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0
        later, shown = load(workspace.folder / "cast.toml"), board.read_bytes()
        for file in (workspace.folder / "cast.toml", record, board):
            file.unlink()
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0

    first = load(workspace.folder / "cast.toml")
    assert (later.members, later.places) == (first.members, first.places)
    assert board.read_bytes() == shown


FACTORY = (
    "1-1 日 内 办公室\n人物：阿意、顾言\n△众人都说阿意是厂里最能干的姑娘。\n△阿意站着。\n阿意：合同我不签。\n顾言：由不得你。\n"
    "△顾言（男，30岁，黑色西装）看表。\n"
)


def citing(sexes: dict[str, str], lines: list[int]):
    """A model that answers these sexes and cites these lines."""

    def answer(body, number):
        data = json.loads(tells(body, number).content)
        for person in data.get("people", ()):
            person |= {"sex": sexes[person["name"]], "evidence": lines}
        return Reply(json.dumps(data, ensure_ascii=False))

    return answer


@pytest.mark.parametrize("first", ["rules", "model"])
def test_what_a_model_proves_of_somebody_rules_are_unsure_of_stands_with_its_quote_on_the_sheet(workspace, first):
    """The sex that rules only assumed; what the script tells of the other one no answer changes. Rules first or not."""
    (workspace.folder / "a.txt").write_text(FACTORY, encoding="utf-8")
    with serving(citing({"阿意": "女", "顾言": "女"}, [3, 7])) as server:
        if first == "rules":
            assert workspace("plan", "a.txt", key="").returncode == 0
            assert "sex" in load(workspace.folder / "cast.toml").get("阿意").assumed
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0

    cast = load(workspace.folder / "cast.toml")
    assert (cast.get("阿意").looks.sex, "sex" in cast.get("阿意").assumed) == ("女", False)
    assert (cast.get("顾言").looks.sex, cast.get("顾言").looks.age) == ("男", 30)
    (workspace.folder / "a.txt").unlink()
    page = sheet(workspace.folder)
    assert "众人都说阿意是厂里最能干的姑娘" in page
    assert "a.txt:3" in page
    assert "黑色西装" in page


def test_what_a_model_cites_without_proof_stays_assumed(workspace):
    """The line names nobody of that sex: a guess, and said to be one."""
    (workspace.folder / "a.txt").write_text(FACTORY, encoding="utf-8")
    with serving(citing({"阿意": "女", "顾言": "女"}, [4])) as server:
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0

    one = load(workspace.folder / "cast.toml").get("阿意")
    assert (one.looks.sex, "sex" in one.assumed) == ("女", True)


def test_what_is_worn_in_a_later_file_does_not_replace_clothes_that_a_model_proved(workspace):
    """Somebody has one usual look; another coat in another episode is how they look there."""

    def answer(body, number):
        data = json.loads(tells(body, number).content)
        for person in data.get("people", ()):
            person |= {"sex": "女", "clothes_colour": "灰色", "clothes_style": "绉纱裲裆", "evidence": [4]}
        return Reply(json.dumps(data, ensure_ascii=False))

    draped = (
        FACTORY.replace("△阿意站着。", "△阿意站着，灰色的绉纱裲裆湿了。").replace("、顾言", "").partition("顾言：")[0]
    )
    (workspace.folder / "a.txt").write_text(draped, encoding="utf-8")
    with serving(answer) as server:
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0
    before = load(workspace.folder / "cast.toml").get("阿意")

    (workspace.folder / "storyboard.toml").write_text("")
    after, _ = read(workspace.folder, "b.txt", "第2集\n\n2-1 日 内 屋\n人物：阿意\n△阿意穿着红棉袄坐下。\n阿意：来。\n")

    assert "clothes" not in before.assumed
    assert after.get("阿意").looks.clothes_style == before.looks.clothes_style


def test_a_later_telling_of_the_script_stands_over_a_models_proof(workspace):
    """Proof of a model stands over what is assumed, never over what is told."""
    (workspace.folder / "a.txt").write_text(FACTORY, encoding="utf-8")
    with serving(citing({"阿意": "女", "顾言": "女"}, [3])) as server:
        assert workspace("plan", "a.txt", url=server.url, key=KEY_OF_MODEL).returncode == 0

    (workspace.folder / "storyboard.toml").write_text("")
    after, _ = read(
        workspace.folder, "b.txt", "第2集\n人物小传\n阿意（24）：男。\n\n2-1 日 内 屋\n人物：阿意\n阿意：来。\n"
    )

    assert (after.get("阿意").looks.sex, after.get("阿意").looks.age) == ("男", 24)


@pytest.mark.parametrize(
    ("line", "sex", "proved"),
    [
        ("Anna is the only woman in the yard.", "female", True),
        ("Anna is the only woman in the yard.", "male", False),
        ("ANNA nods. She leaves.", "female", True),
        ("Anna sees her.", "female", False),
        ("Anna, a woman, and Ben.", "female", False),
        ("Anna, a woman, and a man.", "female", False),
        ("A woman leaves.", "female", False),
    ],
)
def test_a_line_proves_a_sex_only_where_it_names_that_person_alone_and_tells_that_sex_alone(line, sex, proved):
    assert sex_stands(sex, {"ANNA"}, {"BEN"}, [line], "en") is proved


@pytest.mark.usefixtures("unasked")
def test_before_money_is_spent_what_is_assumed_of_leads_is_said():
    """Three lines or two clips and more, the most lines first; extras are left out."""
    done = sample("rain.txt")[0]
    order = Order("m", "p", 10, "720x1280", False, done.board.shots, tuple(done.board.character_setting.values()))

    one, both = assumed_in([order], done.cast), assumed_in([order, order], done.cast)

    assert not any(told.startswith("  黑衣人") for told in one)
    assert both[0] == "剧本没写、由程序定的："
    assert any(told.startswith("  黑衣人：") for told in both[1:])
    assert assumed_in([order, order], Cast(())) == ()


def test_the_sheet_shows_everybody_with_script_lines_assumed_parts_and_conflicts_first(tmp_path):
    """One page without anything from outside."""
    read(tmp_path, "ep01.txt", PLAIN)
    read(tmp_path, "ep02.txt", BIO)
    read(tmp_path, "ep03.txt", BIO.replace("第2集", "第3集").replace("林晚（24）", "林晚（42）"))

    page = sheet(tmp_path, sorted(tmp_path.glob("ep*.txt")))

    assert page.index("林晚") < page.index("陈默")
    assert "42 (ep03.txt:3)" in page
    assert "ep02.txt:3" in page
    assert 'class="assumed"' in page
    assert page.count("data:image/png;base64,") == 2
    assert "http" not in page

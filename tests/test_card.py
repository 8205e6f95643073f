"""The whole way: a script, a real model's recorded answers, a board by the mandated schema, prompts, sora-2 and sora-2-pro HD."""

import json
import re
import shutil
from pathlib import Path

import pytest

from storyboard import check
from storyboard.cli import main
from storyboard.rehearsal import Rehearsal
from storyboard.rehearsal.shop import settings_for
from tests.fake_llm import Reply, serving
from tests.gateway_bench import KEY, shop
from tests.replay import CASES, MODEL, recorded
from tests.storyteller import asked

GATEWAYS = ("openai-videos", "unified-v2", "lconai")
LENGTHS = (10, 15, 25)


def by_scene():
    """A model that was asked scene by scene: its answers by the words of their questions."""
    return CASES / "rain", 'cast = "v1"\nshots = "v1"\n', *recorded(CASES / "rain")


def by_story():
    """A model that was asked for the story, then for the shots of the whole episode: its answers by what they are about."""
    return answered("main_table", 'shots = "v3"\n', "labels", "bible", "shots")


def by_film():
    """The same, its shots written whole, and looked at a second time."""
    return answered("salt_well", 'shots = "v4"\ncontinuity = "v2"\nproof = "none"\n', "bible", "shots", "continuity")


def by_proofs():
    """The same as it is asked today, with the proofs of the prompts."""
    versions = 'bible = "v4"\nshots = "v5"\ncontinuity = "v5"\nproof = "v2"\n'
    return answered("mud_tracks", versions, "bible", "shots", "continuity", "proof")


def answered(name, versions, *kinds):
    """A recorded card: its folder, the prompts, an endpoint that answers with what was recorded, and what else was asked."""
    folder = Path(__file__).parent / "cards" / name
    told = {what: (folder / f"{what}.json").read_text("utf-8") for what in kinds}
    strange: list[str] = []

    def answer(body, number):
        what = {"story": "shots"}.get(asked(body), asked(body))
        strange.extend([] if what in told else [what])
        return Reply(told.get(what, "{}"))

    return folder, versions, answer, strange


@pytest.mark.parametrize(
    ("gateway", "told"),
    [
        (GATEWAYS[0], by_scene),
        *(pytest.param(each, by_scene, marks=pytest.mark.wide) for each in GATEWAYS[1:]),
        *(pytest.param(GATEWAYS[0], told, marks=pytest.mark.wide) for told in (by_story, by_film, by_proofs)),
    ],
)
def test_a_script_becomes_films_of_sora_2_and_of_sora_2_pro_in_hd(tmp_path, monkeypatch, gateway, told):
    """Every line once and word for word in the prompts that arrive; the second model buys its own films, the first none anew."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    folder, versions, answer, unknown = told()
    shutil.copy(folder / "script.txt", "ep01.txt")
    with serving(answer) as model, Rehearsal(shop()) as rehearsal:
        settings = settings_for(rehearsal.url(), 0.0).replace('gateway = "openai-videos"', f'gateway = "{gateway}"')
        endpoint = f'[llm]\nbase_url = "{model.url}"\nmodel = "{MODEL}"\n[prompts]\n{versions}'
        (tmp_path / "storyboard.toml").write_text(settings + endpoint, "utf-8")

        buy("--model", "sora-2")
        assert not unknown, unknown[0]
        trace = json.loads((tmp_path / "out" / "ep01" / "trace.json").read_text("utf-8"))
        assert {shot["by"] for shot in trace["shots"]} == {"model"}
        first = len(rehearsal.shop.jobs)
        board = json.loads((tmp_path / "out" / "ep01" / "storyboard.json").read_text("utf-8"))
        assert not check.faults_of(board, check.board_schema())
        buy("--model", "sora-2-pro", "--hd")

        films = list(rehearsal.shop.jobs.values())
    spoken = [shot["dialogue"]["text"] for shot in board["shots"] if shot["dialogue"]["text"]]
    for some, name in ((films[:first], "sora-2"), (films[first:], "sora-2-pro")):
        assert {film.model.split("-hd")[0] for film in some} == {name}
        assert all(film.seconds in LENGTHS for film in some)
        assert all(re.match(r"Shot 1:\nduration: \d+(\.\d+)?sec\nScene: ", film.prompt) for film in some)
        prompts = "".join(film.prompt for film in some)
        assert [text for text in spoken if re.search(r"\w", text) and f"“{text}”" not in prompts] == []
    proofs = tmp_path / "out" / "ep01" / "proof.json"
    read = json.loads(proofs.read_text("utf-8"))["clips"] if proofs.is_file() else []
    put_right = [each["instead"] for clip in read for each in clip["corrections"] if each["instead"]]
    assert bool(put_right) == (told is by_proofs)
    assert all(any(each in film.prompt for film in films) for each in put_right)
    assert [film.hd for film in films] == [False] * first + [True] * (len(films) - first)
    assert {film.posts for film in films} == {1}


def buy(*flags: str) -> None:
    """`storyboard submit ep01.txt --yes` with flags, which must end well."""
    with pytest.raises(SystemExit) as ended:
        main(["submit", "ep01.txt", "--yes", *flags])
    assert not ended.value.code

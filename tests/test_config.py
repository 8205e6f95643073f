"""Settings come from the file, the environment and the flags; what is wrong is said all at once."""

import pytest

from storyboard.config import find_workspace, load_settings, secret
from storyboard.errors import UsageError

FULL = """
[llm]
base_url = "https://chat.example/v1"
model = "m"
[video]
gateway = "kapon"
model = "sora-2-pro"
orientation = "landscape"
hd = "auto"
lengths = [15, 25]
[gateways.kapon]
dialect = "openai-videos"
base_url = "https://video.example"
api_key_env = "KAPON_API_KEY"
parallel = 3
poll_every = 10
request_timeout = 60
prices = { "sora-2-pro" = { 15 = 4.0, 25 = 6.0 } }
[budget]
max_cost = 50.0
"""


def write(folder, text):
    (folder / "storyboard.toml").write_text(text, "utf-8")
    return folder


def test_without_a_file_everything_has_a_default_and_the_preview_gateway_is_there(tmp_path):
    settings = load_settings(tmp_path, {})

    assert settings.video.gateway == "preview"
    assert settings.gateway().dialect == "preview"
    assert settings.llm is None
    assert settings.ledger == tmp_path / ".storyboard" / "ledger.sqlite3"


def test_the_documented_example_is_read(tmp_path):
    settings = load_settings(write(tmp_path, FULL), {})

    entry = settings.gateway()
    assert entry.name == "kapon"
    assert entry.prices == {"sora-2-pro": {15: 4.0, 25: 6.0}}
    assert settings.video.lengths == (15, 25)
    assert settings.budget.max_cost == 50.0


def test_a_flag_beats_theenvironment_and_the_environment_beats_the_file(tmp_path):
    write(tmp_path, FULL)

    assert load_settings(tmp_path, {"STORYBOARD_MODEL": "sora-2"}).video.model == "sora-2"
    assert load_settings(tmp_path, {"STORYBOARD_MODEL": "sora-2"}, {"model": "veo"}).video.model == "veo"
    assert load_settings(tmp_path, {"STORYBOARD_HD": "yes"}).video.hd is True
    assert load_settings(tmp_path, {"STORYBOARD_LENGTHS": "10,15"}).video.lengths == (10, 15)
    assert load_settings(tmp_path, {}, {"max_cost": 7, "model": None}).budget.max_cost == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[video]\ngatway = 'x'", "video.gatway is no key known here; did you mean 'gateway'?"),
        ("[video]\nhd = 'maybe'", "video.hd must be true or false or must be 'auto'"),
        ("[video]\nlengths = ['10']", "video.lengths.0 must be a whole number"),
        ("[gateways.k]\nbase_url = 'x'", "gateways.k.dialect is missing"),
        ("[gateways.preview]\ndialect = 'x'", "choose another"),
        ("[gateways.k]\ndialect = 'x'\nparallel = 0", "gateways.k.parallel must be 1 or more"),
        ("[video]\nroom = 1.5", "video.room: a share of the price from 0 to 1"),
        ("[video]\nroom = -0.1", "video.room: a share of the price from 0 to 1"),
        ("[video\n", "not readable as TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, text, words):
    with pytest.raises(UsageError) as caught:
        load_settings(write(tmp_path, text), {})

    assert words in str(caught.value)
    assert "storyboard.toml" in str(caught.value)


def test_everything_wrong_is_said_at_once(tmp_path):
    with pytest.raises(UsageError) as caught:
        load_settings(write(tmp_path, "[video]\nhd = 3\nmodle = 'x'\n[budget]\nmax_cost = 'a'"), {})

    assert len(str(caught.value).splitlines()) == 3


def test_an_unknown_gateway_names_those_that_are_there(tmp_path):
    with pytest.raises(UsageError, match="preview, kapon"):
        load_settings(write(tmp_path, FULL), {}).gateway("kapoon")


def test_the_workspace_is_the_nearest_folder_with_a_settings_file(tmp_path):
    (tmp_path / "drama" / "scripts").mkdir(parents=True)
    script = tmp_path / "drama" / "scripts" / "ep01.txt"
    script.write_text("x")

    assert find_workspace(script) == script.parent
    write(tmp_path / "drama", "")
    assert find_workspace(script) == tmp_path / "drama"


def test_a_missing_key_names_its_variable_and_a_present_one_is_not_kept_in_the_settings(tmp_path):
    with pytest.raises(UsageError, match="KAPON_API_KEY is not set"):
        secret("KAPON_API_KEY", {})

    assert secret("KAPON_API_KEY", {"KAPON_API_KEY": " sk-1 \n"}) == "sk-1"
    assert "sk-1" not in repr(load_settings(write(tmp_path, FULL), {"KAPON_API_KEY": "sk-1"}))


def test_the_example_of_all_settings_is_valid(tmp_path):
    """samples/storyboard.example.toml can be copied as it stands."""
    import shutil
    from pathlib import Path

    example = Path(__file__).parents[1] / "samples" / "storyboard.example.toml"
    shutil.copy(example, tmp_path / "storyboard.toml")

    settings = load_settings(tmp_path, environ={})

    assert (settings.video.gateway, settings.gateway().dialect, settings.budget.max_cost) == (
        "kapon",
        "openai-videos",
        50.0,
    )
    assert settings.llm is not None

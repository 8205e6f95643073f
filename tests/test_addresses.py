# ruff: noqa: F811 - fixtures are taken from beside
"""Signed addresses of pictures: known by what lies there, or without their signature; never by their text."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.config.signed import SIGNATURES, unsigned
from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures
from tests.test_references import OMNI, give, shown


@contextmanager
def host(pictures):
    """A host that gives its pictures to whoever has leave; `asked` counts."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            path, _, query = self.path.partition("?")
            data = pictures.get(path)
            self.send_response(200 if data and "old" not in query else 403)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("signed", "plain"),
    [
        ("https://b.s3.amazonaws.com/a.png?X-Amz-Date=1&X-Amz-Signature=9f", "https://b.s3.amazonaws.com/a.png"),
        ("https://b.oss-cn.aliyuncs.com/a.png?x-oss-process=image/w_9&Expires=1&OSSAccessKeyId=k&Signature=s%2B", "https://b.oss-cn.aliyuncs.com/a.png?x-oss-process=image/w_9"),
        ("https://t.example/a.png?q-sign-algorithm=sha1&q-ak=k&q-signature=f&id=7", "https://t.example/a.png?id=7"),
        ("https://q.example/a.png?e=1700000000&token=k:s", "https://q.example/a.png"),
        ("https://z.blob.example/a.png?sv=2&se=3&sr=b&sig=x", "https://z.blob.example/a.png"),
        ("https://p.tos.example/a.png?X-Tos-Expires=1&X-Tos-Signature=2", "https://p.tos.example/a.png"),
        ("https://a.example/a.png?id=7&v=2&e=1&t=3", ""),
        ("https://a.example/a.png", ""),
        ("asset://asset-20260401?token=1", ""),
        ("cast/lin.png?token=1", ""),
    ],
)  # fmt: skip
def test_an_address_without_its_signature_says_which_picture_it_is_and_no_more(signed, plain):
    assert unsigned(signed) == (plain or signed)


@given(st.lists(st.tuples(st.sampled_from([*SIGNATURES, "id", "v", "e"]), st.text("ab%2F=+", max_size=4)), max_size=5))
def test_taking_a_signature_off_twice_takes_off_no_more(rows):
    address = "https://a.example/a.png?" + "&".join(f"{name.replace('*', 'x')}={value}" for name, value in rows)

    assert unsigned(unsigned(address)) == unsigned(address)


def bodies_of(workspace, key="images"):
    return [job.request[key] for job in workspace.shop.jobs.values() if key in job.request]


def renewed(tmp_path, before, after):
    path = tmp_path / "cast.toml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def test_a_renewed_signature_buys_nothing_and_another_picture_there_exactly_its_clips(workspace, run, tmp_path):
    """Also where the picture moved to another host: it is known by its content. Each signature is looked at once."""
    with host({"/chen.png": b"chen", "/moved.png": b"chen"}) as (base, asked):
        shown(run, *OMNI)
        give(tmp_path, "陈默", f'sheets = ["{base}/chen.png?X-Amz-Signature=one"]')
        assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
        first = dict(workspace.shop.posts)

        for before, after in (("=one", "=two"), ("chen.png?", "moved.png?"), ("=two", "=old")):
            renewed(tmp_path, before, after)
            assert run("submit", "ep01.txt", *OMNI)[0] == 0, after
        assert asked == [f"/{each}" for each in ("chen.png?X-Amz-Signature=one", "chen.png?X-Amz-Signature=two",
                                                 "moved.png?X-Amz-Signature=two", "moved.png?X-Amz-Signature=old")]  # fmt: skip

    assert bodies_of(workspace)
    assert all(each == [f"{base}/chen.png?X-Amz-Signature=one"] for each in bodies_of(workspace)), "sent whole"
    with host({"/moved.png": b"another"}) as (base_now, _):
        renewed(tmp_path, f"{base}/moved.png?X-Amz-Signature=old", f"{base_now}/moved.png?X-Amz-Signature=new")
        assert run("submit", "ep01.txt", *OMNI)[0] == 2
        assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
    again = {prompt for prompt, count in workspace.shop.posts.items() if count > first[prompt]}
    assert again == {prompt for prompt in first if "第1张图里的" in prompt} != set(first)


def test_what_cannot_be_looked_at_is_known_without_its_signature_and_that_is_said(workspace, run, tmp_path):
    """Also later, when it can be looked at: what was bought is not bought again."""
    pictures = {}
    with host(pictures) as (base, _):
        shown(run, *OMNI)
        give(tmp_path, "陈默", f'sheets = ["{base}/chen.png?sign=one&id=4"]')
        code, _, err = run("submit", "ep01.txt", "--yes", *OMNI)
        requests = run("submit", "ep01.txt", "--dry-run", *OMNI)[1]

        assert code == 0
        assert "/chen.png cannot be looked at (its host answers 403)" in err
        assert "sign=one" not in err + requests
        posts = dict(workspace.shop.posts)
        for after, there in (("two", None), ("three", b"chen")):
            renewed(tmp_path, "sign=", f"sign={after}")
            pictures.update({"/chen.png": there} if there else {})
            assert run("submit", "ep01.txt", *OMNI)[0] == 0
    assert posts == dict(workspace.shop.posts)


def test_what_was_bought_by_the_text_of_an_address_is_not_bought_again(workspace, run, tmp_path, monkeypatch):
    with host({"/chen.png": b"chen"}) as (base, _):
        shown(run, *OMNI)
        give(tmp_path, "陈默", f'sheets = ["{base}/chen.png?sign=one"]')
        with monkeypatch.context() as before:
            before.setattr("storyboard.gateways.build.names_of", lambda references: ())
            assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
        posts = dict(workspace.shop.posts)

        assert run("submit", "ep01.txt", *OMNI)[0] == 0
    assert posts == dict(workspace.shop.posts)


def test_what_was_agreed_to_and_not_sent_goes_out_with_the_signature_of_now(workspace, run, tmp_path):
    with host({"/chen.png": b"chen"}) as (base, _):
        shown(run, *OMNI)
        give(tmp_path, "陈默", f'sheets = ["{base}/chen.png?sign=one"]')
        assert run("submit", "ep01.txt", "--yes", *OMNI, "--max-cost", "0.1")[0] != 0
        assert not bodies_of(workspace)
        renewed(tmp_path, "sign=one", "sign=two")

        assert run("submit", "ep01.txt", "--yes", *OMNI)[0] == 0
    assert {each for body in bodies_of(workspace) for each in body} == {f"{base}/chen.png?sign=two"}


def test_nobodys_own_network_is_looked_into(workspace, run, tmp_path, monkeypatch):
    """A folder's settings may be a stranger's: they do not make this machine ask inside of its network."""
    monkeypatch.setattr("storyboard.gateways.addresses.httpx.AsyncClient.stream", lambda *given, **more: 1 / 0)
    shown(run, *OMNI)
    give(tmp_path, "陈默", 'sheets = ["http://169.254.169.254/latest/chen.png?sign=one"]')

    found = json.loads(run("submit", "ep01.txt", "--dry-run", *OMNI)[1])

    images = {each for row in found for each in row["request"]["body"].get("images", ())}
    assert images == {"http://169.254.169.254/latest/chen.png"}


def test_a_character_of_a_film_whose_address_was_signed_anew_is_not_made_twice(workspace, run, tmp_path):
    shown(run, *OMNI)
    film = "https://films.example/chen.mp4?Expires=1&Signature="
    made = ("cast", "create", "陈默", "--span", "1,3", "--gateway", "openai-videos", "--yes", "--url")

    first = run(*made, f"{film}one")
    again = run(*made, f"{film}two")

    assert (first[0], again[0]) == (0, 0), again[2]
    assert len(workspace.shop.jobs) == 1
    assert [job.request["url"] for job in workspace.shop.jobs.values()] == [f"{film}one"]


def test_a_retake_by_hand_with_a_signed_picture_is_known_by_what_lies_there(workspace, run, tmp_path):
    with host({"/door.png": b"door"}) as (base, asked):
        assert run("submit", "ep01.txt", "--yes", "--only", "1", *OMNI)[0] == 0
        code, _, err = run("retake", "1", "--with", f"first_frame={base}/door.png?sign=one", "--yes")
        assert code == 0, err
        assert asked == ["/door.png?sign=one"]
    from storyboard.ledger import Ledger

    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as ledger:
        requests = [ledger.job(each.job).request for each in ledger.all_attempts()]
    assert any("url:sha256:" in request for request in requests)
    assert not any("sign=one" in request for request in requests)

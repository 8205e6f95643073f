"""A film's address, or a job's id, found in what a chat model says."""

import pytest

from storyboard.gateways.links import find_film, find_task, task_in_reply

FILM = "https://cdn.example/v/abc.mp4"
SAID = {
    "the documented sentence": (f"✅ 视频生成成功，[点击这里]({FILM}) 查看视频~~~", FILM),
    "with a signature": (f"done [x]({FILM}?sig=a%2Fb&e=1)!", f"{FILM}?sig=a%2Fb&e=1"),
    "a picture first": (f"> ref https://pictures.example/face.png\n✅ [点击这里]({FILM})", FILM),
    "a prompt echoed": (f'```json\n{{"image": "https://pictures.example/old.mp4"}}\n```\n✅ [点击这里]({FILM})', FILM),
    "in a block of html": (f"```html\n<video src='{FILM}' controls></video>\n```", FILM),
    "two films: the last": (f"preview https://cdn.example/low.mp4 final {FILM}", FILM),
    "an address without an ending": ("✅ [here](https://cdn.example/watch/99) ok", "https://cdn.example/watch/99"),
    "a full stop behind": (f"It is at {FILM}。", FILM),
    "brackets in the address": ("(https://cdn.example/a_(1).mp4)", "https://cdn.example/a_(1).mp4"),
    "no address": ("> 🏃 进度：98.7%\n", ""),
    "only a picture": ("![](https://pictures.example/face.webp)", ""),
    "an unfinished echo": ('```json\n{"image": "https://pictures.example/old.mp4"', ""),
}


@pytest.mark.parametrize("name", SAID)
def test_the_film_is_found(name):
    text, film = SAID[name]

    assert find_film(text) == film


def test_a_link_of_the_request_itself_is_not_the_film():
    given = "https://films.example/mine.mp4"

    assert find_film(f"you sent {given}", {given}) == ""
    assert find_film(f"you sent {given}, here is {FILM}", {given}) == FILM


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ('{"task_id": "task_0123456789"}', "task_0123456789"),
        ("任务ID：e2f5c9d1-c6f6-13f5-4f20-da9552f214a9，请稍候", "e2f5c9d1-c6f6-13f5-4f20-da9552f214a9"),
        ("submitted as e2f5c9d1-c6f6-13f5-4f20-da9552f214a9.", "e2f5c9d1-c6f6-13f5-4f20-da9552f214a9"),
        ("task_id: `video_abcdef123`", "video_abcdef123"),
        ("please wait", ""),
    ],
)
def test_the_task_is_found(text, task):
    assert find_task(text) == task


def test_a_chat_answers_own_id_is_no_task():
    assert task_in_reply({"id": "chatcmpl-1", "choices": []}) == ""
    assert task_in_reply({"id": "t1"}) == "t1"
    assert task_in_reply({"id": "chatcmpl-1", "choices": [], "task_id": "t2"}) == "t2"

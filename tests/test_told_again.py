"""Models that want somebody told in each shot: what the program tells there its own check knows."""

import pytest

from storyboard import check
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.profiles import offer_of
from storyboard.render import measure, render
from storyboard.timeline import cues

EN = (
    "INT. WHEELHOUSE - NIGHT\n\nOTIS (70, grey hair, grey oilskin coat) sits by the kettle. MAYA (25, red courier's jacket) shuts the door. TOM (40, blue overalls) waits.\n\n"
    "MAYA\nThe bridge is stuck?\n\nOTIS\nThe motor burned out.\n\nMAYA\nThen how do you raise it?\n\nOTIS\nBy hand. Two people. Ninety turns.\n\nTOM\nI can do it.\n\nMAYA\nNo. You sit down, Tom.\n"
)
ZH = (
    "1-1 夜 内 照相馆\n人物：陈伯（70岁，银白背头，棕色唐装）、林晚秋（30岁，米色风衣）、小马（20岁，蓝色工装）\n△林晚秋推门进来。陈伯抬头。小马扫地。\n林晚秋：您还认得我吗？\n陈伯：认得。你六岁那年来过。\n"
    "林晚秋：那张照片还在吗？\n陈伯：在。一直给你留着。\n小马：在墙上呢。\n林晚秋：哪一面墙？\n"
)


@pytest.mark.few("text")
@pytest.mark.parametrize("text", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("model", ["vidu-q3", "kling-3", "sora-2", "seedance-2", "wan-3"])
def test_check_finds_nothing_in_a_prompt_that_is_not_to_be_told(model, text):
    script = parse(Source("a.fountain" if text is EN else "a.txt", text, "utf-8"))
    cast, offer = gather(script), offer_of(model, None, "portrait")
    board = plan(script, script.episodes[0], cast).board
    clips = pack(board, offer, measure=measure(board, offer, cast))
    prompts = render(board, clips, offer, cast)
    subject = check.subject_of(
        board, script, script.episodes[0], cast, clips=clips, prompts=prompts, cues=cues(board, clips), offer=offer
    )

    found = [str(fault) for fault in check.check(subject) if fault.rule == "prompt-field"]

    assert not [words for words in found if "not to be told" in words or "不该写" in words], found

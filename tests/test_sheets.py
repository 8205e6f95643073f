"""The list of people beside a shot's picture: everybody whole, once a clip, in the shot that first shows them; sentences have labels alone."""

import re
from dataclasses import replace

import pytest

from storyboard import check, names, overheard
from storyboard.cast.looks import read_appearance, write_appearance
from storyboard.languages import Language
from storyboard.lettering import seen_words
from storyboard.model import Board, Cast, Character, Clip, Dialogue, Member, Part, Shot, Voice
from storyboard.profiles import load_profiles
from storyboard.render import render
from tests.samples import OFFER, sample
from tests.test_directing import FILLER
from tests.test_labels_short import HAN, NAMES, SHADES, chinese, english

ENGLISH = "The rain runs down the panes in long threads, the lamp throws a ring of yellow on the old ticket, the wick jumps now and then, and the shadow on the wall goes with it"
FORMS = ("sora", "kling", "seedance", "wan", "prose", "story", "frame", "h3")


def clip_of(people: dict[str, Character], pictures: list[str], language: str, form: str = "sora") -> tuple:
    """(prompt, board, clip, offer) of one clip with a shot for each picture, on a board most of whose pictures are a director's."""
    first = sample("rain.txt")[0].board.shots[0]
    if language == "en":
        first = Shot(
            "",
            "medium shot, eye level, static",
            Dialogue("", ""),
            3,
            "The hall (inside)",
            "film grain",
            "night",
            "",
            "none",
        )
    filler = FILLER if language == "zh" else ENGLISH
    plain = replace(
        first,
        dialogue=replace(first.dialogue, role="", text=""),
        action="",
        visual=filler,
        camera="中景，平视，固定" if language == "zh" else first.camera,
    )
    mark, stop = ("，", "") if language == "zh" else (". ", "")
    shots = [replace(plain, visual=f"{picture}{mark}{filler}{stop}") for picture in pictures]
    board = Board(people, (*shots, *[plain] * 8))
    clip = Clip(tuple(Part(at, "", shot.tenths, shot.tenths) for at, shot in enumerate(shots)), 15)
    offer = replace(OFFER, template=form)
    return render(board, (clip,), offer)[0], board, clip, offer


def crowd(count: int, language: str) -> tuple[dict[str, Character], list[str]]:
    people = chinese(count) if language == "zh" else english(count)
    stands = "{}站在桌边" if language == "zh" else "{} stands at the table"
    return people, [stands.format(name) for name in people] * 2


def rows_of(prompt: str) -> list[str]:
    return [
        row
        for line in re.findall(r"^(?:人物|Characters): (.*)$", prompt, re.MULTILINE)
        for row in re.split("[；;] ?", line)
    ]


def faults(prompt: str, board: Board, clip: Clip, offer) -> list[str]:
    return [
        each.message
        for each in check.check_prompts((prompt,), (clip,), board, [], offer, None)
        if each.rule == "prompt-person"
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 7))
def test_each_of_n_people_has_one_row_and_no_sentence_has_looks(count, language):
    people, pictures = crowd(count, language)
    prompt, board, clip, offer = clip_of(people, pictures, language)

    rows = rows_of(prompt)
    assert len(rows) == count
    told = [HAN[at][0] for at in range(count)] if language == "zh" else [f"aged {30 + at}" for at in range(count)]
    assert all(sum(each in row for row in rows) == 1 for each in told)
    scenes = "\n".join(re.findall(r"^Scene: (.*)$", prompt, re.MULTILINE))
    assert not re.search(r"\d+岁|短发|aged|cropped", scenes)
    for row in rows:
        assert re.split("[：:]", row)[0].casefold() in scenes.casefold()
    assert faults(prompt, board, clip, offer) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 7))
def test_a_row_that_is_missing_or_is_not_whole_is_found(count, language):
    people, pictures = crowd(count, language)
    prompt, board, clip, offer = clip_of(people, pictures, language)
    gone = re.sub(r"^(?:人物|Characters): .*\n", "", prompt, count=1, flags=re.MULTILINE)
    part = re.sub(
        r"^((?:人物|Characters): .*?)(?:，黑色短发|, with black cropped hair)",
        r"\1",
        prompt,
        count=1,
        flags=re.MULTILINE,
    )

    assert gone != prompt
    assert part != prompt
    assert len(faults(gone, board, clip, offer)) == 1
    assert len(faults(part, board, clip, offer)) == 1


@pytest.mark.parametrize("form", FORMS[1:])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_form_without_a_list_has_it_as_sentences_behind_the_picture_and_a_guide_of_a_subject_first_before_it(
    language, form
):
    people, _ = crowd(3, language)
    together = ("、".join(people) + "站在桌边") if language == "zh" else "ADAM, BERT and CARL stand at the table"
    prompt, *_ = clip_of(people, [together], language, form)

    told = (
        [prompt.index(f"：{30 + at}岁") for at in range(3)]
        if language == "zh"
        else [prompt.index(f"aged {30 + at}") for at in range(3)]
    )
    assert told == sorted(told)
    picture = max(prompt.find("墙上的影子"), prompt.find("shadow on the wall"))
    assert told[-1] < picture if form in ("wan", "kling") else picture < told[0]
    assert not re.search(r"岁、[^。]{1,40}的男子站在", prompt)


@pytest.mark.parametrize(
    ("name", "looks", "picture", "row", "scene"),
    [
        (
            "村民们",
            "群体，40岁，头发（黑色和花白，长短不一），衣服（灰色，粗布短衫、布裤）",
            "村民们围在井边",
            "村民们：穿灰色粗布短衫、布裤",
            "村民们围在井边",
        ),
        (
            "SOLDIERS",
            "group, 30, hair (black, short), clothes (grey, padded coats and boots)",
            "SOLDIERS crowd the well",
            "the soldiers: in grey padded coats and boots",
            "Soldiers crowd the well",
        ),
        (
            "sixty strangers",
            "group, 30, hair (black, short), clothes (brown, grey and brown raincoats and aprons)",
            "sixty strangers crowd the well",
            "the sixty strangers: in grey and brown raincoats and aprons",
            "Sixty strangers crowd the well",
        ),
    ],
)
def test_many_who_are_called_by_what_they_are_keep_the_word_and_have_their_clothes_in_the_list(
    name, looks, picture, row, scene
):
    prompt, *_ = clip_of({name: Character(30, looks, name, "")}, [picture], "zh" if not name.isascii() else "en")

    assert rows_of(prompt) == [row]
    assert f"Scene: {scene}" in prompt


@pytest.mark.parametrize("bald", ["bald with a grey beard", "bald", "shaven head with a scar"])
@pytest.mark.parametrize("count", range(2, 6))
def test_one_bald_head_among_n_men_is_what_he_is_called_by(count, bald):
    people, pictures = crowd(count, "en")
    own = people[NAMES[0]]
    people[NAMES[0]] = replace(own, appearance=own.appearance.replace("hair (black, cropped)", f"hair (none, {bald})"))
    prompt, board, clip, offer = clip_of(people, pictures, "en")

    assert "Scene: The bald man stands at the table" in prompt
    assert prompt.count("bald man:") == 1
    assert faults(prompt, board, clip, offer) == []


@pytest.mark.parametrize("count", range(2, 7))
@pytest.mark.parametrize("thing", ["waistcoat", "apron", "wet coat", "voice", "black rubber boots", "hat"])
def test_what_somebody_who_is_called_by_a_garment_has_stands_before_them(count, thing):
    people = english(count)
    prompt, *_ = clip_of(
        people, [f"{' and '.join(people)} wait. {name}'s {thing} is in the light" for name in people], "en"
    )

    for shade in SHADES[:count]:
        assert re.search(rf"[Tt]he {thing} of the man in the {shade} [^.']* is in the light", prompt)
    assert not re.search(r"man in the [^.;,]*['’]s ", prompt)


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize(
    "beast", ["GOOSE (white cloth hand puppet, long neck)", "the grey mare (small, one white foot)", "OLD TOBY"]
)
def test_a_pronoun_behind_an_animal_is_nobody_of_the_film(beast, count):
    """Another shot of the place has the one woman of it: she is not the animal."""
    people = {
        name: Character(30, "female, 30, hair (black, long), clothes (red, wool coat)", name, "") for name in NAMES[:1]
    } | {name: each for name, each in english(5).items() if name in NAMES[1 : count + 1]}
    men = " and ".join(NAMES[1 : count + 1])
    prompt, *_ = clip_of(
        people, [f"{NAMES[0]} stands at the well", f"{men} and {beast} are at the well, a rope round her neck"], "en"
    )

    assert "a rope round her neck" in prompt


@pytest.mark.parametrize("count", range(1, 5))
def test_what_only_means_somebody_by_what_they_are_may_be_what_they_are_called(count):
    """A script that says "an old woman" of IDA has that as her other name; no other noun is looked for."""
    people = english(count) | {
        "IDA": Character(69, "female, 69, hair (white, long braid), clothes (red, wool coat)", "IDA", "")
    }
    looks = read_appearance(people["IDA"].appearance)
    member = Member("IDA", "person", looks, Voice("female", 190, 205, "British"), aliases=("old woman",))
    first = clip_of(people, ["IDA stands at the bell, an old woman alone"], "en")
    told = render(first[1], (first[2],), first[3], Cast((member,)))[0]

    assert "the old woman: aged 69" in told
    assert "figure" not in told


@pytest.mark.parametrize(
    ("deed", "heard"),
    [
        ("squeaks it", False),
        ("rattles the line off", False),
        ("croaks out the name", False),
        ("opens the gate, and it squeaks", True),
    ],
)
def test_how_somebody_says_a_line_is_no_sound_beside_it(deed, heard):
    english_ = Language.of("en")

    assert bool(overheard.told(f"The boy {deed}.", english_, english_, speaks=True)) == heard


@pytest.mark.parametrize(
    "view",
    ["in exactly the same frame", "in the very same framing", "the same picture", "exactly the same composition"],
)
def test_a_picture_like_that_of_another_clip_is_told_without_it(view):
    prompt, *_ = clip_of(english(1), [f"ADAM's face {view}, eyes wide"], "en")

    assert "same" not in prompt
    assert "exactly" not in prompt


def test_what_has_befallen_a_group_stands_with_its_clothes():
    looks = "group, 30, hair (black, short), clothes (grey, padded coats; soaked sleeves)"
    prompt, *_ = clip_of({"SOLDIERS": Character(30, looks, "SOLDIERS", "")}, ["SOLDIERS crowd the well"], "en")

    assert "Scene: Soldiers crowd the well" in prompt
    assert rows_of(prompt)[0].startswith("the soldiers: in grey padded coats, with soaked sleeves")


@pytest.mark.parametrize("name", ["捕快", "染工", "轿夫", "侍卫们", "街坊百余人", "士兵"])
def test_several_people_of_one_entry_keep_the_word_of_the_script_and_have_their_looks_in_the_list(name):
    looks = "男，40岁，头发（黑色和花白，长短不一、有高有矮），衣服（灰色，号衣、黑靴）"
    prompt, board, clip, offer = clip_of(
        {name: Character(40, looks, name, "")}, [f"{name}站在门口", f"{name}的刀举着"], "zh"
    )

    assert f"Scene: {name}站在门口" in prompt
    assert f"Scene: {name}的刀举着" in prompt
    assert rows_of(prompt) == [f"{name}：黑色和花白长短不一、有高有矮，穿灰色号衣、黑靴"]
    found = check.check_prompts((prompt,), (clip,), board, [], offer, None)
    assert [each.rule for each in found if each.rule != "prompt-time"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 5))
def test_who_is_seen_by_a_hand_alone_is_in_the_list_too(count, language):
    """A face may be soft beyond the hand, and no other clip tells it."""
    people, _ = crowd(count, language)
    hand = "{}的右手按在钟上" if language == "zh" else "The right hand of {} lies on the bell"
    prompt, board, clip, offer = clip_of(people, [hand.format(name) for name in people], language)

    assert len(rows_of(prompt)) == count
    assert faults(prompt, board, clip, offer) == []


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("四只羊站成一排，每只羊身上写着一个红字，依次写着“蛋”“右”“往”“糕”", ["蛋", "右", "往", "糕"]),
        ('Carved in three rows: "TOM 5", "TOM 7" and "TOM 9". His thumb climbs', ["TOM 5", "TOM 7", "TOM 9"]),
        ("手掌抹掉干苔，最深一道旁是清楚的“莲 十岁”", ["莲 十岁"]),
        ("一道新刻痕旁边“爹 三十”", ["爹 三十"]),
    ],
)
def test_all_words_of_a_row_can_be_read(picture, words):
    assert list(seen_words(picture)) == words


@pytest.mark.parametrize(
    ("deed", "sound"),
    [
        ("The lock shrieks and turns.", "a screech of metal"),
        ("The hinges scream.", "a screech of metal"),
        ("蓝水从缸沿一滴滴落地。", ""),
        ("血一滴滴淌下来。", ""),
        ("仪器滴滴响。", "嘀的一声"),
    ],
)
def test_a_lock_that_shrieks_is_metal_and_drops_are_no_beep(deed, sound):
    language = Language.of("en" if deed.isascii() else "zh")

    assert overheard.told(deed, language, language) == ([sound] if sound else [])


@pytest.mark.parametrize(
    ("picture", "fixed"),
    [("ADAM stands at the heap. The camera rises slowly", False), ("ADAM stands at the heap and rises slowly", True)],
)
def test_a_camera_that_moves_in_the_picture_is_not_static(picture, fixed):
    prompt, *_ = clip_of(english(1), [picture], "en")

    assert (", static" in re.search(r"^Camera: .*$", prompt, re.MULTILINE)[0]) == fixed


@pytest.mark.parametrize("form", ["sora", "kling"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 7))
def test_a_board_that_no_director_wrote_has_the_same_list(count, language, form):
    people, pictures = crowd(count, language)
    _, board, clip, offer = clip_of(people, pictures, language, form)
    short = tuple(
        replace(shot, visual=picture) for shot, picture in zip(board.shots, [*pictures, *pictures * 9], strict=False)
    )
    board = replace(board, shots=short)
    prompt = render(board, (clip,), offer)[0]

    told = [HAN[at][0] for at in range(count)] if language == "zh" else [f"aged {30 + at}" for at in range(count)]
    assert all(prompt.count(each) == 1 for each in told)
    assert not re.search(r"岁、|, aged", prompt)
    assert len(rows_of(prompt)) == (count if form == "sora" else 0)
    assert faults(prompt, board, clip, offer) == []
    gone = re.sub(r"^(?:人物|Characters): .*\n", "", prompt, count=1, flags=re.MULTILINE)
    assert bool(faults(gone, board, clip, offer)) == (form == "sora")


@pytest.mark.parametrize(
    ("picture", "row"),
    [
        ("The photographer ADAM stands at the table", "the man: a photographer, aged 30"),
        ("Retired boxer ADAM stands at the table", "the man: a retired boxer, aged 30"),
        ("His brother ADAM stands at the table", "the man: aged 30"),
        ("照相师傅王甲站在桌边", "男子：照相师傅，30岁"),
        ("养蜂人王甲站在桌边", "男子：养蜂人，30岁"),
        ("哥哥王甲站在桌边", "男子：30岁"),
    ],
)
def test_what_somebody_is_by_trade_stands_in_their_row(picture, row):
    language = "en" if picture.isascii() else "zh"
    people, _ = crowd(1, language)
    prompt, *_ = clip_of(people, [picture], language)

    assert rows_of(prompt)[0].startswith(row)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", range(1, 5))
def test_a_name_within_a_row_is_found(count, language):
    people, pictures = crowd(count, language)
    prompt, board, clip, offer = clip_of(people, pictures, language)
    last = list(people)[-1]
    leaked = re.sub(r"^((?:人物|Characters): .*)$", rf"\1, {last}", prompt, count=1, flags=re.MULTILINE)

    assert leaked != prompt
    assert not [
        each for each in check.check_prompts((prompt,), (clip,), board, [], offer, None) if each.rule == "name-leak"
    ]
    found = check.check_prompts((leaked,), (clip,), board, [], offer, None)
    assert [last in each.message for each in found if each.rule == "name-leak"] == [True]


BEASTS = {
    "zh": [("老黄牛", "一头左角断了的老黄牛"), ("白鹅", "一只脖子很长的大白鹅"), ("木船", "船头漆成红色的旧木船")],
    "en": [
        ("mare", "old dun horse, grey muzzle, swayed back"),
        ("goose", "large white bird, one bent wing"),
        ("barge", "flat tarred boat with a red bow"),
    ],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_an_animal_or_a_thing_has_its_look_in_a_sentence_of_its_own_and_no_other_has_it(count, language, form):
    """Behind the first word for it, and before what it owns, the board has it in brackets: prompts have it once a clip, behind the picture."""
    people, (picture, *_) = crowd(1, language)
    told = BEASTS[language][:count]
    looks = ["（{}）" if language == "zh" else " ({})"] * count
    first = "，画左站着{}{}" if language == "zh" else ". On the left stands the {}{}"
    then = "，手按着{}{}的背" if language == "zh" else ". A hand lies on the {}{}'s back"
    pictures = [
        picture
        + "".join(sentence.format(each, mark.format(look)) for (each, look), mark in zip(told, looks, strict=True))
        for sentence in (first, then)
    ]
    prompt, board, clip, offer = clip_of(people, pictures, language, form)

    assert [prompt.count(look) for _, look in told] == [2 if offer.again else 1] * count
    assert not any(mark.format(look) in prompt for (_, look), mark in zip(told, looks, strict=True))
    if form == "sora":
        assert len(rows_of(prompt)) == 1  # a list of people holds no things
        gone = prompt.replace(told[0][1], "")
        assert faults(gone, board, clip, offer) != []
    assert faults(prompt, board, clip, offer) == []


@pytest.mark.parametrize(
    ("heading", "label"), [("On the left {}", "On the left the man"), ("On the right only {}", "only the man")]
)
def test_a_side_of_the_picture_is_no_word_of_whoever_stands_there(heading, label):
    people, _ = crowd(1, "en")
    name = next(iter(people))
    people = {"PAPA": people[name]}
    prompt, *_ = clip_of(people, [heading.format("PAPA") + " bends down"], "en")

    assert label.casefold() in prompt.casefold()


def test_an_article_that_the_cast_has_before_a_name_is_an_article_in_a_picture():
    people, _ = crowd(1, "en")
    looks = read_appearance(next(iter(people.values())).appearance)
    voice = Voice("male", 190, 205, "British")
    member = Member("AUCTIONEER", "person", looks, voice, aliases=("THE AUCTIONEER",))
    naming = names.naming({"AUCTIONEER": next(iter(people.values()))}, Cast((member,)), "", "en")

    text = "Above it the AUCTIONEER faces us. THE AUCTIONEER bows"
    assert [text[start:end] for start, end, _ in names.matches(text, naming)] == ["AUCTIONEER", "THE AUCTIONEER"]


@pytest.mark.parametrize(
    ("language", "device", "told"),
    [
        ("en", "phone", "heard over the phone"),
        ("en", "radio", "heard over the radio"),
        ("zh", "电话", "电话音"),
        ("zh", "对讲机", "从无线电里传来"),
    ],
)
@pytest.mark.parametrize("count", [2, 4])
def test_every_line_of_somebody_unseen_says_through_what_it_is_heard_where_one_of_theirs_in_the_scene_does(
    language, device, told, count
):
    """Each may stand in a clip of its own, and a model has seen no other."""
    people, (picture, *_) = crowd(2, language)
    voice = [*people][1]
    _, board, _, offer = clip_of(people, [picture] * count, language)
    aside, off = ("（{}）", "（画外音）") if language == "zh" else ("({})", "(voice-over)")
    line = Dialogue(voice, "走" if language == "zh" else "Go.")
    lines = tuple(
        replace(shot, dialogue=line, action="\n".join([off, *([aside.format(device)] if at == 0 else [])]))
        for at, shot in enumerate(board.shots[:count])
    )
    board = replace(board, shots=(*lines, *board.shots[count:]))
    clips = [Clip((Part(at, shot.dialogue.text, shot.tenths, shot.tenths),), 10) for at, shot in enumerate(lines)]

    assert [told in prompt for prompt in render(board, clips, offer)] == [True] * count


@pytest.mark.parametrize("count", [2, 4])
def test_a_device_that_speaks_in_one_picture_is_told_with_every_line_of_who_is_heard_through_it(count):
    people, (picture, *_) = crowd(2, "en")
    voice = [*people][1]
    _, board, _, offer = clip_of(people, [picture] * count, "en")
    radio = "The olive radio stands on the wet rail. At the first crackle dew shivers off its grille."
    lines = tuple(
        replace(shot, dialogue=Dialogue(voice, "Go."), action="(voice-over)", visual=radio if at == 0 else picture)
        for at, shot in enumerate(board.shots[:count])
    )
    board = replace(board, shots=(*lines, *board.shots[count:]))
    clips = [Clip((Part(at, shot.dialogue.text, shot.tenths, shot.tenths),), 10) for at, shot in enumerate(lines)]
    unseen = [at == 0 or voice not in shot.visual for at, shot in enumerate(lines)]

    assert ["heard over the radio" in prompt for prompt in render(board, clips, offer)] == unseen
    assert any(unseen)


@pytest.mark.parametrize(
    ("told", "hour"),
    [("early morning", "early morning"), ("afternoon", "afternoon"), ("清晨", "清晨"), ("午后", "午后")],
)
def test_the_hour_of_a_director_is_told_and_no_more_than_day_is_not(told, hour):
    language = "en" if told.isascii() else "zh"
    people, pictures = crowd(1, language)
    _, board, clip, offer = clip_of(people, pictures, language)
    day = f"day ({told})" if language == "en" else f"白天（{told}）"
    board = replace(board, shots=tuple(replace(shot, time=day) for shot in board.shots))
    prompt = render(board, (clip,), offer)[0]
    setting = re.search(r"^(?:Setting|地点): (.*)$", prompt, re.MULTILINE)[1]

    assert hour in setting
    assert not re.search(r"\bday\b|白天", setting)
    fields = [
        each for each in check.check_prompts((prompt,), (clip,), board, [], offer, None) if each.rule == "prompt-field"
    ]
    assert [each.message for each in fields if "scene" in each.message] == []


@pytest.mark.parametrize(
    ("caption", "town"), [("Summer, 1965", ""), ("NEBRASKA, 1932", "Nebraska"), ("Marathon, 2019", "")]
)
def test_a_season_over_a_scene_is_no_town(caption, town):
    people, pictures = crowd(1, "en")
    _, board, clip, offer = clip_of(people, pictures, "en")
    first = replace(board.shots[0], visual=f"{board.shots[0].visual} Caption: “{caption}”")
    prompt = render(replace(board, shots=(first, *board.shots[1:])), (clip,), offer)[0]
    setting = re.search(r"^Setting: (.*)$", prompt, re.MULTILINE)[1]

    assert (town in setting) if town else not re.search("Summer|Marathon", setting)


@pytest.mark.parametrize("form", ["sora", "kling"])
@pytest.mark.parametrize(
    ("language", "worn"),
    [
        ("en", "vest with 4407 on its back"),
        ("en", "bib with number 4407"),
        ("zh", "号码布4407背心"),
        ("zh", "背心、背上印着4407"),
    ],
)
def test_a_number_that_somebody_wears_may_be_read(language, worn, form):
    people, pictures = crowd(1, language)
    name, one = next(iter(people.items()))
    looks = read_appearance(one.appearance)
    people = {name: replace(one, appearance=write_appearance(replace(looks, clothes_style=worn), language))}
    prompt, board, clip, offer = clip_of(people, pictures, language, form)

    assert "“4407”" in prompt.splitlines()[-1]
    found = check.check_prompts((prompt,), (clip,), board, [], offer, None)
    assert [each.message for each in found if each.rule == "prompt-rule"] == []


@pytest.mark.parametrize("place", ["kitchen", "barber shop", "office"])
def test_a_place_of_somebody_is_told_without_a_pronoun_that_a_clip_need_not_explain(place):
    people, pictures = crowd(2, "en")
    _, board, clip, offer = clip_of(people, pictures, "en")
    owner = next(iter(people))
    board = replace(board, shots=tuple(replace(shot, location=f"{owner}'s {place} (inside)") for shot in board.shots))
    prompt = render(board, (clip,), offer)[0]

    assert re.search(rf"Setting: the {place}, interior", prompt)
    assert not re.search(rf"\b(?:his|her) {place}\b", prompt)


@pytest.mark.parametrize("form", ["kling", "wan", "story", "seedance"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 3, 6])
def test_nobody_has_another_label_in_a_later_shot_whatever_the_form(count, language, form):
    """A second name of somebody in a prompt is somebody new."""
    people, pictures = crowd(count, language)
    profile = {"kling": "kling-3", "wan": "wan-3", "story": "vidu-q3", "seedance": "seedance-2"}[form]
    assert load_profiles(None)[profile].again == "noun"
    prompt, *_ = clip_of(people, pictures[:count] * 3, language, form)
    stood = "站在桌边" if language == "zh" else " stands at the table"
    labels = re.findall(rf"(?:^|[：:。.] ?)([^：:。.，]{{1,40}}?){stood}", prompt, re.MULTILINE)
    assert len(labels) == 3 * count
    assert len(set(labels)) == count


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_shots_too_long_for_kling_have_people_place_sounds_and_light_told_before_them_and_read_back(count, language):
    """Words that stood in a shot stand before the first; none is lost, and none stands twice."""
    people, pictures = crowd(count, language)
    whole, board, clip, offer = clip_of(people, pictures[:count], language, "kling")
    heard = "听见：雨打窗" if language == "zh" else "heard: rain on the pane"
    comma = "，" if language == "zh" else ", "
    shots = tuple(replace(shot, style_tags=f"{shot.style_tags}{comma}{heard}") for shot in board.shots)
    board = replace(board, shots=shots)
    whole, short = (render(board, (clip,), replace(offer, shot_size=size))[0] for size in (0, 60))
    head = short.partition("Shot 1 " if language == "en" else "镜头1（")[0]
    assert not whole.partition("Shot 1 " if language == "en" else "镜头1（")[0]
    for told in ("雨打窗", "这里是", *(f"{30 + at}岁" for at in range(count))) if language == "zh" else (
        "rain on the pane", "the place is the hall", *(f"aged {30 + at}" for at in range(count)),
    ):  # fmt: skip
        assert told in head.replace("The place", "the place")
        assert told not in short[len(head) :]
    found = check.check_prompts((short,), (clip,), board, [], replace(offer, shot_size=60), None)
    assert [each.message for each in found if each.rule in ("prompt-person", "prompt-field", "prompt-form")] == []
    untold = head.replace("雨打窗", "风").replace("rain on the pane", "wind")
    found = check.check_prompts((short.replace(head, untold),), (clip,), board, [], replace(offer, shot_size=60), None)
    assert "prompt-field" in [each.rule for each in found]

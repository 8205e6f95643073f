"""Patterns that are compiled late are the ones that `re` would have compiled at once."""

import ast
import marshal
import os
import pickle
import pkgutil
import re
import subprocess
import sys
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storyboard
from storyboard import patterns
from storyboard.cast import said
from storyboard.patterns import _Deferred, _made, begun, deferred, either, grouped, holds, lettered, passing, spotted

PACKAGE = Path(storyboard.__file__).parent


def test_asked_it_answers_as_the_compiled_one_does():
    late, now = deferred(r"(?P<n>\d+)\s*岁", re.I), re.compile(r"(?P<n>\d+)\s*岁", re.I)

    assert late.search("他 30 岁")["n"] == now.search("他 30 岁")["n"]
    assert [late.sub("x", "3岁4岁"), late.findall("3岁"), late.groups, late.flags, late.pattern] == [
        now.sub("x", "3岁4岁"),
        now.findall("3岁"),
        now.groups,
        now.flags,
        now.pattern,
    ]


def test_it_goes_to_other_processes_and_is_copied_whether_used_or_not():
    for late in (deferred("a+"), used := deferred("a+")):
        used.search("a")
        assert pickle.loads(pickle.dumps(late)).search("caab").span() == (1, 3)
        assert deepcopy(late).fullmatch("aa")


@pytest.mark.wide
def test_every_deferred_pattern_of_the_package_compiles_to_what_re_makes_of_it():
    """To its code and flags, kept or not; and a mistake in one would else be told by the script that first needs it."""
    wrong, seen = [], 0
    for module in pkgutil.walk_packages(storyboard.__path__, "storyboard."):
        if "deferred(" not in _source(module.name):
            continue
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, _Deferred):
                seen += 1
                try:
                    now = re.compile(value.pattern, value._flags)
                except re.error as fault:
                    wrong.append(f"{module.name}.{name}: {fault}")
                else:
                    wrong += [f"{module.name}.{name} is another one"] * (_made(value.pattern, value._flags) != now)
    assert (wrong, seen > 200) == ([], True)


def test_patterns_are_the_same_in_every_process_whatever_order_its_sets_have():
    """Else each run would compile another one, and write the file of all of them anew."""
    script = Path(__file__).parents[1] / "samples" / "rain.txt"
    code = f"""
from storyboard import patterns
from storyboard.parse import parse
from storyboard.read import read
from storyboard.cast.gather import gather
made = set()
compiled = patterns._made
patterns._made = lambda pattern, flags: made.add(pattern) or compiled(pattern, flags)
from storyboard.parse import markers, speeches
assert (markers.CAPTION.match(""), markers.SOUND.match(""), markers.LABELLED.match(""), speeches.CAMERA_NOTE.match(""))
gather(parse(read({str(script)!r})))
print(len(made), *sorted(made), sep=chr(10))
"""
    one, other = (
        subprocess.run(
            [sys.executable, "-B", "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    )
    assert (one, int(one.split()[0]) > 50) == (other, True)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file of what was compiled, in an empty folder; `kept()` makes a new process of this one, which ends at once."""
    place = tmp_path / "cache" / "patterns"
    monkeypatch.setattr(patterns, "_place", lambda: place)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def again():
        if patterns._new:
            patterns._keep()
        patterns._rows.cache_clear()
        monkeypatch.setattr(patterns, "_new", {})
        return place

    again.place = place
    patterns._rows.cache_clear()
    monkeypatch.setattr(patterns, "_new", {})
    yield again
    patterns._rows.cache_clear()


def test_what_one_process_compiled_no_other_compiles_anew(kept):
    now = re.compile(r"(?P<n>\d+)\s*years?|(\w)\2", re.I)
    assert _made(now.pattern, int(re.I)) == now
    assert kept().exists()

    again = _made(now.pattern, int(re.I))

    assert (again, again.groupindex, again.groups) == (now, now.groupindex, now.groups)
    assert again.search("30 Years")["n"] == "30"
    assert patterns._new == {}


@pytest.mark.parametrize("file", [b"", b"no such thing", "another Python", "other rows", "rows of before"])
def test_a_file_that_is_none_of_ours_is_not_used_and_written_anew(kept, file):
    places, data = _with_a_row(b"")
    rows = {
        "another Python": ("3.1", places, data),
        "other rows": (sys.version, [1]),
        "rows of before": (sys.version, {}),
    }
    kept.place.parent.mkdir()
    kept.place.write_bytes(marshal.dumps(rows[file]) if file in rows else file)

    assert _made("a+", 0) == re.compile("a+")
    kept()
    assert _made("a+", 0) == re.compile("a+")
    assert patterns._new == {}


def test_a_row_that_the_engine_refuses_is_compiled_anew(kept):
    kept.place.parent.mkdir()
    kept.place.write_bytes(marshal.dumps((sys.version, *_with_a_row(b"1234"))))

    assert _made("a+", 0) == re.compile("a+")


def test_a_row_of_another_pattern_with_the_same_number_is_not_taken_for_it(kept, monkeypatch):
    monkeypatch.setattr(patterns, "_number", lambda key: 1)
    assert _made("a+", 0) == re.compile("a+")
    kept()

    assert _made("b+", 0).search("aab")[0] == "b"
    kept()
    assert _made("a+", 0) == re.compile("a+")


def test_what_is_kept_is_put_beside_what_others_kept_meanwhile(kept):
    assert _made("a+", 0)
    kept()
    assert _made("b+", 0)
    kept()

    assert _made("a+", 0) == re.compile("a+")
    assert _made("b+", 0) == re.compile("b+")
    assert patterns._new == {}


def test_what_several_processes_compile_at_once_is_kept_once(kept):
    """Else the file, which every run reads, grows by all of it with each of them."""
    assert _made("a+", 0)
    row = {**patterns._new}
    size = kept().stat().st_size
    patterns._new.update(row)

    assert kept().stat().st_size == size


def test_a_file_that_is_mostly_rows_of_before_begins_anew(kept):
    assert _made("a+", 0)
    size = kept().stat().st_size
    of, places, data = marshal.loads(kept.place.read_bytes())
    kept.place.write_bytes(marshal.dumps((of, places, data + 2 * data)))
    assert _made("a+", 0) == re.compile("a+")
    assert _made("b+", 0)

    assert kept().stat().st_size == size
    assert _made("b+", 0) == re.compile("b+")


def _with_a_row(code: bytes) -> tuple[dict[int, tuple[int, int]], bytes]:
    """As a file holds it: the row of a pattern with another code than its own."""
    one = patterns._Kept({}, b"").beside({("a+", 0): (0, code, 0, {}, ())})
    return one.places, one.data


def test_patterns_with_names_of_a_script_and_runs_without_bytecode_leave_nothing(kept, monkeypatch):
    assert passing("林晚|顾言").search("顾言")
    assert pickle.loads(pickle.dumps(passing("林晚"))).search("林晚")
    assert patterns._new == {}
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    ended = []
    monkeypatch.setattr(patterns.atexit, "register", ended.append)
    assert deferred("b+c").search("bbc")

    assert ended == []


def _source(module: str) -> str:
    path = PACKAGE.parent / Path(*module.split("."))
    found = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return found.read_text(encoding="utf-8") if found.is_file() else ""


@pytest.mark.house
def test_none_is_given_to_a_function_of_re():
    """`re.sub(PATTERN, …)` takes what `re.compile` made or a text, not what is compiled late."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "deferred(" not in text:
            continue
        tree = ast.parse(text)
        late = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and _named(node.value.func) == "deferred"
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        wrong += [
            f"{path.name}:{call.lineno}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _named(call.func.value) == "re"
            for first in call.args[:1]
            if _named(first) in late
        ]
    assert wrong == []


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def test_loading_the_readers_of_every_kind_of_script_compiles_hardly_any_of_their_patterns():
    """They hold more than two hundred; what is compiled here is mostly that of libraries."""
    script = (
        "import re._compiler as c\nn, made = [0], c.compile\n"
        "def count(*a, **k):\n    n[0] += 1\n    return made(*a, **k)\n"
        "c.compile = count\nimport storyboard.patterns as p\nmade_late = p._made\n"
        "def late(*a):\n    n[0] += 1\n    return made_late(*a)\n"
        "p._made = late\nfrom storyboard.parse import attribution, columns, fountain, prose, tables\n"
        "import storyboard.cli\nprint(n[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 120


def test_what_a_pattern_needs_stands_in_every_text_that_it_fits():
    """Read from its own grammar: whichever way it is fitted, one of these letters is in the text."""
    wrong, seen = [], 0
    for module in pkgutil.walk_packages(storyboard.__path__, "storyboard."):
        if "needs=" not in _source(module.name):
            continue
        for late in _deferred_in(vars(import_module(module.name)).values()):
            if late._needs:
                seen += 1
                tree = re._parser.parse(late.pattern, late._flags)
                if not _certain(tree, set(late._needs), bool(late._flags & re.I)):
                    wrong.append(f"{module.name}: {late.pattern[:60]}")
    assert (wrong, seen > 10) == ([], True)


def _deferred_in(values):
    """Patterns of a module, and those in the rows of its tables."""
    for value in values:
        if isinstance(value, _Deferred):
            yield value
        elif isinstance(value, tuple):
            yield from (each.pattern for each in value if isinstance(getattr(each, "pattern", None), _Deferred))


def _certain(tree, needs, folded) -> bool:
    """Whether every way to fit a piece of grammar has one of the letters."""
    return any(_holds(operator, given, needs, folded) for operator, given in tree)


def _holds(operator, given, needs, folded) -> bool:
    name = str(operator)
    if name in ("LITERAL", "RANGE"):
        first, last = (given, given) if name == "LITERAL" else given
        return all(_forms(chr(code), folded) <= needs for code in range(first, last + 1))
    if name == "IN":
        return all(str(one) in ("LITERAL", "RANGE") and _holds(one, each, needs, folded) for one, each in given)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return given[0] > 0 and _certain(given[2], needs, folded)
    if name == "SUBPATTERN":
        return _certain(given[3], needs, folded or bool(given[1] & re.I))
    if name == "BRANCH":
        return all(_certain(each, needs, folded) for each in given[1])
    return name == "ASSERT" and _certain(given[1], needs, folded)


def _forms(letter, folded) -> set[str]:
    everything = map(chr, range(0x3000)) if folded else ()
    return {letter, *(each for each in everything if re.fullmatch(re.escape(letter), each, re.I))}


@pytest.mark.parametrize("text", ["", "没有这个字", "他 30 岁，4岁", "岁"])
def test_a_pattern_that_needs_letters_answers_as_the_compiled_one_does(text):
    now = re.compile(r"(\d+)\s*岁")
    for ask in (
        lambda one: one.search(text) and one.search(text)[0],
        lambda one: one.match(text) and one.match(text)[0],
        lambda one: one.fullmatch(string=text) and 1,
        lambda one: [match.span() for match in one.finditer(text)],
        lambda one: one.findall(text),
        lambda one: one.sub("x", text),
        lambda one: one.sub("x", string=text),
        lambda one: one.split(text),
    ):
        assert ask(deferred(r"(\d+)\s*岁", needs="岁")) == ask(now)


WRITTEN = st.text("aAb.老女人头 ", max_size=4)


@given(st.lists(WRITTEN, max_size=8), st.text("aAb.老女人头 ", max_size=20), st.sampled_from([0, re.I]))
def test_words_that_begin_alike_are_one_group_and_fit_as_if_they_were_tried_one_by_one(words, text, flags):
    """The longest first, wherever in a text, in capitals and small letters."""
    together, one_by_one = (re.compile(f"({pattern})(.)?", flags) for pattern in (grouped(words), either(words)))
    assert [found.span(1) for found in together.finditer(text)] == [
        found.span(1) for found in one_by_one.finditer(text)
    ]


@given(
    st.lists(st.text("-^]\\\\ab老女人头", min_size=2, max_size=4), min_size=1, max_size=8),
    st.text("-^]\\\\ab老女人头 ", max_size=20),
)
def test_words_are_found_where_their_first_two_characters_are_looked_for_first(words, text):
    first, plain = (re.compile(pattern) for pattern in (f"{begun(words)}(?:{grouped(words)})", grouped(words)))
    assert [found.span() for found in first.finditer(text)] == [found.span() for found in plain.finditer(text)]


@given(st.lists(WRITTEN.filter(bool), min_size=1, max_size=8), st.text("aAb.老女人头 ", max_size=20))
def test_alternatives_that_are_spotted_by_their_first_letter_fit_as_any_others(words, text):
    """Also where they come again and again, and behind something else."""
    words = "|".join(word.replace(".", "b") for word in words)
    spotted_, plain = (re.compile(f"老?(?P<found>{pattern})*(.)?") for pattern in (spotted(words), f"(?:{words})"))
    assert [found.span("found") for found in spotted_.finditer(text)] == [
        found.span("found") for found in plain.finditer(text)
    ]


@given(
    words=st.permutations(["cap", "cape", "coat", "(?<=cotton )slip", "slip", "slip dress", "suit"]),
    text=st.lists(st.sampled_from(["cap", "Cape", "COAT", "slip", " dress", "cotton ", "suit", " ", "x"])).map("".join),
)
def test_alternatives_behind_a_look_at_their_first_letter_fit_in_the_order_they_had(words, text):
    by_letter, plain = (
        re.compile(rf"\b(?:{pattern})", re.I) for pattern in (lettered("|".join(words)), "|".join(words))
    )

    assert [found.span() for found in by_letter.finditer(text)] == [found.span() for found in plain.finditer(text)]


def test_every_chinese_word_for_what_somebody_has_on_has_a_sign_near_its_end():
    """Without one nothing is looked for: 313 signs, each of one character or two."""
    for words in (said._GARMENTS_ZH, said._STYLES, said._MARKS_ZH):
        for word in words.split("|"):
            assert said.TELLING.search(word, max(len(word) - said.LONGEST_SIGN, 0)), word
    assert [word for word in said._STYLES.split("|") if not said._HAIR_TELLING.search(word)] == []
    assert [word for word in said._GARMENTS_ZH.split("|") if not said._GARMENT_SIGNS.search(word)] == []
    assert not said._HAIR_TELLING.search("他穿着一件旧大衣")


def test_every_english_word_for_what_somebody_has_on_is_looked_for():
    """`of` is none of them: it only must not stand behind `whites`."""
    assert not said.may_tell_en("The end of it.")
    for word in ("whites", "habit", "mac", "raincoat", "raincoats", "glasses", "eye patch", "burly"):
        assert said.may_tell_en(f"A {word}."), word


def test_a_common_word_alone_tells_no_looks_and_behind_its_own_it_does():
    """`up` ends pinned-up and is in most sentences: every word of the lists that ends so is still found, what only stands up is not looked into."""
    lists = "|".join((said._MARKS_EN, said._KINDS_EN, said._GARMENTS_EN)).split("|")
    ended = [word for word in lists if re.search(rf"\b(?:{'|'.join(said._COMMON_EN)})$", word)]
    assert len(ended) > 5
    assert [word for word in ended if not said.tells_en(f"Mara, {word}, goes.".replace("-?", "-"))] == []
    assert not said.tells_en("Mara stands up, goes back over the hill, and the sun has set.")
    assert said.tells_en("Mara stands up in a raincoat.")
    assert said.tells_en("Mara stands up, 四十岁.")


@pytest.mark.parametrize("text", ["", "电", "话电", "电话里的声音", "→->", "- >", "a", "ba", "abc"])
def test_words_are_looked_for_by_their_ends_as_they_are_by_themselves(text):
    """Whether one stands in a text is told alike, also where its letters do and it does not."""
    for words in ((), ("电话",), ("->", "=>"), ("a",), ("abc", "话")):
        assert holds(text, words) == any(word in text for word in words)

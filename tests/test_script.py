"""The parsed script itself: lines of offsets."""

from hypothesis import given
from hypothesis import strategies as st

from storyboard.model import Source
from storyboard.parse import parse
from tests.effort import effort


@given(st.text("林晚：走。△\n\r ", max_size=80), st.data())
def test_the_line_of_an_offset_counts_the_breaks_before_it(text, data):
    """1-based; offsets from the first character to just behind the last."""
    script = parse(Source("x.txt", "1-1 日 内 客厅\n" + text, "utf-8"))
    offset = data.draw(st.integers(0, len(script.text)))

    assert script.line_of(offset) == script.text[:offset].count("\n") + 1


def test_lines_of_a_long_script_are_looked_up_not_counted():
    """A hundred thousand characters, two hundred questions: breaks are found once, in a tenth of the work of counting each time."""
    script = parse(Source("x.txt", "1-1 日 内 客厅\n" + "林晚：我们走吧，别再回头了，天快亮了。\n" * 5000, "utf-8"))
    starts = [unit.start for unit in script.units[:5000:25]]

    def looked_up():
        return [script.line_of(start) for start in starts]

    def counted():
        return [script.text.count("\n", 0, start) + 1 for start in starts]

    assert looked_up() == counted()
    assert effort(looked_up) < effort(counted) / 10

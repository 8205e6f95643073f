"""Pace: whether the words fit into the seconds, on the board and in what is bought."""

from storyboard.model import Family, Rule, Wording

FAMILY = Family("pace", Wording("语速", "How fast"), (
    Rule("too-fast", "fault", ("board", "board clips"), {
        "characters": Wording("每秒 {rate:.1f} 字：“{text}”只有 {seconds:g} 秒，会被截断", "{rate:.1f} characters a second: “{text}” in {seconds:g} s would be cut off"),
        "words": Wording("每秒 {rate:.1f} 词：“{text}”只有 {seconds:g} 秒，会被截断", "{rate:.1f} words a second: “{text}” in {seconds:g} s would be cut off"),
        "clip": Wording("片段 {clip:03d}：“{text}”只有 {seconds:g} 秒，会被截断", "clip {clip:03d}: “{text}” in {seconds:g} s would be cut off"),
    }, "money"),
    Rule("fast", "warning", ("board",), {
        "characters": Wording("每秒 {rate:.1f} 字：“{text}”只有 {seconds:g} 秒，听着赶", "{rate:.1f} characters a second: “{text}” in {seconds:g} s would sound rushed"),
        "words": Wording("每秒 {rate:.1f} 词：“{text}”只有 {seconds:g} 秒，听着赶", "{rate:.1f} words a second: “{text}” in {seconds:g} s would sound rushed"),
    }),
    Rule("tempo", "warning", ("board",), {
        "": Wording("{name}的语速是 {tempo} SPM；通常是 200-320，说得慢就费秒数", "{name} speaks at {tempo} SPM; 200-320 is usual, and slow speech costs seconds"),
    }),
))  # fmt: skip

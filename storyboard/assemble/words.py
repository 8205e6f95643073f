"""What the page says in its own voice, in the language of the script."""

_CHINESE = "'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC'"

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "fonts": f"-apple-system, 'PingFang SC', {_CHINESE}, 'Segoe UI', Roboto, sans-serif",
        "lang": "zh-Hans", "board": "分镜表", "scenes": "场", "shots": "镜头", "clips": "片段", "paid": "生成秒数", "film": "成片时长",
        "saving": "比顺序装片省", "seconds": "秒", "shot": "镜头", "clip": "片段", "characters": "人物", "name": "姓名",
        "looks": "外貌", "hair": "头发", "clothes": "衣服", "voice": "声音", "prompt": "提示词", "copy": "复制", "copied": "已复制",
        "assumed": "剧本没写、由程序假定的", "tail": "片尾静默，剪去", "kept": "保留", "model": "模型", "play": "从这里播放",
        "missing": "尚未生成", "print": "打印",
        "hold": "补足时长的空镜", "lines": "句台词", "continued": "续", "group": "群体", "only_voice": "仅声音", "joint": "多人同声",
    },
    "en": {
        "fonts": f"-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', {_CHINESE}, sans-serif",
        "lang": "en", "board": "Storyboard", "scenes": "scenes", "shots": "shots", "clips": "clips", "paid": "generated",
        "film": "film", "saving": "saved against packing in order", "seconds": "s", "shot": "Shot", "clip": "Clip",
        "characters": "Characters", "name": "Name", "looks": "Looks", "hair": "hair", "clothes": "clothes", "voice": "Voice",
        "prompt": "Prompt", "copy": "Copy", "copied": "Copied", "assumed": "Assumed, because the script does not say",
        "tail": "silent tail, cut off", "kept": "kept", "model": "model", "play": "Play from here", "missing": "not made yet",
        "print": "Print", "hold": "hold, to fill the length", "lines": "lines", "continued": "continued", "group": "group",
        "only_voice": "voice only", "joint": "together",
    },
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The texts for a script's language; English where we have none."""
    return WORDS.get(language, WORDS["en"])

"""What the page of a comparison says, in both languages."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Comparison", "suite": "suite", "baseline": "Baseline", "metric": "Metric", "every": "All metrics", "show": "Show",
        "all": "All", "different": "Only different", "regressed": "Only regressed", "script": "Script", "scene": "scene",
        "scripts": "scripts", "columns": "columns", "runs": "runs", "totals": "Totals", "totals_note": "Means over the scripts that a column and the baseline both have. Choose a metric to see it in the table above.",
        "better": "better", "worse": "worse", "same": "same", "noise": "within repeats", "differs": "differs", "new": "new", "gone": "gone",
        "failed": "failed", "missing": "no run", "part": "partly failed", "shots": "Shots", "shot": "shot", "prompt": "Prompt", "clip": "Clip",
        "prompts": "Clip prompts", "answers": "Requests", "scores": "Scores", "agree": "repeats agree", "once": "one run: stability unknown", "repeat": "repeat", "recorded": "recorded",
        "changed": "changed", "of": "of", "close": "Close", "against": "against", "diff": "Show changes", "only_left": "only in the baseline", "only_right": "not in the baseline",
        "cut": "cut differently", "equal": "equal to the baseline", "request": "Request", "answer": "Answer", "faults": "Faults", "accepted": "accepted", "refused": "not accepted",
        "asked_again": "asked again", "tokens": "tokens", "cached": "cached", "guessed": "estimated", "seconds": "s", "good": "Good", "poor": "Poor",
        "comment": "Comment", "about": "About", "whole": "the whole run", "save": "Save", "saved": "Saved", "unsaved": "Not saved", "copy": "Copy", "copied": "Copied",
        "command": "A file cannot keep notes. Run this in the workspace, or open the page with --serve:", "notes": "Notes", "no_calls": "Nothing was asked: the rule planner needs no model.",
        "no_script": "The script does not lie beside this board.", "no_prompts": "No clips were packed for this board.", "no_rows": "No row fits this filter.",
        "keys": "Arrow keys move, Enter opens, Esc closes.", "value": "Value", "why": "Why", "where": "Where", "remarks": "Remarks", "checked": "What check finds",
        "light": "hold", "visual": "picture", "camera": "camera", "action": "action", "duration": "duration", "location": "place", "time": "time",
        "weather": "weather", "style_tags": "style", "role": "speaker", "text": "line", "board": "no run: a board", "expand": "Scenes", "is_baseline": "baseline", "episode": "Episode",
        "legend_done": "run", "legend_replayed": "played from a recording", "legend_failed": "failed", "legend_rated": "rated", "theme": "中文", "at_once": "open",
    },
    "zh": {
        "title": "对比", "suite": "套件", "baseline": "基准", "metric": "指标", "every": "全部指标", "show": "显示",
        "all": "全部", "different": "只看不同", "regressed": "只看变差", "script": "剧本", "scene": "场",
        "scripts": "个剧本", "columns": "列", "runs": "次运行", "totals": "汇总", "totals_note": "只对该列与基准都有的剧本取平均。点选一项指标，上表即按它显示。",
        "better": "变好", "worse": "变差", "same": "不变", "noise": "重复波动之内", "differs": "有差异", "new": "新增", "gone": "缺失",
        "failed": "失败", "missing": "没有运行", "part": "部分失败", "shots": "分镜", "shot": "镜头", "prompt": "提示词", "clip": "片段",
        "prompts": "片段提示词", "answers": "请求与回答", "scores": "得分", "agree": "重复一致", "once": "仅一次：稳定性未知", "repeat": "重复", "recorded": "录制",
        "changed": "处改动", "of": "/", "close": "关闭", "against": "对照", "diff": "显示改动", "only_left": "只在基准中", "only_right": "基准中没有",
        "cut": "切分不同", "equal": "与基准相同", "request": "请求", "answer": "回答", "faults": "问题", "accepted": "已接受", "refused": "未接受",
        "asked_again": "重问", "tokens": "tokens", "cached": "缓存", "guessed": "估算", "seconds": "秒", "good": "好", "poor": "差",
        "comment": "评语", "about": "针对", "whole": "整次运行", "save": "保存", "saved": "已保存", "unsaved": "没有保存", "copy": "复制", "copied": "已复制",
        "command": "文件本身不能写入。请在工作区运行下面的命令，或用 --serve 打开本页：", "notes": "评语记录", "no_calls": "没有请求：规则分镜不需要模型。",
        "no_script": "这份分镜旁边没有剧本。", "no_prompts": "这份分镜还没有打包成片段。", "no_rows": "没有符合筛选的行。",
        "keys": "方向键移动，回车打开，Esc 关闭。", "value": "数值", "why": "依据", "where": "位置", "remarks": "说明", "checked": "检查结果",
        "light": "保持", "visual": "画面", "camera": "镜头", "action": "动作", "duration": "时长", "location": "地点", "time": "时间",
        "weather": "天气", "style_tags": "风格", "role": "说话人", "text": "台词", "board": "单独的分镜", "expand": "场次", "is_baseline": "基准", "episode": "集",
        "legend_done": "运行", "legend_replayed": "录制回放", "legend_failed": "失败", "legend_rated": "已评价", "theme": "English", "at_once": "打开",
    },
}  # fmt: skip

METRICS: dict[str, str] = {}
"""Name of a metric -> its Chinese title; a metric that is not here keeps its own."""

"""The takes: what is heard and seen in a finished film, against its lines and shots. `storyboard listen` finds these."""

from storyboard.model import Family, Rule, Wording

FAMILY = Family("takes", Wording("成片", "The takes"), (
    Rule("take-missing-line", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{role}的“{text}”没有说出来", "clip {clip}: {role}'s “{text}” is not said"),
    }),
    Rule("take-changed-line", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{role}的“{text}”说走了样：{changes}", "clip {clip}: {role}'s “{text}” is said otherwise: {changes}"),
    }),
    Rule("take-cut-line", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{role}的“{text}”没有说完：{changes}", "clip {clip}: {role}'s “{text}” breaks off: {changes}"),
    }),
    Rule("take-misplaced-line", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{role}的“{text}”说的次序不对（{start:.1f} 秒）", "clip {clip}: {role}'s “{text}” is said out of order (at {start:.1f} s)"),
    }),
    Rule("take-added-speech", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：多说了“{text}”（{start:.1f} 秒）", "clip {clip}: “{text}” is said though it stands in no line (at {start:.1f} s)"),
        "silent": Wording("片段 {clip}：无对白的镜头里有人说“{text}”（{start:.1f} 秒）", "clip {clip}: “{text}” is said in a silent shot (at {start:.1f} s)"),
    }),
    Rule("take-silent", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：该有对白，成片却没有声音", "clip {clip}: lines are due, and the take is silent"),
    }),
    Rule("take-black", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{start:.1f}-{end:.1f} 秒是黑屏", "clip {clip}: black from {start:.1f} to {end:.1f} s"),
    }),
    Rule("take-frozen", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{start:.1f}-{end:.1f} 秒画面定住不动", "clip {clip}: the picture is frozen from {start:.1f} to {end:.1f} s"),
    }),
    Rule("take-cut", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{start:.1f} 秒处多切了一次", "clip {clip}: a cut at {start:.1f} s that nobody asked for"),
    }),
    Rule("take-no-cut", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：{start:.1f} 秒处该换镜头，却没有换", "clip {clip}: no cut at {start:.1f} s, where the next shot should begin"),
    }),
    Rule("take-shape", "warning", ("clips takes",), {
        "": Wording("片段 {clip}：成片是 {got}，要的是 {wanted}", "clip {clip}: the take is {got}, and {wanted} was ordered"),
    }),
))  # fmt: skip

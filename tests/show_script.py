"""A script as text, for golden files: one line per unit, then scenes, cast and warnings."""

from storyboard.model import Script, Unit


def show(script: Script) -> str:
    rows = [f"{script.format} ({script.reason}), {script.language}, {script.encoding}", ""]
    rows += [_unit(unit) for unit in script.units if unit.kind != "blank"]
    rows += ["", *(f"{e.id}: number {e.number!r}, title {e.title!r}" for e in script.episodes)]
    rows += [
        f"{s.id}: {s.number or '-'} | {s.location or '-'} | {s.interior or '-'} | {s.time or '-'} | {s.weather or '-'} | {s.state or '-'} | {'、'.join(s.cast)}"
        for s in script.scenes
    ]
    rows += [
        "",
        *(
            f"{p.name}: {p.speeches} speeches, age {p.age}, aliases {'、'.join(p.aliases) or '-'}, {p.looks or '-'}"
            for p in script.cast
        ),
    ]
    rows += ["", *(f"line {w.line}: {w.rule}: {w.message}" for w in script.warnings)]
    return "\n".join(rows).rstrip() + "\n"


def _unit(unit: Unit) -> str:
    who = ""
    if unit.kind == "speech":
        parts = (unit.speaker, unit.extension and f"[{unit.extension} = {unit.delivery}]")
        asides = " ".join(f"{part.text}@{part.at}" for part in unit.parentheticals)
        who = " ".join(filter(None, (*parts, asides))) + ": "
    sure = "" if unit.confidence == 1 else f"   <{unit.confidence}: {unit.reason}>"
    return f"{unit.scene or '--':4}{unit.kind:11}{who}{unit.text.replace(chr(10), '⏎')}{sure}"

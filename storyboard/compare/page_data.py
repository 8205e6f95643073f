"""What the page of a comparison shows, as plain data: scripts, boards and long texts stand in it once, named by number."""

import json
from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from storyboard.compare.choose import Chosen, compared
from storyboard.compare.compare import RUNS, ComparedRun, Comparison, one_text
from storyboard.compare.opinions import Opinions, stands
from storyboard.compare.page_words import METRICS, WORDS
from storyboard.compare.side_by_side import FIELDS, blocks, side_by_side
from storyboard.lab.metrics import Metric
from storyboard.lab.runs import RunEpisode
from storyboard.model import Call, Note, Script
from storyboard.records import dataclass

Json = dict[str, Any]


@dataclass(slots=True)
class _Pool:
    """Things that come again in every repeat, each once: prompts, questions, answers, boards."""

    things: list[Any] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    def add(self, thing: str | Json) -> int:
        key = thing if isinstance(thing, str) else json.dumps(thing, ensure_ascii=False)
        if key not in self.known:
            self.known[key] = len(self.things)
            self.things.append(thing)
        return self.known[key]


def page_data(found: Chosen, baseline: str, language: str, token: str = "") -> Json:
    """Everything that the page shows."""
    texts, boards, scripts, results = _Pool(), _Pool(), _Pool(), found.results
    views = [compared(found, column) for column in found.columns]
    metrics = (*views[0].metrics, RUNS)
    names = [each.name for each in metrics]
    rows = [row.script for row in views[0].rows]
    works = {id(work): boards.add(_work(work, texts)) for each in results for work in each.evidence.works}
    runs = [
        {
            **_run(each, texts),
            "row": rows.index(each.run.script),
            "column": found.columns.index(each.run.column),
            "script": scripts.add(_script(each.evidence.script)),
            "works": [[work.id, works[id(work)]] for work in each.evidence.works],
        }
        for each in results
    ]
    judge = judge_data(found.opinions, rows, found.columns, texts) if found.opinions else None
    return {
        "language": language,
        "words": WORDS,
        "token": token,
        "suite": found.suite,
        "columns": found.columns,
        "baseline": found.columns.index(baseline),
        "rows": rows,
        "metrics": [_metric(each) for each in metrics],
        "figures": _figures(views[0], names),
        "verdicts": [_verdicts(view, names) for view in views],
        "totals": [
            [
                [
                    names.index(each.metric),
                    found.columns.index(each.column),
                    each.baseline,
                    each.mean,
                    each.verdict,
                    each.scripts,
                    *each.agreement,
                ]
                for each in view.totals
            ]
            for view in views
        ],
        "remarks": [[[each.kind, each.values] for each in view.remarks] for view in views],
        "scripts": scripts.things,
        "works": boards.things,
        "runs": runs,
        "sides": _sides(results, found.columns, works),
        "fields": FIELDS,
        "texts": texts.things,
        "judge": judge,
    }


def _metric(metric: Metric) -> Json:
    title = {"en": metric.title, "zh": METRICS.get(metric.name, metric.title)}
    return {"name": metric.name, "title": title, "better": metric.better, "unit": metric.unit}


def judge_data(opinions: Opinions, rows: Sequence[str], columns: Sequence[str], texts: _Pool) -> Json:
    """What the judge said: `row-column` -> the verdict in a word and its votes; by column the sums."""
    return {
        "model": opinions.model,
        "prompt": opinions.prompt,
        "base": columns.index(opinions.baseline),
        "cells": {
            f"{rows.index(each.script)}-{columns.index(each.column)}": {
                "stands": stands(each.verdict) if each.verdict else "none",
                "unasked": each.unasked,
                "votes": [[vote.episode, vote.first, vote.winner, texts.add(vote.why)] for vote in each.verdict.votes]
                if each.verdict
                else [],
            }
            for each in opinions.told
        },
        "sums": {columns.index(one.column): [*one.episodes.values(), one.chose, one.first] for one in opinions.sums},
    }


def _script(script: Script) -> Json:
    """Units that are not blank, with the line they begin on, and scenes."""
    units = [
        {
            "id": unit.id,
            "kind": unit.kind,
            "scene": unit.scene,
            "line": _line(script, unit.start, unit.raw),
            "text": unit.raw.strip("\r\n"),
            "speaker": unit.speaker,
        }
        for unit in script.units
        if unit.kind != "blank" and unit.raw.strip()
    ]
    scenes = [
        {
            "id": scene.id,
            "name": " ".join(filter(None, (scene.number, scene.location, scene.time))),
            "episode": scene.episode,
        }
        for scene in script.scenes
    ]
    return {"path": script.path, "language": script.language, "units": units, "scenes": scenes}


def _line(script: Script, start: int, raw: str) -> int:
    return script.line_of(start + len(raw) - len(raw.lstrip("\r\n")))


def _work(work: RunEpisode, texts: _Pool) -> Json:
    traces = work.trace.shots if len(work.trace.shots) == len(work.board.shots) else [None] * len(work.board.shots)
    shots = [
        {
            "visual": shot.visual,
            "camera": shot.camera,
            "action": shot.action,
            "duration": shot.duration,
            "location": shot.location,
            "time": shot.time,
            "weather": shot.weather,
            "style_tags": shot.style_tags,
            "role": shot.dialogue.role,
            "text": shot.dialogue.text,
            "units": trace.units if trace else (),
            "scene": trace.scene if trace else "",
            "line": trace.line if trace else 0,
            "by": " · ".join(filter(None, (trace.by, trace.rule))) if trace else "",
        }
        for shot, trace in zip(work.board.shots, traces, strict=True)
    ]
    clips = [
        {
            "seconds": clip.seconds,
            "whole": len(parts) != len(clip.parts),
            "shots": [part.shot for part in clip.parts],
            "blocks": [texts.add(text.rstrip("\n")) for text in parts],
        }
        for clip, parts in zip(work.clips, blocks(work), strict=False)
    ]
    return {"shots": shots, "clips": clips, "checked": [str(replace(fault, path="")) for fault in work.faults]}


def _run(result: ComparedRun, texts: _Pool) -> Json:
    run = result.run
    return {
        "id": run.id,
        "text": run.script_hash,
        "repeat": run.repeat,
        "started": run.started,
        "model": run.model,
        "reported": run.reported,
        "prompts": run.prompts,
        "params": run.params,
        "tool": run.tool,
        "replayed": run.replayed,
        "error": run.error,
        "remarks": run.remarks,
        "kept": result.folder is not None,
        "scores": {score.metric: [score.value, texts.add(score.why), score.at] for score in result.scores},
        "calls": [_call(call, texts) for call in result.evidence.calls],
        "notes": [note_data(note) for note in result.notes],
    }


def note_data(note: Note) -> Json:
    return {"at": note.at, "rating": note.rating, "comment": note.comment, "about": note.about}


def _call(call: Call, texts: _Pool) -> Json:
    return {
        "kind": call.kind,
        "about": call.about,
        "question": call.question,
        "turn": call.turn,
        "mode": call.mode,
        "messages": [
            [message.get("role", ""), texts.add(str(message.get("content", "")))] for message in call.messages
        ],
        "answer": texts.add(call.answer),
        "faults": call.faults,
        "error": call.error,
        "finish": call.finish,
        "model": call.model,
        "in": call.tokens_in,
        "out": call.tokens_out,
        "cached": call.tokens_cached,
        "guessed": call.guessed,
        "seconds": call.seconds,
        "replayed": call.replayed,
    }


def _figures(view: Comparison, names: Sequence[str]) -> list[Any]:
    """[row][column] -> state and, for each metric, mean, low, high, agreement; null where there is nothing."""
    return [
        [
            {
                "state": cell.state,
                "metrics": [
                    [one.mean, one.low, one.high, one.agreement] if (one := cell.figures.get(name)) else None
                    for name in names
                ],
            }
            for cell in row.cells
        ]
        for row in view.rows
    ]


def _verdicts(view: Comparison, names: Sequence[str]) -> list[Any]:
    """[row][column][metric] -> verdict against this view's baseline."""
    return [
        [[one.verdict if (one := cell.figures.get(name)) else "" for name in names] for cell in row.cells]
        for row in view.rows
    ]


def _sides(results: Sequence[ComparedRun], columns: Sequence[str], works: dict[int, int]) -> Json:
    """`3-7` -> what is not equal in board 7 against board 3: kind, shots there, shots here, fields, after which shot here."""
    found: Json = {}
    for result in results:
        for column in columns:
            other = against(results, result, column) if column != result.run.column else None
            theirs = {work.id: work for work in other.evidence.works} if other else {}
            for work in result.evidence.works:
                if old := theirs.get(work.id):
                    key = f"{works[id(old)]}-{works[id(work)]}"
                    found[key] = found[key] if key in found else _side(old, work)
    return found


def against(results: Sequence[ComparedRun], result: ComparedRun, column: str) -> ComparedRun | None:
    """What a run is held against: the same repeat of the same script in another column, else its first that has a board."""
    mine = [
        each
        for each in results
        if each.run.column == column
        and each.run.script == result.run.script
        and not each.run.error
        and one_text(each.run, result.run)
    ]
    mine.sort(key=lambda each: (each.run.repeat != result.run.repeat, each.run.repeat))
    return mine[0] if mine else None


def _side(old: RunEpisode, new: RunEpisode) -> list[Any]:
    groups, last = [], -1
    for group in side_by_side(old, new):
        if group.kind != "equal":
            groups.append([group.kind, group.left, group.right, group.fields, last])
        last = group.right[-1] if group.right else last
    return groups

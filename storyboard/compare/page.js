(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { runs, works, scripts, texts, columns, rows, metrics, figures } = data;
  const state = { base: data.baseline, metric: -1, filter: "all", language: data.language, scenes: new Set(), run: null, tab: "shots", diff: false, work: 0, pinned: -1, rating: 0 };
  const w = (key) => data.words[state.language][key] ?? key;
  const say = (key, n, m) => w(key).replace("{n}", n).replace("{m}", m);
  const app = document.getElementById("app");
  const bad = new Set(["worse", "failed", "other"]);
  const told = new Set(["worse", "failed", "other", "better", "differs", "once"]);

  /* An element; text goes in as text only, so nothing of a script can be markup. */
  const h = (tag, more = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(more)) {
      if (value === undefined || value === null || value === false) continue;
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key === "data") Object.assign(made.dataset, value);
      else made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...inside.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== false && part !== ""));
    return made;
  };
  const number = (value) => value === null || value === undefined ? "–" : Math.abs(value) >= 10000 ? String(Math.round(value)) : String(+value.toFixed(2));
  /* A metric's value as people read it: shares in per cent. */
  const figure = (at, value) => value === null || value === undefined ? "–" : metrics[at].unit === "%" ? `${+(value * 100).toFixed(1)}` : number(value);
  const measure = (at) => metrics[at].unit === "s" ? w("seconds") : metrics[at].unit && w(metrics[at].unit);
  const signed = (at, value) => (value > 0 ? "+" : "−") + figure(at, Math.abs(value));
  const title = (at) => metrics[at].title[state.language] ?? metrics[at].title.en;
  const chip = (kind, text = w(kind)) => h("span", { class: `chip ${kind}` }, text);
  const percent = (share) => `${Math.round(share * 100)}%`;
  /* `e1 shot 6`, `e1 clip 2`, `call 4`, as they are called in the page's language. */
  const placed = (place) => place.replace(/^(?:(\S+) )?(shot|clip|call) (\d+)$/, (_, episode, kind, at) => `${episode ? `${episode} ` : ""}${w(`place_${kind}`)} ${at}`);
  const short = (path) => path.split(/[\\/]/).pop();

  /* ---------- what is compared ---------- */
  const cellRuns = (row, column) => runs.filter((run) => run.row === row && run.column === column).sort((a, b) => a.repeat - b.repeat);
  const grid = rows.map((_, row) => columns.map((_, column) => cellRuns(row, column)));
  const against = (run, column = state.base) => {
    const mine = grid[run.row][column].filter((each) => !each.error && (each.text === run.text || !each.text || !run.text));
    return mine.find((each) => each.repeat === run.repeat) ?? mine[0];
  };
  /* Board of a run's episode, the same of the baseline, and what is not equal between them; null where there is none. */
  const sides = (run, at) => {
    const entry = run.works[at];
    const other = run.column === state.base ? null : against(run);
    const theirs = entry && other ? other.works.find((each) => each[0] === entry[0]) : null;
    if (!entry || !theirs) return null;
    const groups = entry[1] === theirs[1] ? [] : data.sides[`${theirs[1]}-${entry[1]}`] ?? [];
    return { old: works[theirs[1]], groups };
  };
  const changes = (run) => {
    let count = 0, known = false;
    run.works.forEach((_, at) => { const found = sides(run, at); if (found) { known = true; count += found.groups.length; } });
    return known ? count : null;
  };
  const verdicts = (row, column) => {
    const all = data.verdicts[state.base][row][column];
    return state.metric < 0 ? all : [all[state.metric]];
  };
  /* A script that the baseline has, and this column not: a missing case is not a pass. */
  const lost = (row, column) => figures[row][column].state === "missing" && !["missing", "failed"].includes(figures[row][state.base].state);
  const worseThanBase = (row, column) => lost(row, column) || verdicts(row, column).some((each) => bad.has(each));
  const differs = (row) => columns.some((_, column) => column !== state.base && (
    (figures[row][column].state === "missing") !== (figures[row][state.base].state === "missing") || verdicts(row, column).some((each) => told.has(each)) ||
    (state.metric < 0 && grid[row][column].some((run) => changes(run)))));
  const shownRows = () => rows.map((_, row) => row).filter((row) => state.filter === "all" || (state.filter === "different" ? differs(row)
    : columns.some((_, column) => column !== state.base && (worseThanBase(row, column)))));
  const rated = (run) => run.notes.filter((note) => note.rating && !note.about).at(-1)?.rating ?? 0;

  /* ---------- the judge ---------- */
  const opinion = (row, column) => data.judge && state.base === data.judge.base ? data.judge.cells[`${row}-${column}`] : undefined;
  const voted = ([episode, first, winner, why]) => [episode, w(winner === "tie" ? "judge_neither" : `judge_${winner}`), w(`judge_shown_${first}`), texts[why]];
  const judgeLine = (row, column, run) => {
    const found = opinion(row, column);
    const reasons = found ? found.votes.map((vote) => voted(vote).join(" · ")).join("\n") || found.unasked : "";
    return found && h("button", { type: "button", class: "judge", tabindex: -1, title: reasons, onclick: (event) => { event.stopPropagation(); open(run); state.tab = "scores"; draw(); app.querySelector("#judged")?.scrollIntoView(); } }, `${w("judge")}: ${w(`judge_${found.stands}`)}`);
  };
  const judgeTable = (run) => {
    const found = opinion(run.row, run.column);
    return found && [h("h3", { id: "judged" }, `${w("judge")}: ${data.judge.model} · ${data.judge.prompt}`), h("p", { class: "soft" }, w("judge_note")), found.unasked && h("p", {}, `${w("judge_none")}: ${found.unasked}`),
      found.votes.length > 0 && h("table", { class: "scores" }, h("tbody", {}, found.votes.map((vote) => h("tr", {}, voted(vote).map((text) => h("td", {}, text))))))];
  };
  const judgeSums = () => data.judge && state.base === data.judge.base && h("tr", { class: "judged", title: w("judge_note") }, h("th", { scope: "row" }, `${w("judge")} `, h("span", { class: "soft" }, `${data.judge.model} · ${data.judge.prompt}`)),
    columns.map((_, column) => {
      const found = data.judge.sums[column];
      if (!found) return h("td", {}, "–");
      const [a, b, tie, order, chose, first] = found;
      return h("td", {}, say("judge_sum", b, a), h("span", { class: "fine soft" }, say("judge_no", tie, order)), chose > 0 && h("span", { class: "fine soft" }, say("judge_first", first, chose)));
    }));

  /* ---------- matrix ---------- */
  const mark = (run, tab = -1) => h("button", {
    type: "button", class: `mark ${run.error ? "failed" : run.replayed ? "replayed" : ""} ${["down", "", "up"][rated(run) + 1]}`, tabindex: tab, data: { run: run.id },
    "aria-current": state.run === run ? "true" : null, onclick: (event) => { event.stopPropagation(); open(run); },
    title: [`${w("repeat")} ${run.repeat}`, run.error ? `${w("failed")}: ${run.error.split("\n")[0]}` : "", run.replayed ? w("recorded") : "", state.metric >= 0 && run.scores[metrics[state.metric].name] ? `${figure(state.metric, run.scores[metrics[state.metric].name][0])} ${measure(state.metric)}` : ""].filter(Boolean).join(" · "),
    "aria-label": `${w("repeat")} ${run.repeat}${run.error ? `, ${w("failed")}` : ""}`,
  }, run.error ? "×" : String(run.repeat));

  const stable = (column, row) => {
    const values = figures[row][column].metrics[state.metric];
    if (!values) return null;
    const parts = [];
    if (values[1] !== values[2]) parts.push(`${figure(state.metric, values[1])}–${figure(state.metric, values[2])}`);
    parts.push(values[3] === null ? w("alone") : `${percent(values[3])} ${w("agree")}`);
    return h("div", { class: "fine num" }, parts.join(" · "));
  };
  const counted = { differs: "n_differ", gone: "n_gone", new: "n_new" };
  const cellHead = (row, column) => {
    const found = figures[row][column];
    if (found.state === "failed") return h("div", { class: "line" }, chip("failed"), h("span", { class: "fine clamp" }, grid[row][column][0]?.error.split("\n")[0]));
    const list = data.verdicts[state.base][row][column];
    const line = h("div", { class: "line num" });
    if (state.metric >= 0) {
      const values = found.metrics[state.metric];
      line.append(h("span", { class: "value" }, figure(state.metric, values?.[0]), values && measure(state.metric) ? h("small", {}, ` ${measure(state.metric)}`) : ""));
      const before = figures[row][state.base].metrics[state.metric];
      if (column !== state.base && list[state.metric] !== "same" && values && before && values[0] !== null && before[0] !== null && values[0] !== before[0]) line.append(h("span", { class: "delta" }, signed(state.metric, values[0] - before[0])));
      if (list[state.metric]) line.append(chip(list[state.metric]));
    } else if (column === state.base) {
      line.append(h("span", { class: "fine" }, w("is_baseline")));
    } else {
      if (list.includes("other")) line.append(chip("other"), h("span", { class: "fine" }, w("no_pass")));
      for (const kind of ["worse", "better", "differs", "once", "noise", "gone", "new"]) {
        const many = list.filter((each) => each === kind).length;
        if (many) line.append(chip(kind, counted[kind] ? say(counted[kind], many) : `${many} ${w(kind)}`));
      }
      if (!line.childNodes.length) line.append(figures[row][state.base].state === "missing" ? h("span", { class: "fine" }, w("no_baseline")) : chip("same"));
    }
    if (found.state === "part") line.append(chip("part", `${grid[row][column].filter((run) => run.error).length}/${grid[row][column].length} ${w("failed")}`));
    return line;
  };
  const kindOf = (row, column) => {
    const found = figures[row][column];
    if (found.state === "failed") return "failed";
    if (column === state.base) return "";
    const list = verdicts(row, column);
    if (list.includes("other")) return "other";
    const worse = list.some((each) => bad.has(each)), better = list.includes("better");
    return worse && better ? "mixed" : worse ? "worse" : better ? "better" : list.some((each) => told.has(each)) ? "differs" : "";
  };
  const cell = (row, column) => {
    const found = figures[row][column], mine = grid[row][column];
    const place = { row, column };
    if (found.state === "missing") return h("td", { class: "cell missing", role: "gridcell", tabindex: -1, data: place, "aria-label": `${short(rows[row])}, ${columns[column]}: ${w("missing")}` }, h("div", { class: "line" }, chip("missing", w("missing")), lost(row, column) && h("span", { class: "fine" }, w("no_pass"))));
    const first = mine.find((run) => !run.error);
    const many = first && column !== state.base ? changes(first) : null;
    const shots = first ? first.works.reduce((sum, [, at]) => sum + works[at].shots.length, 0) : 0;
    return h("td", {
      class: `cell ${kindOf(row, column)}`, role: "gridcell", tabindex: -1, data: place, onclick: () => open(first ?? mine[0]),
      "aria-label": `${short(rows[row])}, ${columns[column]}`,
    }, cellHead(row, column), state.metric >= 0 && stable(column, row), first && judgeLine(row, column, first),
    h("div", { class: "strip" }, mine.map((run) => mark(run)), first && h("span", { class: "fine num" }, many === null ? say("n_shots", shots) : many ? say("n_changed", many, shots) : say("n_equal", 0, shots))));
  };
  /* `e1 shot 3` -> the shot's index where it is of this episode. */
  const shotAt = (place, episode) => { const found = /^(\S+) shot (\d+)$/.exec(place); return found && found[1] === episode ? Number(found[2]) - 1 : -1; };
  const sceneCell = (row, column, scene) => {
    const run = grid[row][column].find((each) => !each.error);
    if (!run) return h("td", {}, h("span", { class: "soft" }, "–"));
    let shots = 0, seconds = 0, changed = 0, marks = 0, where = 0;
    run.works.forEach(([episode, at], place) => {
      const mine = new Set();
      works[at].shots.forEach((shot, index) => { if (shot.scene === scene.id) { mine.add(index); shots += 1; seconds += shot.duration; where = place; } });
      for (const [, , right, , after] of sides(run, place)?.groups ?? []) if (right.length ? right.some((each) => mine.has(each)) : mine.has(after)) changed += 1;
      if (state.metric >= 0) for (const spot of run.scores[metrics[state.metric].name]?.[2] ?? []) if (mine.has(shotAt(spot, episode))) marks += 1;
    });
    if (!shots) return h("td", {}, h("span", { class: "soft" }, "–"));
    return h("td", {}, h("button", { type: "button", class: "go", tabindex: -1, onclick: () => open(run, scene.id, where) }, `${say("n_shots", shots)} · ${number(seconds)} ${w("seconds")}`),
      changed ? chip("changed", say("n_diff", changed)) : "", " ", marks ? h("span", { class: "chip part", title: title(state.metric) }, say("n_spots", marks)) : "");
  };
  const matrix = () => {
    const list = shownRows();
    if (!list.length) return h("p", { class: "empty" }, w("no_rows"));
    const heads = columns.map((name, column) => {
      const [prompt, ...model] = name.split(" · ");
      return h("th", { scope: "col" }, h("b", {}, prompt), h("small", {}, model.join(" · ")), column === state.base ? h("span", { class: "tag" }, w("is_baseline"))
        : h("button", { type: "button", class: "tag", onclick: () => { state.base = column; draw(); } }, w("make_baseline")));
    });
    const bodies = list.map((row) => {
      const sample = grid[row].flat()[0];
      const scenes = sample ? scripts[sample.script].scenes : [];
      const folder = rows[row].slice(0, -short(rows[row]).length);
      const name = h("th", { scope: "row", class: "name" }, h("b", {}, short(rows[row]) || w("board")), folder && h("small", {}, folder),
        scenes.length > 0 && h("button", { type: "button", "aria-expanded": String(state.scenes.has(row)), onclick: () => { state.scenes.has(row) ? state.scenes.delete(row) : state.scenes.add(row); draw(); } }, `${state.scenes.has(row) ? "▾" : "▸"} ${w("expand")} ${scenes.length}`));
      const more = state.scenes.has(row) ? scenes.map((scene) => h("tr", { class: "scene" }, h("th", { scope: "row" }, scene.name || scene.id), columns.map((_, column) => sceneCell(row, column, scene)))) : [];
      return h("tbody", { data: { row } }, h("tr", { role: "row" }, name, columns.map((_, column) => cell(row, column))), more);
    });
    return h("div", { class: "scroll" }, h("table", { class: "matrix", role: "grid", style: `--columns:${columns.length}` }, h("colgroup", {}, h("col", { style: "width:190px" }), columns.map(() => h("col"))), h("thead", {}, h("tr", {}, h("th", { class: "soft" }, w("script")), heads)), bodies));
  };
  const totals = () => {
    const all = data.totals[state.base];
    const one = (metric, column) => all.find((each) => each[0] === metric && each[1] === column);
    /* Short units stand behind the number, words behind the title unless it has them. */
    const near = (metric) => ["%", "s"].includes(metrics[metric].unit) ? ` ${measure(metric)}` : "";
    const far = (metric) => near(metric) || title(metric).includes(measure(metric)) ? "" : measure(metric);
    const wanted = (metric) => state.filter === "all" || all.some((each) => each[0] === metric && (state.filter === "different" ? told : bad).has(each[4]));
    const any = columns.findIndex((_, column) => column !== state.base);
    const line = (metric) => h("tr", { class: state.metric === metric ? "now" : "" },
      h("th", { scope: "row" }, h("button", { type: "button", onclick: () => { state.metric = state.metric === metric ? -1 : metric; draw(); } }, title(metric)), far(metric) && h("span", { class: "soft" }, ` ${far(metric)}`)),
      columns.map((_, column) => {
        const found = one(metric, column === state.base ? any : column);
        if (!found) return h("td", {}, "–");
        const [, , base, mean, verdict, many, agreeBase, agree] = found;
        const own = column === state.base, share = own ? agreeBase : agree;
        return h("td", { class: "num" }, h("b", {}, figure(metric, own ? base : mean), (own ? base : mean) === null ? "" : near(metric)), !own && verdict ? chip(verdict) : "",
          !own && verdict !== "same" && mean !== base && mean !== null && base !== null && h("span", { class: "fine soft" }, signed(metric, mean - base)), share !== null && share < 1 && h("span", { class: "fine soft" }, `${percent(share)} ${w("agree")}`),
          !own && many === 0 && rows.some((_, row) => data.verdicts[state.base][row][column][metric] === "gone") ? chip("gone") : !own && many < rows.length && h("span", { class: "fine soft" }, `${many}/${rows.length} ${w("scripts")}`));
      }));
    return h("section", { class: "totals" }, h("h2", {}, w("totals")), h("p", {}, w("totals_note")), h("div", { class: "scroll" }, h("table", { class: "sums", style: `--columns:${columns.length}` }, h("colgroup", {}, h("col", { style: "width:230px" }), columns.map(() => h("col"))),
      h("thead", {}, h("tr", {}, h("th", {}, w("metric")), columns.map((name) => h("th", {}, name)))), h("tbody", {}, metrics.map((_, metric) => metric).filter(wanted).map(line), judgeSums() || ""))));
  };
  const choice = (label, options, value, change) => h("label", {}, label, h("select", { onchange: (event) => { change(Number(event.target.value)); draw(); }, "aria-label": label },
    options.map(([at, text]) => h("option", { value: at, selected: at === value }, text))));
  const legend = () => h("div", { class: "legend" }, [["", w("legend_done"), "1"], ["replayed", w("legend_replayed"), "1"], ["failed", w("legend_failed"), "×"], ["up", w("legend_rated"), "1"]].map(([kind, text, sign]) => h("span", {}, h("i", { class: `mark ${kind}`, style: "font-style:normal" }, sign), text)));
  const front = () => [
    h("header", { class: "top" }, h("div", { class: "who" }, h("p", { class: "kind" }, w("title")), h("h1", {}, data.suite || columns.join(" / "))),
      h("p", { class: "facts" }, [[rows.length, "scripts"], [columns.length, "columns"], [runs.length, "runs"]].map(([count, key], at) => [at ? " · " : "", h("b", {}, String(count)), ` ${w(key)}`])),
      h("button", { type: "button", id: "language", onclick: () => { state.language = state.language === "zh" ? "en" : "zh"; draw(); } }, w("theme"))),
    h("div", { class: "bar" }, choice(w("baseline"), columns.map((name, at) => [at, name]), state.base, (at) => { state.base = at; }),
      choice(w("metric"), [[-1, w("every")], ...metrics.map((_, at) => [at, title(at)])], state.metric, (at) => { state.metric = at; }),
      h("div", { class: "group", role: "group", "aria-label": w("show") }, ["all", "different", "regressed"].map((kind) => h("button", { type: "button", data: { filter: kind }, "aria-pressed": String(state.filter === kind), onclick: () => { state.filter = kind; draw(); } }, w(kind)))), legend()),
    data.remarks[state.base].length > 0 && h("ul", { class: "notice" }, data.remarks[state.base].map(([kind, values]) => h("li", {}, w(`remark_${kind}`).replace(/\{(\d)\}/g, (_, at) => values[at])))),
    h("main", {}, matrix(), h("p", { class: "soft", style: "margin-top:8px;font-size:12.5px" }, w("keys")), totals()),
  ];

  /* ---------- an open run ---------- */
  const marked = (before, after) => wordDiff(before, after).map(([kind, text]) => kind === "same" ? text : h(kind === "old" ? "del" : "ins", {}, text));
  const field = (shot, name) => name === "duration" ? `${shot.duration}` : shot[name] ?? "";
  const blocksOf = (work) => {
    const found = new Map();
    for (const clip of work.clips) if (!clip.whole) clip.shots.forEach((shot, at) => { const text = texts[clip.blocks[at]]; found.set(shot, found.has(shot) ? `${found.get(shot)}\n${text}` : text); });
    return found;
  };
  const groupsByShot = (found) => {
    const of = new Map();
    for (const group of found?.groups ?? []) for (const shot of group[2]) of.set(shot, group);
    return of;
  };
  const was = (group, found, shot) => {
    const [kind, left, right, names] = group;
    if (kind !== "changed" || right[0] !== shot) return null;
    const fresh = works[state.run.works[state.work][1]];
    const joined = (board, list, name) => list.map((each) => field(board.shots[each], name)).join(" / ");
    const list = names[0] === "cut" ? ["text", "action", "visual", "camera", "duration"] : names.filter((name) => name !== "prompt");
    const entries = list.filter((name) => joined(found.old, left, name) !== joined(fresh, right, name));
    return entries.length ? h("dl", { class: "was" }, entries.map((name) => [h("dt", {}, w(name)), h("dd", {}, name === "duration" ? [h("del", {}, joined(found.old, left, name)), " ", h("ins", {}, joined(fresh, right, name))] : marked(joined(found.old, left, name), joined(fresh, right, name)))])) : null;
  };
  const verdictOf = (note) => note.rating ? chip(note.rating > 0 ? "better" : "worse", w(note.rating > 0 ? "good" : "poor")) : "";
  const card = (shot, index, group, found) => {
    const kind = group ? (group[0] === "right" ? "right" : "changed") : "";
    const names = group && group[0] === "changed" ? group[3].map((name) => w(name)).join(" · ") : "";
    const from = group && group[1].length && (group[1].length > 1 || group[1][0] !== index) ? ` ← ${group[1].map((each) => each + 1).join(", ")}` : "";
    return h("article", { class: `card linked ${kind}`, tabindex: 0, data: { shot: index } },
      h("p", { class: "head" }, h("b", {}, `${index + 1}`), h("span", {}, shot.camera), group && (group[0] === "right" ? chip("better", w("only_right")) : chip("changed", names + from)), h("em", {}, `${shot.duration} ${w("seconds")}`)),
      shot.text && h("p", { class: "said" }, shot.role && h("b", {}, shot.role), shot.text), shot.action && h("p", {}, shot.action), h("p", { class: "pic" }, shot.visual),
      h("p", { class: "meta" }, [shot.location, shot.time, shot.weather, shot.style_tags].filter((each) => each && !["无", "none"].includes(each)).join(" · ")),
      state.run.notes.filter((note) => note.about === `${state.run.works[state.work][0]} shot ${index + 1}`).map((note) => h("p", { class: "note" }, verdictOf(note), h("span", {}, note.comment), h("i", {}, note.at.slice(0, 10)))),
      state.diff && group && was(group, found, index));
  };
  const ghost = (group, old) => group[1].map((at) => h("article", { class: "card left" }, h("p", { class: "head" }, h("b", {}, `${at + 1}`), h("span", {}, old.shots[at].camera), chip("left", w("only_left"))),
    old.shots[at].text && h("p", { class: "said" }, h("b", {}, old.shots[at].role), old.shots[at].text), h("p", { class: "pic" }, old.shots[at].visual)));
  const shotPane = (work, found, names) => {
    const of = groupsByShot(found), list = [];
    const lone = (after) => (found?.groups ?? []).filter((group) => group[0] === "left" && group[4] === after).forEach((group) => list.push(...ghost(group, found.old)));
    let scene = null;
    lone(-1);
    work.shots.forEach((shot, index) => {
      if (shot.scene !== scene) { scene = shot.scene; const name = names.get(scene); if (name) list.push(h("p", { class: "scenehead", data: { scene } }, name)); }
      list.push(card(shot, index, of.get(index), found));
      lone(index);
    });
    return h("section", { class: "pane", id: "shots" }, h("h3", {}, `${w("shots")} · ${work.shots.length}`), list);
  };
  const scriptPane = (script, work, episode) => {
    const covered = new Set(work.shots.flatMap((shot) => shot.units));
    const inside = new Set(script.scenes.filter((scene) => scene.episode === episode).map((scene) => scene.id));
    const units = script.units.filter((unit) => state.run.works.length < 2 || inside.has(unit.scene));
    return h("section", { class: "pane", id: "script" }, h("h3", {}, `${w("script")} · ${short(script.path) || "–"}`), units.length ? units.map((unit) =>
      h("div", { class: `unit ${unit.kind} ${covered.has(unit.id) ? "linked" : ""}`, tabindex: covered.has(unit.id) ? 0 : null, data: { unit: unit.id } }, h("i", {}, String(unit.line)), h("span", {}, unit.text))) : h("p", { class: "soft" }, w("no_script")));
  };
  const promptPane = (work, found) => {
    const of = groupsByShot(found), before = found && blocksOf(found.old);
    const block = (clip, at) => {
      const text = texts[clip.blocks[at]], shot = clip.whole ? -1 : clip.shots[at], group = of.get(shot);
      let inside = text;
      if (state.diff && group && before && !clip.whole) {
        const old = group[1].map((each) => before.get(each) ?? "").join("\n"), fresh = group[2].length > 1 || clip.shots.filter((each) => each === shot).length > 1 ? null : text;
        if (old && fresh !== null) inside = marked(old, fresh);
      } else if (state.diff && clip.whole && found) {
        const old = found.old.clips[work.clips.indexOf(clip)];
        if (old) inside = marked(old.blocks.map((each) => texts[each]).join("\n"), text);
      }
      return h("div", { class: `block ${group ? "changed" : ""}`, tabindex: shot >= 0 ? 0 : null, data: { block: shot } }, inside);
    };
    return h("section", { class: "pane", id: "prompts" }, h("h3", {}, `${w("prompts")} · ${work.clips.length}`), work.clips.length ? work.clips.map((clip, number) =>
      h("div", { class: "clip" }, h("p", {}, `${w("clip")} ${String(number + 1).padStart(3, "0")} · ${clip.seconds} ${w("seconds")}`), clip.blocks.map((_, at) => block(clip, at)))) : h("p", { class: "soft" }, w("no_prompts")));
  };
  /* Hovering, focusing or touching a line, a shot or a block lights the others of it. */
  const link = (panes, work) => {
    const all = [...panes.querySelectorAll("[data-unit], [data-shot], [data-block]")];
    const shotsOf = (target) => target.dataset.unit !== undefined ? work.shots.flatMap((shot, index) => shot.units.includes(target.dataset.unit) ? [index] : []) : [Number(target.dataset.shot ?? target.dataset.block)];
    const light = (target, scroll) => {
      const shots = target ? shotsOf(target).filter((each) => each >= 0) : [];
      const units = new Set(target?.dataset.unit !== undefined ? [target.dataset.unit] : shots.flatMap((each) => work.shots[each].units));
      const seen = new Set([target?.closest(".pane")]);
      for (const each of all) {
        const on = shots.length > 0 && (each.dataset.unit !== undefined ? units.has(each.dataset.unit) : shots.includes(Number(each.dataset.shot ?? each.dataset.block)));
        each.classList.toggle("lit", on);
        const pane = each.closest(".pane");
        if (on && scroll && !seen.has(pane)) { seen.add(pane); bring(each, pane); }
      }
    };
    const bring = (each, pane) => {
      const box = each.getBoundingClientRect(), view = pane.getBoundingClientRect();
      if (view.height < pane.scrollHeight - 1 && (box.top < view.top + 46 || box.bottom > view.bottom)) pane.scrollTop += box.top - view.top - Math.min(140, view.height / 3);
    };
    const target = (event) => event.target.closest?.(".linked, .block[tabindex]");
    const pinned = () => all.find((each) => Number(each.dataset.shot ?? -2) === state.pinned) ?? null;
    panes.addEventListener("mouseover", (event) => { const found = target(event); if (found) light(found, true); });
    panes.addEventListener("mouseleave", () => light(pinned(), false));
    panes.addEventListener("focusin", (event) => { const found = target(event); if (found) light(found, true); });
    panes.addEventListener("click", (event) => {
      const found = target(event), shot = found ? shotsOf(found)[0] ?? -1 : -1;
      if (!found || getSelection().toString()) return;
      pin(shot);
      light(found, true);
    });
    if (state.pinned >= 0) light(pinned(), true);
  };
  const pin = (shot) => {
    state.pinned = shot;
    for (const each of app.querySelectorAll(".card[data-shot]")) each.classList.toggle("pinned", Number(each.dataset.shot) === shot);
    const old = app.querySelector(".rate");
    if (old) old.replaceWith(rate(old.querySelector("textarea").value));
  };
  const tidy = (answer) => { try { return JSON.stringify(JSON.parse(answer), null, 2); } catch { return answer; } };
  const callCard = (call, at) => {
    const answer = texts[call.answer], base = state.diff && state.run.column !== state.base ? against(state.run) : null;
    const other = base?.calls.find((each) => ["kind", "about", "turn"].every((name) => each[name] === call[name]));
    const sent = (role, text, place) => { const old = other?.messages[place]; return old && old[0] === role && old[1] !== text ? marked(texts[old[1]], texts[text]) : texts[text]; };
    const shown = other && texts[other.answer] && other.answer !== call.answer ? marked(tidy(texts[other.answer]), tidy(answer)) : tidy(answer);
    const used = `${call.in} + ${call.out} ${w("tokens")}${call.cached ? ` (${call.cached} ${w("cached")})` : ""}${call.guessed ? ` ~ ${w("guessed")}` : ""} · ${number(call.seconds)} ${w("seconds")}`;
    return h("article", { class: `call ${call.turn ? "again" : ""}` },
      h("p", { class: "head" }, h("b", {}, `${at + 1} · ${call.kind}`), h("span", { class: "soft" }, call.about), call.turn ? chip("differs", `${w("asked_again")} ${call.turn}`) : "", call.error ? chip("failed") : call.faults.length ? chip("refused") : chip("accepted"), call.replayed && chip("recorded"), h("em", {}, used)),
      call.error && h("ul", {}, h("li", {}, call.error)), call.faults.length > 0 && h("ul", {}, call.faults.map((fault) => h("li", {}, fault))),
      h("details", {}, h("summary", {}, `${w("request")} · ${[call.mode, call.model].filter(Boolean).join(" · ")}`), call.messages.map(([role, text], place) => [h("p", { class: "role" }, role), h("pre", {}, sent(role, text, place))])),
      answer && h("details", { open: call.faults.length > 0 }, h("summary", {}, `${w("answer")}${call.finish ? ` · ${call.finish}` : ""}`), h("pre", {}, shown)));
  };
  /* Kind of question -> what the model was told before the first of that kind. */
  const systems = (run) => {
    const found = new Map();
    for (const call of run?.calls ?? []) if (call.messages[0]?.[0] === "system" && !found.has(call.kind)) found.set(call.kind, call.messages[0][1]);
    return found;
  };
  /* A long stretch that stayed, folded to its ends. */
  const folded = (text, first, last) => {
    const all = text.split("\n");
    return all.length < 8 ? text : [first ? "" : `${all.slice(0, 3).join("\n")}\n`, h("span", { class: "fold" }, `⋯ ${all.length - (first || last ? 3 : 6)} ⋯`), last ? "" : `\n${all.slice(-3).join("\n")}`];
  };
  const systemPane = (run) => {
    const base = run.column === state.base ? null : against(run), theirs = systems(base), mine = systems(run);
    const one = ([kind, text]) => {
      const old = theirs.get(kind), other = old !== undefined && old !== text, pieces = other ? wordDiff(texts[old], texts[text]) : [];
      const ids = [...new Set([base?.prompts[kind], run.prompts[kind]].filter(Boolean))].join(" → ");
      return h("article", { class: "call", data: { system: kind } }, h("p", { class: "head" }, h("b", {}, kind), h("span", { class: "soft" }, ids), base && (old === undefined ? chip("new", w("system_lone")) : other ? chip("differs") : chip("same", w("system_equal")))),
        other ? h("pre", {}, pieces.map(([sort, piece], at) => sort === "same" ? folded(piece, at === 0, at === pieces.length - 1) : h(sort === "old" ? "del" : "ins", {}, piece))) : h("details", {}, h("summary", {}, w("prompt")), h("pre", {}, texts[text])));
    };
    /* Templates that ask nothing, and kinds of which nothing was asked: that they differ is all that is known. */
    const unasked = Object.keys(base ? run.prompts : {}).filter((stage) => !mine.has(stage) && base.prompts[stage] && base.prompts[stage] !== run.prompts[stage]);
    return h("section", { class: "plainpane", id: "systems" }, h("p", { class: "soft", style: "margin-bottom:9px" }, mine.size ? w("system_note") : w("system_none")), [...mine].map(one),
      unasked.map((stage) => h("article", { class: "call", data: { system: stage } }, h("p", { class: "head" }, h("b", {}, stage), h("span", { class: "soft" }, `${base.prompts[stage]} → ${run.prompts[stage]}`), chip("differs"), h("span", { class: "soft" }, w("system_unasked"))))));
  };
  const answersPane = (run) => h("section", { class: "plainpane", id: "calls" }, run.calls.length ? run.calls.map(callCard) : h("p", { class: "soft" }, w("no_calls")));
  const scoresPane = (run) => {
    const other = run.column === state.base ? null : against(run);
    const spot = (place) => {
      const call = /^call (\d+)$/.exec(place);
      if (call && run.calls[call[1] - 1]) return h("button", { type: "button", onclick: () => { state.tab = "answers"; draw(); app.querySelectorAll(".call")[call[1] - 1].scrollIntoView(); } }, placed(place));
      const at = run.works.findIndex(([episode]) => shotAt(place, episode) >= 0);
      return at < 0 ? h("span", { class: "soft" }, `${placed(place)} `) : h("button", { type: "button", onclick: () => { state.tab = "shots"; state.work = at; state.pinned = shotAt(place, run.works[at][0]); draw(); } }, placed(place));
    };
    const known = metrics.map((metric, at) => [metric, at]).filter(([metric]) => run.scores[metric.name]);
    const facts = [[w("prompt"), Object.entries(run.prompts).map(([stage, id]) => id || `${stage}: –`).join("  ")], [w("model"), [run.model, ...run.reported].filter(Boolean).join(" → ")], [w("params"), JSON.stringify(run.params)], [w("tool"), run.tool], [w("run"), run.id]];
    const found = run.works.flatMap(([episode, at]) => works[at].checked.map((text) => `${run.works.length > 1 ? `${episode}: ` : ""}${text}`));
    return h("section", { class: "plainpane", id: "scores" }, known.length > 0 && h("table", { class: "scores" }, h("thead", {}, h("tr", {}, [w("metric"), w("value"), other ? w("is_baseline") : "", w("why"), w("where")].map((text) => h("th", {}, text)))),
      h("tbody", {}, known.map(([metric, at]) => { const [value, why, ats] = run.scores[metric.name]; return h("tr", {}, h("td", {}, title(at)), h("td", { class: "num" }, `${figure(at, value)}${value === null || !measure(at) ? "" : ` ${measure(at)}`}`), h("td", { class: "num soft" }, other ? figure(at, other.scores[metric.name]?.[0]) : ""), h("td", {}, texts[why]), h("td", { class: "ats" }, ats.slice(0, 8).map(spot), ats.length > 8 && h("span", { class: "soft num", title: ats.slice(8).map(placed).join(", ") }, `+${ats.length - 8}`))); }))),
    judgeTable(run),
    h("dl", { class: "facts2" }, facts.filter(([, text]) => text && text !== "{}").map(([name, text]) => [h("dt", {}, name), h("dd", { class: "mono" }, text)])),
    run.remarks.length > 0 && [h("h3", {}, w("remarks")), h("ul", { class: "noted" }, run.remarks.map((text) => h("li", {}, text)))],
    found.length > 0 && h("details", { class: "checked" }, h("summary", {}, `${w("checked")} · ${found.length}`), h("ul", { class: "noted" }, found.map((text) => h("li", {}, text)))),
    run.notes.length > 0 && [h("h3", {}, w("notes")), h("ul", { class: "noted", id: "noted" }, run.notes.map((note) => h("li", {}, `${note.at.slice(0, 16).replace("T", " ")} `, verdictOf(note), ` ${note.about ? placed(note.about) : w("whole")} `, h("b", {}, note.comment))))]);
  };
  /* Double quotes hold in sh, PowerShell and cmd; what any of them still reads inside is written as its look-alike. */
  const safe = { '"': "'", "“": "「", "”": "」", "„": "「", "`": "'", "$": "＄", "\\": "＼", "%": "％", "!": "！" };
  const quote = (text) => `"${text.replace(/\s+/g, " ").replace(/["“”„`$\\%!]/g, (sign) => safe[sign])}"`;
  const command = (comment, about) => `storyboard runs note ${quote(state.run.id)}${state.rating ? ` --rating ${state.rating > 0 ? "up" : "down"}` : ""}${comment ? ` --comment ${quote(comment)}` : ""}${about ? ` --about ${quote(about)}` : ""}`;
  const rate = (text = "") => {
    const run = state.run, shot = state.pinned >= 0 && run.works[state.work] ? `${run.works[state.work][0]} shot ${state.pinned + 1}` : "";
    const box = h("textarea", { placeholder: w("comment"), "aria-label": w("comment"), rows: 1, oninput: () => fresh() });
    box.value = text;
    const code = h("code", { id: "command" }), how = h("span", { class: "how" }, w("command")), said = h("span", { class: "soft", id: "said", role: "status" });
    const about = h("select", { "aria-label": w("about"), onchange: () => fresh() }, h("option", { value: "" }, w("whole")), shot && h("option", { value: shot, selected: true }, placed(shot)));
    const thumb = (value, key, kind) => h("button", { type: "button", class: kind, "aria-pressed": String(state.rating === value), onclick: () => { state.rating = state.rating === value ? 0 : value; made.replaceWith(rate(box.value)); } }, w(key));
    const act = h("button", { type: "button", id: "keep", onclick: () => data.token ? keep() : copy(code.textContent, act) }, data.token ? w("save") : w("copy"));
    const keep = async () => {
      try {
        const reply = await fetch("notes", { method: "POST", headers: { "Content-Type": "application/json", "X-Storyboard-Token": data.token }, body: JSON.stringify({ run: run.id, rating: state.rating, comment: box.value.trim(), about: about.value }) });
        const found = await reply.json();
        if (!reply.ok) throw new Error(found.error);
        run.notes = found.notes; state.rating = 0; state.saved = true; draw();
      } catch (error) { said.textContent = `${w("unsaved")}: ${error.message}`; }
    };
    const fresh = () => {
      const some = Boolean(state.rating || box.value.trim());
      act.disabled = !some;
      code.textContent = command(box.value.trim(), about.value);
      code.hidden = how.hidden = Boolean(data.token) || !some;
    };
    const latest = rated(run);
    said.textContent = state.saved ? w("saved") : latest ? `${w("legend_rated")}: ${w(latest > 0 ? "good" : "poor")}` : "";
    state.saved = false;
    const made = h("footer", { class: "rate" }, thumb(1, "good", "up"), thumb(-1, "poor", "down"), about, box, act, said, how, code);
    fresh();
    return made;
  };
  const copy = async (text, button) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = h("textarea", { style: "position:fixed;opacity:0" });
      area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    button.textContent = w("copied");
    setTimeout(() => { button.textContent = w("copy"); }, 1200);
  };
  const sheet = () => {
    const run = state.run, entry = run.works[state.work], work = entry && works[entry[1]], script = scripts[run.script];
    const found = entry ? sides(run, state.work) : null, other = found && against(run);
    const names = new Map(script.scenes.map((scene) => [scene.id, scene.name || scene.id]));
    const tab = (key, kind, many) => h("button", { type: "button", role: "tab", data: { tab: kind }, "aria-selected": String(state.tab === kind), onclick: () => { state.tab = kind; draw(); } }, w(key), many ? h("span", { class: "soft num" }, ` ${many}`) : "");
    const jump = (column) => { const next = grid[run.row][column].find((each) => each.repeat === run.repeat) ?? grid[run.row][column][0]; if (next) { state.run = next; state.work = Math.min(state.work, Math.max(0, next.works.length - 1)); state.pinned = -1; history.replaceState(null, "", `#run=${encodeURIComponent(next.id)}`); draw(); } };
    const inside = state.tab === "answers" ? answersPane(run) : state.tab === "system" ? systemPane(run) : state.tab === "scores" ? scoresPane(run) : work
      ? h("div", { class: "panes" }, scriptPane(script, work, entry[0]), shotPane(work, found, names), promptPane(work, found)) : h("section", { class: "plainpane" }, h("p", { class: "error" }, w("failed")), run.error && h("pre", { class: "why" }, run.error), run.calls.length > 0 && run.calls.map(callCard));
    if (work && state.tab === "shots") link(inside, work);
    return h("section", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": run.id },
      h("header", {}, h("div", { class: "who" }, h("h2", {}, `${short(rows[run.row]) || w("board")}`), h("p", { class: "num" }, [run.started.slice(0, 16).replace("T", " "), run.id].filter(Boolean).join(" · "))),
        h("select", { "aria-label": w("columns"), onchange: (event) => jump(Number(event.target.value)) }, columns.map((name, at) => h("option", { value: at, selected: at === run.column, disabled: !grid[run.row][at].length }, at === state.base ? `${name} (${w("is_baseline")})` : name))),
        h("div", { class: "strip" }, grid[run.row][run.column].map((each) => mark(each, 0))), run.replayed && chip("recorded"), h("button", { type: "button", id: "close", onclick: close }, w("close"))),
      h("nav", { role: "tablist" }, tab("shots", "shots"), tab("answers", "answers", run.calls.length), tab("system", "system"), tab("scores", "scores"),
        run.works.length > 1 && run.works.map(([episode], at) => h("button", { type: "button", "aria-pressed": String(at === state.work), onclick: () => { state.work = at; state.pinned = -1; draw(); } }, episode)),
        h("div", { class: "right" }, other ? [h("span", { class: "num" }, found.groups.length ? `${say("n_diff", found.groups.length)} · ${w("against")} ${columns[state.base]} · ${w("repeat")} ${other.repeat}` : w("equal")), (state.tab === "answers" || (state.tab === "shots" && found.groups.length > 0)) && h("button", { type: "button", id: "diff", "aria-pressed": String(state.diff), onclick: () => { state.diff = !state.diff; redrawKeepingPlace(); } }, w("diff"))] : run.column === state.base ? w("is_baseline") : data.verdicts[state.base][run.row][run.column].includes("other") ? w("other") : "")),
      inside, run.kept && rate());
  };
  const redrawKeepingPlace = () => {
    const tops = [...app.querySelectorAll(".pane")].map((pane) => pane.scrollTop);
    draw();
    app.querySelectorAll(".pane").forEach((pane, at) => { pane.scrollTop = tops[at]; });
  };
  const open = (run, scene = "", work = 0) => {
    const first = !state.run;
    state.run = run; state.work = Math.min(work, Math.max(0, run.works.length - 1)); state.pinned = -1; state.rating = 0;
    if (first) state.tab = "shots";
    history.replaceState(null, "", `#run=${encodeURIComponent(run.id)}`);
    draw();
    if (scene) app.querySelector(`.scenehead[data-scene="${CSS.escape(scene)}"]`)?.scrollIntoView();
    (first ? app.querySelector("#close") : app.querySelector('.mark[aria-current="true"]'))?.focus();
  };
  const close = () => {
    const run = state.run;
    state.run = null;
    history.replaceState(null, "", location.pathname + location.search);
    draw();
    focusCell(run.row, run.column);
  };

  /* ---------- keys, drawing ---------- */
  const cells = () => [...app.querySelectorAll("td.cell")];
  const focusCell = (row, column) => {
    const found = cells().find((each) => Number(each.dataset.row) === row && Number(each.dataset.column) === column);
    if (!found) return false;
    for (const each of cells()) each.tabIndex = -1;
    found.tabIndex = 0;
    found.focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.run) { close(); return; }
    const here = event.target.closest?.("td.cell");
    if (here && event.target === here) {
      const list = shownRows(), at = list.indexOf(Number(here.dataset.row)), column = Number(here.dataset.column);
      const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [0, 0];
      if (down || right) { event.preventDefault(); focusCell(list[at + down], column + right); }
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); here.click(); }
    }
    if (state.run && event.key === "Tab") {
      const inside = [...app.querySelectorAll(".sheet button, .sheet select, .sheet textarea, .sheet [tabindex='0']")].filter((each) => !each.disabled);
      const [first, last] = [inside[0], inside.at(-1)];
      if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); } else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
    }
  });
  const draw = () => {
    document.documentElement.lang = state.language;
    const pane = state.run ? sheet() : null;
    app.replaceChildren(...(pane ? [pane] : front().filter(Boolean)));
    const first = cells()[0];
    if (first) first.tabIndex = 0;
    if (pane && state.pinned >= 0) { pin(state.pinned); app.querySelector(".card.pinned")?.scrollIntoView({ block: "center" }); }
  };
  const named = () => {
    const wanted = decodeURIComponent((/#run=(.+)/.exec(location.hash) ?? [])[1] ?? "");
    return runs.find((run) => run.id === wanted);
  };
  addEventListener("hashchange", () => { if (named()) open(named()); else if (state.run) close(); });
  if (named()) open(named()); else draw();
})();

"use strict";
/* What both texts have in common, and what only one has, in order: [kind, text]. The same rule as diff.py, to the letter:
   equal lines first, then equal words in the lines that differ; one or two equal characters between changes count as changed. */
const wordDiff = (() => {
  const LEAST = 3, MOST = 6e6;
  const WORDS = /\n|[^\S\n]+|[A-Za-z0-9_\u00c0-\u024f]+(?:['’-][A-Za-z0-9_\u00c0-\u024f]+)*|./gsu;
  const LINES = /[^\n]*\n|[^\n]+/g, HAN = /[\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g, LATIN = /[A-Za-z0-9_\u00c0-\u024f]+/g;
  const cut = (text, by) => text.match(by) ?? [];
  const weight = (text) => cut(text, HAN).length + 2 * cut(text, LATIN).length;

  /* The longest equal stretches, [in a, in b, length], found as Python's difflib finds them. */
  const stretches = (a, b) => {
    const where = new Map();
    b.forEach((each, at) => { if (where.has(each)) where.get(each).push(at); else where.set(each, [at]); });
    const longest = (fromA, toA, fromB, toB) => {
      let best = [fromA, fromB, 0], lengths = new Map();
      for (let i = fromA; i < toA; i += 1) {
        const next = new Map();
        for (const j of where.get(a[i]) ?? []) {
          if (j < fromB) continue;
          if (j >= toB) break;
          const size = (lengths.get(j - 1) ?? 0) + 1;
          next.set(j, size);
          if (size > best[2]) best = [i - size + 1, j - size + 1, size];
        }
        lengths = next;
      }
      return best;
    };
    const found = [], open = [[0, a.length, 0, b.length]];
    while (open.length) {
      const [fromA, toA, fromB, toB] = open.pop(), [i, j, size] = longest(fromA, toA, fromB, toB);
      if (!size) continue;
      found.push([i, j, size]);
      open.push([fromA, i, fromB, j], [i + size, toA, j + size, toB]);
    }
    return found.sort((one, other) => one[0] - other[0]);
  };

  /* What stood at a place before and after, neighbours that are equal as one. */
  const pairs = (a, b) => {
    const found = [];
    let i = 0, j = 0, equal = false;
    for (const [startA, startB, size] of [...stretches(a, b), [a.length, b.length, 0]]) {
      if (i < startA || j < startB) { found.push([a.slice(i, startA).join(""), b.slice(j, startB).join("")]); equal = false; }
      const text = a.slice(startA, startA + size).join("");
      if (size && equal) found.at(-1)[0] = found.at(-1)[1] = found.at(-1)[0] + text;
      else if (size) { found.push([text, text]); equal = true; }
      i = startA + size; j = startB + size;
    }
    return found;
  };
  const inside = (before, after) => {
    const a = cut(before, WORDS), b = cut(after, WORDS);
    if (a.length * b.length > MOST) return [[before, after]];
    const found = [], all = pairs(a, b);
    all.forEach(([gone, come], at) => {
      const between = at > 0 && at < all.length - 1;
      const stays = gone === come && !(between && !gone.includes("\n") && weight(gone) < LEAST), last = found.at(-1);
      if (last && !stays && last[0] !== last[1]) { last[0] += gone; last[1] += come; } else found.push([gone, come]);
    });
    return found;
  };
  return (before, after) => {
    const found = [], push = (kind, text) => { if (text && found.at(-1)?.[0] === kind) found.at(-1)[1] += text; else if (text) found.push([kind, text]); };
    for (const [gone, come] of pairs(cut(before, LINES), cut(after, LINES)).flatMap(([gone, come]) => gone === come ? [[gone, come]] : inside(gone, come))) {
      if (gone === come) push("same", gone); else { push("old", gone); push("new", come); }
    }
    return found;
  };
})();

// Runs inside a page: steps through players and schedulers, and measures whether what each step shows can be seen.
window.wb_inspect = (() => {
  // A fraction of a pixel is how a browser rounds.
  const SLACK = 1;

  const rects_of = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].filter((rect) => rect.width > 0);
  };

  // What is wrong with the sight of `element`, whose text must lie inside of every box that clips it,
  // below every head that sticks there, and between the page's edges.
  function hidden(element, box) {
    const rects = rects_of(element);
    if (!rects.length) return "has no text on the screen";
    let [left, right, top, bottom] = [0, document.documentElement.clientWidth, -Infinity, Infinity];
    for (let around = box; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      if (around === document.body || around === document.documentElement) continue;
      const outer = around.getBoundingClientRect();
      left = Math.max(left, outer.left + around.clientLeft);
      right = Math.min(right, outer.left + around.clientLeft + around.clientWidth);
      top = Math.max(top, outer.top + around.clientTop);
      bottom = Math.min(bottom, outer.top + around.clientTop + around.clientHeight);
    }
    const heads = [...box.querySelectorAll("thead th, .wb-file")].filter((one) => getComputedStyle(one).position === "sticky").map((one) => one.getBoundingClientRect());
    for (const rect of rects) {
      if (rect.top < top - SLACK) return `is ${Math.round(top - rect.top)} px above its box`;
      if (rect.bottom > bottom + SLACK) return `is ${Math.round(rect.bottom - bottom)} px below its box`;
      if (rect.left < left - SLACK) return `is cut at the left by ${Math.round(left - rect.left)} px`;
      if (rect.right > right + SLACK) return `is cut at the right by ${Math.round(rect.right - right)} px`;
      for (const head of heads)
        if (rect.top < head.bottom - SLACK && rect.bottom > head.top + SLACK) return "is behind a head";
    }
    return null;
  }

  // The line that is marked must be `wanted`, in sight, and told from the others.
  function line(element, wanted) {
    const box = element.querySelector(".wb-listing");
    const here = box.querySelectorAll(".wb-here");
    if (here.length !== 1) return `${here.length} lines are marked`;
    const number = here[0].querySelector(".wb-number").textContent.trim();
    if (number !== String(wanted)) return `line ${number} is marked, not ${wanted}`;
    const other = [...box.querySelectorAll("li")].find((one) => one !== here[0]);
    const look = (one) => getComputedStyle(one).backgroundColor;
    if (other && look(here[0]) === look(other)) return "the line looks like any other";
    const wrong = hidden(here[0], box);
    if (wrong) return `line ${wanted} ${wrong}`;
    return box.scrollWidth > box.clientWidth ? `the listing is ${box.scrollWidth - box.clientWidth} px too wide` : null;
  }

  // The row of the step must be in sight, too; at an end, the row of the end.
  function row(element) {
    const box = element.querySelector(".wb-scroll");
    const cells = box.querySelectorAll(".wb-now > :is(.wb-goes, [colspan])");
    if (cells.length === 0) return "no row is marked";
    const wrong = hidden([...cells].at(-1), box);
    return wrong && `its cell ${wrong}`;
  }

  // Nothing in the box is wider than it may be, but for what scrolls.
  function clipped(element) {
    for (const part of element.querySelectorAll(".wb-box, .wb-box :is(.wb-tools, .wb-state, .wb-say, .wb-count, .wb-choices, .wb-choices button, p, td, th, li)")) {
      if (part.clientWidth && part.scrollWidth > part.clientWidth + SLACK)
        return `${part.className || part.tagName} is ${part.scrollWidth - part.clientWidth} px too wide: ${part.textContent.slice(0, 60)}`;
    }
    return null;
  }

  // A word of a step that stands on two lines.
  function broken(element) {
    const words = [...element.querySelectorAll(".wb-lanes :is(th, td)")].map(on_two_lines).filter(Boolean);
    return words.length ? `${words[0]} is broken` : null;
  }

  function on_two_lines(element) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((rect) => rect.top)).size > 1) return word[0];
      }
    }
    return null;
  }

  // The sentence, the state and the buttons are on the screen with the row and the line, wherever the page is scrolled so
  // that the row is.
  function together(element) {
    const bar = element.querySelector(".wb-bottom").getBoundingClientRect();
    const tall = element.querySelector(".wb-box").getBoundingClientRect();
    const room = document.documentElement.clientHeight;
    const columns = element.querySelector(".wb-columns").getBoundingClientRect();
    if (columns.height + bar.height > room) return `lanes, listing and bar take ${Math.round(columns.height + bar.height)} of ${room} px`;
    return bar.right > tall.right + SLACK ? "the bar is too wide" : null;
  }

  function player(element, words) {
    const said = { id: element.id, steps: 0, lines: 0, ends: element.data.executions.length, wrong: [] };
    element.data.executions.forEach((execution, at) => {
      element.choose(at);
      execution.frames.forEach((frame, i) => {
        if (i === 0 || frame.folded) return;
        element.go(i);
        const note = (wrong) => wrong && said.wrong.push(`${element.id}:${at + 1}:${frame.taken}: ${wrong}`);
        said.steps += 1;
        note(row(element));
        if (!element.querySelector(".wb-say").textContent.trim()) note("says nothing");
        if (frame.line === null) return;
        said.lines += 1;
        note(line(element, element.data.sources[frame.line][1]));
      });
      const wrong = clipped(element) ?? (words && (broken(element) ?? together(element)));
      if (wrong) said.wrong.push(`${element.id}:${at + 1}: ${wrong}`);
    });
    return said;
  }

  // The fewest decisions that lead to each outcome, as numbers of buttons.
  function ways(element) {
    const end_of = (node) => element.settled(node).at(-1)?.to ?? node;
    const begin = end_of(0);
    const ways = new Map([[begin, []]]);
    const queue = [begin];
    const found = new Map();
    while (queue.length) {
      const node = queue.shift();
      const end = element.ends.get(node);
      if (end !== undefined && !found.has(end)) found.set(end, ways.get(node));
      element.edges[node].forEach((edge, i) => {
        const to = end_of(edge.to);
        if (ways.has(to)) return;
        ways.set(to, [...ways.get(node), i]);
        queue.push(to);
      });
    }
    return [...found.values()];
  }

  function scheduler(element, words) {
    const said = { id: element.id, steps: 0, lines: 0, wrong: [] };
    for (const [at, way] of ways(element).entries()) {
      element.restart();
      const look = (i) => {
        const note = (wrong) => wrong && said.wrong.push(`${element.id}, way ${at + 1}, decision ${i}: ${wrong}`);
        said.steps += 1;
        const telling = element.telling();
        if (!telling) return;
        note(row(element));
        said.lines += 1;
        note(line(element, element.graph.sources[telling.source][1]));
      };
      look(0);
      for (const [i, button] of way.entries()) {
        element.querySelectorAll(".wb-choices button")[button].click();
        look(i + 1);
      }
      const wrong = clipped(element) ?? (words && broken(element));
      if (wrong) said.wrong.push(`${element.id}, way ${at + 1}: ${wrong}`);
    }
    return said;
  }

  // Takes half of the steps of the first execution, or of the way to the first outcome.
  function halfway() {
    for (const element of document.querySelectorAll("wb-player")) {
      element.choose(0);
      element.move(Math.ceil(element.execution.frames.length / 3));
    }
    for (const element of document.querySelectorAll("wb-scheduler")) {
      const [way] = ways(element);
      element.restart();
      for (const button of way.slice(0, Math.ceil(way.length / 2))) element.querySelectorAll(".wb-choices button")[button].click();
    }
  }

  // What is wrong with each element that marks a line, without a step.
  function as_they_are() {
    const marked = [...document.querySelectorAll("wb-player, wb-scheduler")].filter((one) => one.querySelector(".wb-here"));
    return marked.map((element) => {
      const number = element.querySelector(".wb-here .wb-number").textContent.trim();
      const wrong = [line(element, number), row(element), clipped(element)].filter(Boolean);
      return { id: element.id, wrong: wrong.map((one) => `${element.id}: ${one}`) };
    });
  }

  // Takes every step of every player, and of the shortest way to each outcome of every scheduler; with
  // `words`, no word of a step may be broken.
  const all = (words) => [
    ...[...document.querySelectorAll("wb-player")].map((element) => player(element, words)),
    ...[...document.querySelectorAll("wb-scheduler")].map((element) => scheduler(element, words)),
  ];
  return { all, ways, halfway, as_they_are };
})();

// What player and scheduler share: elements, the listing, lanes, sentences, the state.
const wb = {
  // An element with attributes and children; text stays text.
  make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  },

  svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  },

  // A button that says what it does; the sign beside it needs no font.
  button(path, name, press, kind = "") {
    const icon = wb.svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": true }, wb.svg("path", { d: path, fill: "currentColor" }));
    return wb.make("button", { type: "button", class: kind, onclick: press }, icon, wb.make("span", {}, name));
  },

  // Keeps a button in the order of tabs while it can do nothing.
  enable(button, enabled) {
    button.setAttribute("aria-disabled", String(!enabled));
  },

  // The data of an element: `null` if it is broken, and the tables stay.
  data(element) {
    try {
      return JSON.parse(element.querySelector("script[type='application/json']").textContent);
    } catch (error) {
      console.error(element.id, error);
      return null;
    }
  },

  // What the address asks of an element, between colons: #player-04-lost-update:2:7. Who follows such a link sees it.
  asked(element) {
    let hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash);
    } catch { /* It names nothing. */ }
    const [id, ...asked] = hash.split(":");
    if (id !== element.id || !asked.length) return null;
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate") addEventListener("load", () => element.scrollIntoView());
    return asked;
  },

  // A thread's name in its color.
  name(names, thread) {
    return wb.make("b", { class: `wb-thread wb-lane-${wb.lane(thread)}` }, names[thread]);
  },

  // There are colors for `main` and six more threads.
  lane(thread) {
    return thread > 6 ? 1 + ((thread - 1) % 6) : thread;
  },

  // A sentence as the recording has it: texts, numbers for threads, and code in brackets.
  said(names, pieces) {
    return pieces.map((piece) => {
      if (typeof piece === "number") return wb.name(names, piece);
      return Array.isArray(piece) ? wb.make("code", {}, ...piece) : piece;
    });
  },

  // A row breaks between its phrases rather than in them.
  phrases(text) {
    return text.split(/(?<=, )/).flatMap((phrase, i) => [...(i ? [" "] : []), wb.make("span", { class: "wb-phrase" }, phrase.trim())]);
  },

  // A part that scrolls by itself. `center` brings what matches `mark` to its middle, below the head that
  // sticks to its top, and leaves the page where it is. A window, a font, or a fold that changes sizes
  // does the same.
  pane(kind, label, mark) {
    const content = wb.make("div", {});
    const box = wb.make("div", { class: kind, tabindex: 0, role: "group", "aria-label": label }, content);
    const center = () => {
      const marked = [...box.querySelectorAll(mark)].at(-1);
      if (!marked) return;
      const head = marked.closest("table, section").querySelector("thead, .wb-file").offsetHeight;
      const [inner, outer] = [marked.getBoundingClientRect(), box.getBoundingClientRect()];
      const above = Math.max(head, (box.clientHeight + head - inner.height) / 2);
      box.scrollTop += inner.top - outer.top - box.clientTop - above;
      const cell = (marked.querySelector(".wb-goes") ?? marked).getBoundingClientRect();
      if (cell.left < outer.left || cell.right > outer.left + box.clientWidth)
        box.scrollLeft += cell.left - outer.left - Math.max(0, (box.clientWidth - cell.width) / 2);
    };
    const sizes = new ResizeObserver(center);
    sizes.observe(box);
    sizes.observe(content);
    return { box, content, center };
  },

  // A listing of the lines around the ones that steps point to.
  listing(files) {
    const pane = wb.pane("wb-listing", "Source code", ".wb-here");
    const lines = new Map();
    const texts = new Map();
    for (const [file, listing] of Object.entries(files)) {
      const list = wb.make("ol", {});
      const indents = wb.indents(listing);
      listing.forEach(([number, text], i) => {
        const pieces = text.trim().split(/(?=\.\w)|(?<=\()/).flatMap((piece) => [wb.make("wbr"), piece]);
        const code = wb.make("span", { class: "wb-code", style: `--indent: ${indents[i]}` }, ...pieces);
        if (/^\/\//.test(text.trim())) code.classList.add("wb-remark");
        const line = number
          ? wb.make("li", {}, wb.make("span", { class: "wb-marks" }), wb.make("span", { class: "wb-number" }, String(number)), code)
          : wb.make("li", { class: "wb-gap" }, "…");
        if (number) lines.set(`${file}:${number}`, line);
        if (number) texts.set(`${file}:${number}`, text.trim());
        list.append(line);
      });
      pane.content.append(wb.make("section", {}, wb.make("p", { class: "wb-file" }, file.split("/").at(-1)), list));
    }
    return {
      ...pane,
      // What stands in a line; nothing if it is not shown.
      text: (place) => texts.get(place?.join(":")),
      // Puts a marker beside the line of each thread, and marks the line to look at in the color of its thread.
      // `places` are pairs of a file and a line, by thread.
      show(here, thread, places, names) {
        for (const line of lines.values()) {
          line.removeAttribute("class");
          line.removeAttribute("aria-current");
          line.querySelector(".wb-marks").replaceChildren();
        }
        places.forEach((place, other) => {
          const marks = lines.get(place?.join(":"))?.querySelector(".wb-marks");
          const short = names[other].match(/\d+$/)?.[0] ?? names[other][0];
          marks?.append(wb.make("span", { class: `wb-marker wb-lane-${wb.lane(other)}`, title: `${names[other]} is here`, "aria-label": `${names[other]} is here`, role: "img" }, short));
        });
        const line = lines.get(here?.join(":"));
        if (!line) return;
        line.classList.add("wb-here");
        if (thread !== null && thread !== undefined) line.classList.add(`wb-lane-${wb.lane(thread)}`);
        line.setAttribute("aria-current", "true");
      },
    };
  },

  // How far each line is indented within its block: what all lines between two gaps share is left out.
  indents(listing) {
    const indents = listing.map(([number, text]) => (number && text.trim() ? text.search(/\S/) : Infinity));
    const blocks = listing.map((_, i) => i).filter((i) => i === 0 || !listing[i][0]);
    blocks.forEach((start, i) => {
      const block = indents.slice(start, blocks[i + 1]);
      const shared = Math.min(...block);
      block.forEach((indent, j) => (indents[start + j] = indent === Infinity ? 0 : indent - shared));
    });
    return indents;
  },

  // Keys that step do not also turn the page.
  keys(element, deeds) {
    element.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.tagName === "SELECT") return event.stopPropagation();
      const deed = deeds[event.key];
      if (!deed) return;
      if (event.key === " " && event.target.tagName === "BUTTON") return;
      event.preventDefault();
      event.stopPropagation();
      deed();
    });
  },

  // A table of lanes. Rows are { number, kind, thread, texts, state, waits } in the lane of a thread, or { number, kind,
  // across } over all of them. Threads that only start and end others have no lane.
  lanes(names, lanes, head, rows, caption) {
    const heads = lanes.map((thread) => wb.make("th", { scope: "col", class: `wb-lane-${wb.lane(thread)}` }, names[thread]));
    const state = head ? [wb.make("th", { scope: "col", class: "wb-after" }, head)] : [];
    const body = rows.map(({ number, kind, thread, texts, across, state, waits }) => {
      const first = number === null ? wb.make("td", {}) : wb.make("th", { scope: "row" }, number);
      const row = wb.make("tr", { class: kind }, first);
      if (across) row.append(wb.make("td", { colspan: lanes.length + (head ? 1 : 0) }, wb.make("span", {}, ...across)));
      else {
        for (const lane of lanes) {
          const is = lane === thread ? " wb-goes" : waits.has(lane) ? " wb-blocked" : "";
          row.append(wb.make("td", { class: `wb-lane-${wb.lane(lane)}${is}` }, ...(lane === thread ? texts : [])));
        }
        if (head) row.append(wb.make("td", { class: "wb-after" }, ...state));
      }
      if (kind.includes("wb-now")) row.setAttribute("aria-current", "step");
      return row;
    });
    const columns = lanes.length + (head ? 1.2 : 0);
    return wb.make(
      "table", { class: "wb-lanes", style: `--lanes: ${columns}` }, wb.make("caption", {}, caption),
      wb.make("thead", {}, wb.make("tr", {}, wb.make("th", { scope: "col" }, "step"), ...heads, ...state)), wb.make("tbody", {}, ...body),
    );
  },
};

// Code that is wider than the page can be scrolled by keys too.
for (const code of document.querySelectorAll("main pre > code")) code.tabIndex = 0;

// In a long listing, the line that makes the difference is seen at once.
for (const comment of document.querySelectorAll("main pre .hljs-comment"))
  if (/TRAP:|Mistake/.test(comment.textContent)) comment.classList.add("wb-mark");

// What player and scheduler share: elements, the listing, lanes, the state.
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

  // A sign that no font has to have.
  icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const shape = document.createElementNS(svg.namespaceURI, "path");
    for (const [name, value] of [["viewBox", "0 0 16 16"], ["width", 16], ["height", 16], ["aria-hidden", true]])
      svg.setAttribute(name, value);
    shape.setAttribute("d", path);
    shape.setAttribute("fill", "currentColor");
    svg.append(shape);
    return svg;
  },

  button(path, name, press) {
    return wb.make("button", { type: "button", "aria-label": name, title: name, onclick: press }, wb.icon(path));
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

  // A part that scrolls by itself. `center` brings what matches `mark` to its middle, below the head that
  // sticks to its top, and leaves the page where it is. A window, a font, or a fold that changes sizes
  // does the same.
  pane(kind, label, mark) {
    const content = wb.make("div", {});
    const box = wb.make("div", { class: kind, tabindex: 0, role: "group", "aria-label": label }, content);
    const center = () => {
      const marked = box.querySelector(mark);
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
    const pane = wb.pane("wb-listing", "Listing", ".wb-here");
    const lines = new Map();
    for (const [file, listing] of Object.entries(files)) {
      const list = wb.make("ol", {});
      const indents = wb.indents(listing);
      listing.forEach(([number, text], i) => {
        const pieces = text.trim().split(/(?=\.\w)|(?<=\()/).flatMap((piece) => [wb.make("wbr"), piece]);
        const code = wb.make("span", { class: "wb-code", style: `--indent: ${indents[i]}` }, ...pieces);
        const line = number
          ? wb.make("li", {}, wb.make("span", { class: "wb-number" }, String(number)), code)
          : wb.make("li", { class: "wb-gap" }, "…");
        if (number) lines.set(`${file}:${number}`, line);
        list.append(line);
      });
      pane.content.append(wb.make("section", {}, wb.make("p", { class: "wb-file" }, file), list));
    }
    let here = null;
    return {
      ...pane,
      // Marks a line in the color of the lane whose step it is.
      show(file, number, lane) {
        here?.removeAttribute("class");
        here?.removeAttribute("aria-current");
        here = lines.get(`${file}:${number}`) ?? null;
        if (!here) return;
        here.classList.add("wb-here", `wb-lane-${lane}`);
        here.setAttribute("aria-current", "true");
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
      event.preventDefault();
      event.stopPropagation();
      deed();
    });
  },

  // A table of lanes: heads, and rows of [number, lane, texts, class, lanes that wait]. Where no lane
  // is named, the texts have all of them.
  lanes(heads, rows, caption) {
    const names = heads.map((name, i) => wb.make("th", { scope: "col", class: `wb-lane-${i}` }, name));
    const head = wb.make("tr", {}, wb.make("th", { scope: "col" }, "step"), ...names);
    const body = rows.map(([number, lane, texts, kind, waits]) => {
      const row = wb.make("tr", { class: kind }, wb.make("th", { scope: "row" }, String(number)));
      if (lane === null) row.append(wb.make("td", { colspan: heads.length }, ...texts));
      else heads.forEach((_, i) => {
        const state = i === lane ? " wb-goes" : waits.has(i) ? " wb-blocked" : "";
        row.append(wb.make("td", { class: `wb-lane-${i}${state}` }, ...(i === lane ? texts : [])));
      });
      if (kind.includes("wb-now")) row.setAttribute("aria-current", "step");
      return row;
    });
    return wb.make(
      "table", { class: "wb-lanes", style: `--lanes: ${heads.length}` }, wb.make("caption", {}, caption),
      wb.make("thead", {}, head), wb.make("tbody", {}, ...body),
    );
  },
};

// Code that is wider than the page can be scrolled by keys too.
for (const code of document.querySelectorAll("main pre > code")) code.tabIndex = 0;

// In a long listing, the line that makes the difference is seen at once.
for (const comment of document.querySelectorAll("main pre .hljs-comment"))
  if (/TRAP:|Mistake/.test(comment.textContent)) comment.classList.add("wb-mark");

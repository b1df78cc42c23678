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

  // A listing of the lines around the ones that steps point to.
  listing(files) {
    const box = wb.make("div", { class: "wb-listing", tabindex: 0, role: "group", "aria-label": "Listing" });
    const lines = new Map();
    for (const [file, listing] of Object.entries(files)) {
      const list = wb.make("ol", {});
      const indents = listing.filter(([number, text]) => number && text.trim()).map(([, text]) => text.search(/\S/));
      const indent = Math.min(...indents);
      for (const [number, text] of listing) {
        const line = number
          ? wb.make("li", {}, wb.make("span", { class: "wb-number" }, String(number)), text.slice(indent))
          : wb.make("li", { class: "wb-gap" }, "…");
        if (number) lines.set(`${file}:${number}`, line);
        list.append(line);
      }
      box.append(wb.make("p", { class: "wb-file" }, file), list);
    }
    let here = null;
    return {
      box,
      show(file, number) {
        here?.classList.remove("wb-here");
        here?.removeAttribute("aria-current");
        here = lines.get(`${file}:${number}`) ?? null;
        if (!here) return;
        here.classList.add("wb-here");
        here.setAttribute("aria-current", "true");
        // Scrolls the listing, not the page.
        box.scrollTop = here.offsetTop - box.offsetTop - box.clientHeight / 2;
      },
    };
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
      "table", { class: "wb-lanes" }, wb.make("caption", {}, caption),
      wb.make("thead", {}, head), wb.make("tbody", {}, ...body),
    );
  },
};

// Code that is wider than the page can be scrolled by keys too.
for (const code of document.querySelectorAll("main pre > code")) code.tabIndex = 0;

// In a long listing, the line that makes the difference is seen at once.
for (const comment of document.querySelectorAll("main pre .hljs-comment"))
  if (/TRAP:|Mistake/.test(comment.textContent)) comment.classList.add("wb-mark");

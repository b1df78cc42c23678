// <wb-scheduler>: you are the scheduler. Every schedule of a model as a graph; you pick who goes next.
class WorkbookScheduler extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    const data = wb.data(this);
    if (!data) return;
    this.graph = data.graph;
    this.read();
    this.build(data.files);
    this.restart();
    this.classList.add("wb-ready");
  }

  // Tables of edges, ends and waits by node.
  read() {
    const { next, steps, at, ends, blocked, kinds, outcomes } = this.graph;
    this.edges = next.map((numbers, node) => {
      // The second number of the first edge is left out where it is 1.
      const pairs = numbers.length % 2 ? [numbers[0], 1, ...numbers.slice(1)] : numbers;
      const edges = [];
      for (let i = 0; i < pairs.length; i += 2) {
        const [thread, label, text, source] = steps[pairs[i]];
        edges.push({ thread, label, text, source, to: node + pairs[i + 1] });
      }
      return edges;
    });
    this.ends = new Map();
    for (let i = 0; i < ends.length; i += 2) this.ends.set(ends[i], ends[i + 1]);
    this.blocked = new Array(next.length).fill(0);
    for (let i = 0; i < at.length; i += 2)
      this.blocked.fill(at[i + 1], at[i], at[i + 2] ?? next.length);
    // What can come of it, as a reader counts: kind and outcome.
    this.all = [...new Set(this.ends.values())].map((end) => ({ end, bad: kinds[end] !== "done", text: outcomes[end] || kinds[end] }));
    this.found = new Set();
  }

  build(files) {
    this.say = wb.make("p", { class: "wb-say", role: "status" });
    this.count = wb.make("p", { class: "wb-count" });
    this.choices = wb.make("div", { class: "wb-choices" });
    this.lanes = wb.pane("wb-scroll", "Steps so far", ".wb-now:last-child");
    this.waits = wb.make("ul", { class: "wb-state", "aria-label": "Who waits" });
    this.listing = wb.listing(files);
    const again = wb.make("button", { type: "button", onclick: () => this.restart() }, "from the beginning");
    const back = wb.make("button", { type: "button", onclick: () => this.back() }, "a step back");
    this.undo = back;
    const bar = wb.make("div", { class: "wb-tools" }, wb.make("strong", {}, "You are the scheduler"), back, again);
    const left = wb.make("div", {}, this.choices, this.waits, this.lanes.box);
    const columns = wb.make("div", { class: "wb-columns" }, left, this.listing.box);
    const name = this.getAttribute("aria-label");
    this.box = wb.make("div", { class: "wb-box", role: "group", "aria-label": name }, bar, this.count, columns, this.say);
    this.removeAttribute("aria-label");
    const pick = (number) => () => this.choices.querySelectorAll("button")[number]?.click();
    wb.keys(this.box, {
      ArrowLeft: () => this.back(),
      Home: () => this.restart(),
      ...Object.fromEntries([...Array(9).keys()].map((i) => [String(i + 1), pick(i)])),
    });
    this.prepend(this.box);
  }

  restart() {
    [this.node, this.path] = [0, []];
    this.draw();
  }

  back() {
    const last = this.path.pop();
    if (last) this.node = last.from;
    this.draw();
  }

  go(edge) {
    this.path.push({ ...edge, from: this.node });
    this.node = edge.to;
    if (this.ends.has(this.node)) this.found.add(this.ends.get(this.node));
    // The buttons are others now: the keyboard stays here.
    this.draw();
    (this.choices.querySelector("button") ?? this.undo).focus({ preventScroll: true });
  }

  draw() {
    const { graph, node, path } = this;
    const end = this.ends.get(node);
    const traps = this.all.some((one) => one.bad);
    const goal = traps ? " Make it fail." : "";
    this.count.textContent = `${this.found.size} of ${this.all.length} ends found.${this.found.size < this.all.length ? goal : " That is all that can come of it."}`;
    wb.enable(this.undo, path.length > 0);
    this.draw_choices(end);
    this.draw_waits(end);
    const rows = path.map((step, i) => {
      const kind = i + 1 === path.length ? "wb-now" : "wb-past";
      const after = this.waiting(path[i + 1]?.from ?? node);
      return [i + 1, step.thread, [graph.texts[step.text]], kind, new Set(after.map(([thread]) => thread))];
    });
    if (end !== undefined) {
      const { bad, text } = this.all.find((one) => one.end === end);
      rows.push(["end", null, [wb.make("strong", { class: bad ? "wb-bad" : "wb-good" }, `${graph.kinds[end]}: ${text}`)], "wb-now"]);
    }
    this.lanes.content.replaceChildren(wb.lanes(graph.threads, rows, "What you scheduled"));
    const pointing = path.findLast((step) => step.source >= 0);
    const [file, line] = pointing ? graph.sources[pointing.source] : [];
    this.listing.show(graph.files[file], line, pointing?.thread);
    const last = path.at(-1);
    this.say.textContent = end !== undefined
      ? `The end, ${graph.kinds[end]}: ${graph.outcomes[end]}.`
      : last ? `Step ${path.length}: ${graph.threads[last.thread]}: ${graph.texts[last.text]}.`
        : "Pick who goes first, with the buttons or the number keys.";
    // All that changes sizes is done.
    this.lanes.center();
    this.listing.center();
  }

  // A button for each thread that can go on; several if its step can fall several ways.
  draw_choices(end) {
    const { graph } = this;
    if (end !== undefined) {
      const text = "Nobody goes on. A step back, or from the beginning?";
      return this.choices.replaceChildren(wb.make("p", {}, text));
    }
    const many = new Set();
    const seen = new Set();
    for (const edge of this.edges[this.node]) (seen.has(edge.thread) ? many : seen).add(edge.thread);
    const buttons = this.edges[this.node].map((edge, i) => {
      const name = wb.make("strong", {}, graph.threads[edge.thread]);
      const way = many.has(edge.thread) ? ` (${graph.labels[edge.label]})` : "";
      return wb.make("button", { type: "button", onclick: () => this.go(edge) },
        wb.make("kbd", {}, String(i + 1)), " ", name, ` ${graph.texts[edge.text]}${way}`);
    });
    this.choices.replaceChildren(...buttons);
  }

  // Who waits at a node, and for what: pairs.
  waiting(node) {
    const flat = this.graph.blocked[this.blocked[node]] ?? [];
    return flat.flatMap((thread, i) => (i % 2 ? [] : [[thread, flat[i + 1]]]));
  }

  draw_waits(end) {
    const { graph } = this;
    const items = this.waiting(this.node).map(([thread, wait]) => {
      const [wish, until] = graph.waits[wait];
      const what = until >= 0 && graph.texts[until] ? `, ${graph.texts[until]}` : "";
      return wb.make("li", { class: "wb-waits" }, `${graph.threads[thread]} waits: ${graph.texts[wish]}${what}`);
    });
    this.waits.replaceChildren(...items);
    this.waits.hidden = !items.length;
  }
}

customElements.define("wb-scheduler", WorkbookScheduler);

// <wb-player>: steps through recorded executions. Upgrades the tables that stand in it.
class WorkbookPlayer extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.data = wb.data(this);
    if (!this.data) return;
    [this.at, this.taken] = this.asked();
    this.build();
    this.draw();
    this.classList.add("wb-ready");
  }

  // The address may name an execution and a step: #player-04-lost-update:2:7
  asked() {
    const [id, at, taken] = decodeURIComponent(location.hash.slice(1)).split(":");
    if (id !== this.id || at === undefined) return [0, 0];
    const execution = Math.min(Math.max((parseInt(at) || 1) - 1, 0), this.data.executions.length - 1);
    const steps = this.data.executions[execution].steps.length + 1;
    return [execution, Math.min(Math.max(parseInt(taken) || 0, 0), steps)];
  }

  get execution() {
    return this.data.executions[this.at];
  }

  build() {
    const options = this.data.executions.map((one, i) => wb.make("option", {}, `${i + 1}. ${one.title}`));
    this.pick = wb.make("select", { "aria-label": "Execution", onchange: () => this.choose(this.pick.selectedIndex) }, ...options);
    this.first = wb.button("M2 2h2v12H2zM14 2v12L5 8z", "To the beginning", () => this.go(0));
    this.back = wb.button("M12 2v12L3 8z", "A step back", () => this.go(this.taken - 1));
    this.on = wb.button("M4 2v12l9-6z", "A step on", () => this.go(this.taken + 1));
    this.last = wb.button("M12 2h2v12h-2zM2 2v12l9-6z", "To the end", () => this.go(Infinity));
    this.place = wb.make("span", { class: "wb-place" });
    this.link = wb.make("a", { class: "wb-link" }, "link to this step");
    this.say = wb.make("p", { class: "wb-say", role: "status" });
    this.listing = wb.listing(this.data.files);
    this.lanes = wb.pane("wb-scroll", "Steps", ".wb-now");
    this.state = wb.make("div", { class: "wb-state" });
    const bar = wb.make("div", { class: "wb-tools" }, this.pick, this.first, this.back, this.on, this.last, this.place, this.link);
    const columns = wb.make("div", { class: "wb-columns" }, this.lanes.box, this.listing.box);
    const name = this.getAttribute("aria-label");
    this.box = wb.make("div", { class: "wb-box", role: "group", "aria-label": name }, bar, columns, this.state, this.say);
    this.removeAttribute("aria-label");
    wb.keys(this.box, {
      ArrowRight: () => this.go(this.taken + 1),
      ArrowLeft: () => this.go(this.taken - 1),
      Home: () => this.go(0),
      End: () => this.go(Infinity),
    });
    this.prepend(this.box);
  }

  choose(at) {
    [this.at, this.taken] = [at, 0];
    this.draw();
  }

  go(taken) {
    this.taken = Math.max(0, Math.min(taken, this.execution.steps.length + 1));
    this.draw();
  }

  draw() {
    const { execution, taken } = this;
    const { steps, threads, end } = execution;
    const over = taken > steps.length;
    const step = over ? null : steps[taken - 1];
    this.pick.selectedIndex = this.at;
    this.place.textContent = over ? "The end" : `Step ${taken} of ${steps.length}`;
    for (const [button, able] of [[this.first, taken > 0], [this.back, taken > 0], [this.on, !over], [this.last, !over]])
      wb.enable(button, able);
    this.link.href = `#${this.id}:${this.at + 1}:${taken}`;
    this.lanes.content.replaceChildren(this.table());
    const last = steps.slice(0, taken).findLast((one) => one.src !== null);
    const pointing = over && end.src !== null ? end : last;
    const [file, line] = this.data.sources[pointing?.src] ?? [];
    this.listing.show(file, line, pointing?.t);
    this.draw_state(step);
    this.say.textContent = over
      ? `The end. ${end.text}.`
      : step
        ? `Step ${taken}: ${threads[step.t]}: ${step.text}${step.blocks ? ", and waits" : ""}${step.choice ? `; ${step.choice}` : ""}.`
        : `${execution.title}. Step through it with the buttons or the arrow keys.`;
    // All that changes sizes is done.
    if (taken === 0) this.lanes.box.scrollTop = 0;
    this.lanes.center();
    this.listing.center();
  }

  table() {
    const { steps, threads, end } = this.execution;
    const waits = new Set();
    const rows = steps.map((step, i) => {
      step.blocks ? waits.add(step.t) : waits.delete(step.t);
      const texts = [];
      if (step.from !== null) texts.push(wb.make("em", { class: "wb-note" }, `switched from ${threads[step.from]}, which could go on`));
      texts.push(wb.make("span", {}, step.text + (step.blocks ? " …" : "")));
      if (step.choice) texts.push(wb.make("em", { class: "wb-note" }, step.choice));
      return [i + 1, step.t, texts, this.kind(i + 1), new Set(waits)];
    });
    rows.push(["end", null, [wb.make("strong", { class: end.bad ? "wb-bad" : "wb-good" }, end.text)], this.kind(steps.length + 1)]);
    return wb.lanes(threads, rows, `Execution ${this.at + 1}: ${this.execution.title}`);
  }

  kind(number) {
    return number === this.taken ? "wb-now" : number > this.taken ? "wb-later" : "wb-past";
  }

  // What each object is after the step, and who waits.
  draw_state(step) {
    const { steps, threads, objects } = this.execution;
    const states = new Map();
    const waits = new Map();
    for (const one of steps.slice(0, this.taken)) {
      if (one.o !== null) states.set(one.o, one);
      waits.set(one.t, one.blocks ? one.text : null);
    }
    const items = [...states].map(([object, one]) =>
      wb.make("li", { class: one === step ? "wb-changed" : "" }, `${objects[object]}: ${one.state}`));
    for (const [thread, text] of waits) {
      if (text) items.push(wb.make("li", { class: "wb-waits" }, `${threads[thread]} waits: ${text}`));
    }
    this.state.replaceChildren(wb.make("ul", { "aria-label": "State after this step" }, ...items));
  }
}

customElements.define("wb-player", WorkbookPlayer);

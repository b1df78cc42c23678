// <wb-player>: steps through recorded executions. Upgrades the tables that stand in it, and draws frames: what each of
// them says was worked out when the book was built.
class WorkbookPlayer extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.data = wb.data(this);
    if (!this.data) return;
    [this.at, this.frame] = this.asked();
    this.build();
    this.draw();
    this.classList.add("wb-ready");
  }

  disconnectedCallback() {
    this.pause();
  }

  // The address may name an execution and a step.
  asked() {
    const asked = wb.asked(this);
    if (!asked) return [0, this.beginning(0)];
    const [at, taken] = asked;
    const execution = Math.min(Math.max((parseInt(at) || 1) - 1, 0), this.data.executions.length - 1);
    const { frames } = this.data.executions[execution];
    const found = frames.findIndex((frame) => frame.taken >= (parseInt(taken) || 0) && !frame.folded);
    return [execution, found < 0 ? frames.length - 1 : found];
  }

  // The first step that is about more than threads that start.
  beginning(at) {
    const { frames } = this.data.executions[at];
    return frames.findIndex((frame, i) => i > 0 && !frame.folded);
  }

  get execution() {
    return this.data.executions[this.at];
  }

  get now() {
    return this.execution.frames[this.frame];
  }

  build() {
    const { executions, files } = this.data;
    const options = executions.map((one, i) => wb.make("option", {}, `Execution ${i + 1} of ${executions.length}: ${one.title}`));
    this.pick = wb.make("select", { "aria-label": "Execution", onchange: () => this.choose(this.pick.selectedIndex) }, ...options);
    this.pick.hidden = executions.length < 2;
    this.called = wb.make("p", { class: "wb-called" });
    this.first = wb.button("M2 2h2v12H2zM14 2v12L5 8z", "Start", () => this.step(-Infinity), "wb-far");
    this.back = wb.button("M12 2v12L3 8z", "Back", () => this.step(-1));
    this.runs = wb.button("M4 2v12l9-6z", "Play", () => this.toggle(), "wb-main");
    this.on = wb.button("M4 2v12l9-6z", "Forward", () => this.step(1));
    this.last = wb.button("M12 2h2v12h-2zM2 2v12l9-6z", "End", () => this.step(Infinity), "wb-far");
    this.place = wb.make("span", { class: "wb-place" });
    this.link = wb.make("a", { class: "wb-link" }, "link to this step");
    this.say = wb.make("p", { class: "wb-say", role: "status" });
    this.listing = wb.listing(files);
    this.lanes = wb.pane("wb-scroll", "Steps", ".wb-now");
    this.state = wb.make("ul", { class: "wb-state", "aria-label": "State after this step" });
    const head = wb.make("div", { class: "wb-head" }, this.called, this.pick);
    const columns = wb.make("div", { class: "wb-columns" }, this.lanes.box, this.listing.box);
    const tools = wb.make("div", { class: "wb-tools" }, this.first, this.back, this.runs, this.on, this.last, this.place, this.link);
    const bar = wb.make("div", { class: "wb-bottom" }, this.say, this.state, tools);
    const name = this.getAttribute("aria-label");
    this.box = wb.make("div", { class: "wb-box", role: "group", "aria-label": name }, head, columns, bar);
    this.removeAttribute("aria-label");
    wb.keys(this.box, {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      Home: () => this.step(-Infinity),
      End: () => this.step(Infinity),
      " ": () => this.toggle(),
    });
    this.prepend(this.box);
  }

  choose(at) {
    this.pause();
    [this.at, this.frame] = [at, this.beginning(at)];
    this.draw();
  }

  // A reader steps: what ran by itself stops.
  step(by) {
    this.pause();
    this.move(by);
  }

  // To the next step in a direction that is about more than a thread's beginning or end.
  move(by) {
    const { frames } = this.execution;
    let frame = this.frame + by;
    while (frames[frame]?.folded) frame += by;
    this.go(Math.max(frame, this.beginning(this.at)));
  }

  go(frame) {
    this.frame = Math.max(0, Math.min(frame, this.execution.frames.length - 1));
    this.draw();
  }

  get is_over() {
    return this.frame === this.execution.frames.length - 1;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.is_over) this.go(this.beginning(this.at));
    this.tick();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.runs) this.draw_runs();
  }

  // A sentence stays for as long as it takes to read it.
  tick() {
    const words = this.say.textContent.length;
    this.timer = setTimeout(() => {
      this.move(1);
      this.is_over ? this.pause() : this.tick();
    }, this.now.key ? 1000 + words * 45 : 1100);
    this.draw_runs();
  }

  draw_runs() {
    this.runs.querySelector("path").setAttribute("d", this.timer ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2v12l9-6z");
    this.runs.querySelector("span").textContent = this.timer ? "Pause" : "Play";
  }

  draw() {
    const { execution, frame, now } = this;
    const { frames, threads, title, bad } = execution;
    this.pick.selectedIndex = this.at;
    this.called.textContent = title;
    const [over, begin] = [this.is_over, this.beginning(this.at)];
    this.place.textContent = over ? "The end" : `Step ${now.taken} of ${execution.steps}`;
    for (const [button, able] of [[this.first, frame > begin], [this.back, frame > begin], [this.on, !over], [this.last, !over]])
      wb.enable(button, able);
    this.link.href = `#${this.id}:${this.at + 1}:${now.taken}`;
    this.lanes.content.replaceChildren(this.table());
    const place = (source) => this.data.sources[source];
    // The thread whose line is looked at took the last step that was more than a start or an end.
    const acting = frames.slice(0, frame + 1).findLast((one) => one.thread !== null && !one.folded);
    this.listing.show(place(now.line), acting?.thread, now.lines.map(place), threads);
    this.say.className = `wb-say${over ? (bad ? " wb-bad" : " wb-good") : now.key ? " wb-key" : ""}`;
    this.say.replaceChildren(...(frame === 0 ? ["Before the first step."] : wb.said(threads, now.said)));
    this.draw_state();
    // All that changes sizes is done.
    if (frame <= begin) this.lanes.box.scrollTop = 0;
    this.lanes.center();
    this.listing.center();
  }

  table() {
    const { frames, threads, objects, title } = this.execution;
    const steps = frames.slice(1, -1);
    const busy = new Set(steps.filter((one) => !one.folded).map((one) => one.thread));
    const lanes = threads.map((_, i) => i).filter((i) => busy.has(i) || !busy.size);
    const known = [...new Set(steps.flatMap((one) => one.states.map(([object]) => object)))];
    const head = known.length === 1 ? objects[known[0]] : known.length ? "state" : null;
    const rows = [];
    frames.forEach((one, i) => {
      if (i === 0) return;
      const when = i === this.frame ? "wb-now" : i > this.frame ? "wb-later" : "wb-past";
      const waits = new Set(one.waits.map(([thread]) => thread));
      const beside = i > this.frame ? "wb-later" : "wb-past";
      if (i === frames.length - 1) {
        const sign = this.execution.bad ? "wb-bad" : "wb-good";
        rows.push({ number: "end", kind: when, across: [wb.make("strong", { class: sign }, one.title)] });
      } else if (one.folded) {
        rows.push({ number: one.step, kind: `${when} wb-fold`, across: [one.title] });
      } else {
        if (one.preempted !== null)
          rows.push({ number: null, kind: `${beside} wb-cut`, across: ["preempted here: ", wb.name(threads, one.preempted), " could continue"] });
        const texts = wb.phrases(one.title + (waits.has(one.thread) ? " …" : ""));
        const told = one.states.filter(([, , changed]) => changed);
        const state = told.map(([object, text]) => wb.make("span", {}, known.length === 1 ? text : `${objects[object]}: ${text}`));
        rows.push({ number: one.step, kind: when, thread: one.thread, texts, state, waits });
        if (one.choice) rows.push({ number: null, kind: `${beside} wb-cut`, across: [`a choice: ${one.choice}`] });
      }
    });
    return wb.lanes(threads, lanes, head, rows, title);
  }

  // What each object is after the step, and which threads wait.
  draw_state() {
    const { threads, objects } = this.execution;
    const items = this.now.states.map(([object, text, changed]) =>
      wb.make("li", { class: changed ? "wb-changed" : "" }, wb.make("i", {}, objects[object]), ` ${text}`));
    for (const [thread, text, on] of this.now.waits) {
      const who = on === null ? [] : [" for ", wb.name(threads, on)];
      items.push(wb.make("li", { class: "wb-waits" }, wb.name(threads, thread), " waits", ...who, `: ${text}`));
    }
    this.state.replaceChildren(...items);
  }
}

customElements.define("wb-player", WorkbookPlayer);

// <wb-scheduler>: you are the scheduler. Every interleaving of a model as a graph; you decide which thread runs next
// wherever there is something to decide.
class WorkbookScheduler extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.data = wb.data(this);
    if (!this.data) return;
    this.graph = this.data.graph;
    this.read();
    this.build();
    this.follow(wb.asked(this)?.[0] ?? "");
    this.classList.add("wb-ready");
  }

  // Tables of edges, ends and waits by node.
  read() {
    const { next, steps, at, ends, blocked, labels } = this.graph;
    const { byItself, ordered, bad } = this.data;
    this.edges = next.map((numbers, node) => {
      // The second number of the first edge is left out where it is 1.
      const pairs = numbers.length % 2 ? [numbers[0], 1, ...numbers.slice(1)] : numbers;
      const edges = [];
      for (let i = 0; i < pairs.length; i += 2) {
        const [thread, label, text, source] = steps[pairs[i]];
        const answers = [...labels[label].matchAll(/ (\d+)/g)].map((answer) => Number(answer[1]));
        edges.push({ thread, text, source, answers, label: labels[label], byItself: byItself[label], ordered: ordered[label], from: node, to: node + pairs[i + 1] });
      }
      return edges.sort((one, other) => one.thread - other.thread);
    });
    this.ends = new Map();
    for (let i = 0; i < ends.length; i += 2) this.ends.set(ends[i], ends[i + 1]);
    this.blocked = new Array(next.length).fill(0);
    for (let i = 0; i < at.length; i += 2)
      this.blocked.fill(at[i + 1], at[i], at[i + 2] ?? next.length);
    this.all = [...new Set(this.ends.values())];
    this.fails = this.all.filter((end) => bad[end]);
    this.found = new Set();
    this.orders = new Set();
    this.remember(true);
  }

  // What was found stays found when the page is loaded again.
  remember(reads) {
    const name = `workbook ${this.graph.model} ${this.all.length} ${this.data.orders ?? ""}`;
    try {
      if (reads) {
        const { found = [], orders = [] } = JSON.parse(localStorage.getItem(name) ?? "{}");
        this.found = new Set(found.filter((end) => this.all.includes(end)));
        this.orders = new Set(orders);
      } else localStorage.setItem(name, JSON.stringify({ found: [...this.found], orders: [...this.orders] }));
    } catch { /* It is found again. */ }
  }

  build() {
    this.goal = wb.make("p", { class: "wb-goal" });
    this.count = wb.make("div", { class: "wb-count" });
    this.say = wb.make("p", { class: "wb-say", role: "status" });
    this.choices = wb.make("div", { class: "wb-choices" });
    this.lanes = wb.pane("wb-scroll", "Steps so far", ".wb-now");
    this.waits = wb.make("ul", { class: "wb-state", "aria-label": "Blocked threads" });
    this.wheel = wb.make("div", {});
    this.replay = wb.make("p", { class: "wb-replay" });
    this.listing = wb.listing(this.data.files);
    this.undo = wb.button("M12 2v12L3 8z", "Undo", () => this.back());
    const again = wb.button("M2 2h2v12H2zM14 2v12L5 8z", "Start over", () => this.restart());
    const head = wb.make("div", { class: "wb-head" }, this.goal, this.count);
    const columns = wb.make("div", { class: "wb-columns" }, this.lanes.box, this.listing.box);
    const tools = wb.make("div", { class: "wb-tools" }, this.undo, again);
    const bar = wb.make("div", { class: "wb-bottom" }, this.say, this.wheel, this.waits, this.choices, tools, this.replay);
    const name = this.getAttribute("aria-label");
    this.box = wb.make("div", { class: "wb-box", role: "group", "aria-label": name }, head, columns, bar);
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
    this.follow("");
    this.remind();
  }

  // Takes the steps of a schedule, as far as it fits the model, and those that follow without a decision.
  follow(schedule) {
    const decisions = wb.read_schedule(schedule);
    this.path = [];
    for (;;) {
      const fits = (edge) => [edge.thread, ...edge.answers].every((one, i) => one === decisions[i]);
      const edge = this.edges[this.node].filter(fits).sort((one, other) => other.answers.length - one.answers.length)[0];
      if (!edge) break;
      decisions.splice(0, 1 + edge.answers.length);
      this.path.push({ ...edge, decided: this.forced(edge.from) !== edge });
    }
    this.path.push(...this.settled(this.node));
    this.news = null;
    this.draw();
  }

  // The address leads back to what was decided: it can be loaded again, and sent to others.
  remind() {
    const decided = this.path.some((step) => step.decided);
    const here = decided ? `#${this.id}:${this.schedule()}` : location.hash.startsWith(`#${this.id}:`) ? " " : null;
    try {
      if (here) history.replaceState(history.state, "", here.trim() || location.pathname + location.search);
    } catch { /* The page's address cannot be changed. */ }
  }

  get node() {
    return this.path.at(-1)?.to ?? 0;
  }

  // The step at a node that is no decision.
  forced(node) {
    const edges = this.edges[node];
    return edges.length === 1 ? edges[0] : edges.find((one) => one.byItself);
  }

  // The steps that follow from a node without a decision: those that are the only ones, and those that only begin or
  // end a thread.
  settled(node) {
    const steps = [];
    for (;;) {
      const edge = this.forced(node);
      if (!edge) return steps;
      steps.push(edge);
      node = edge.to;
    }
  }

  back() {
    const last = this.path.findLastIndex((step) => step.decided);
    if (last >= 0) this.path.length = last;
    this.news = null;
    this.draw();
    this.remind();
  }

  go(edge) {
    this.path.push({ ...edge, decided: true }, ...this.settled(edge.to));
    this.news = this.ends.has(this.node) ? this.reaction() : null;
    // The buttons are others now: the keyboard stays here.
    this.draw();
    this.remind();
    (this.choices.querySelector("button") ?? this.undo).focus({ preventScroll: true });
  }

  // What there is to say of an end, and what to look for next.
  reaction() {
    const { bad, ends, orders } = this.data;
    const end = this.ends.get(this.node);
    const known = this.found.has(end);
    this.found.add(end);
    const order = this.path.filter((step) => step.ordered).map((step) => step.thread).join();
    const repeated = this.orders.has(order);
    this.orders.add(order);
    this.remember(false);
    const left = this.all.filter((one) => !this.found.has(one));
    const words = [bad[end] ? (known ? "It fails again: " : "You made it fail: ") : known ? "As before: " : "Nothing went wrong: ", `${ends[end]}. `];
    if (orders) {
      const more = orders - this.orders.size;
      words.push(repeated ? "You have tried this order before. " : "", more ? `Find another order: ${more} ${more === 1 ? "is" : "are"} left.` : `These are all ${orders} orders.`);
    } else if (left.length === 0) words.push(this.all.length > 1 ? "You have found every outcome." : "There is no other outcome, whatever you decide.");
    else if (left.some((one) => bad[one])) words.push(this.fails.some((one) => this.found.has(one)) ? "It can fail in another way, too: find it." : "Now make it fail.");
    else words.push(bad[end] ? "Now find an order in which nothing goes wrong." : "There is another outcome: find it.");
    return words.join("");
  }

  draw() {
    const { graph, node, path } = this;
    const { bad, ends, orders } = this.data;
    const end = this.ends.get(node);
    const wants = orders ? "try every order" : this.fails.length ? "make it fail" : "see whether it can fail";
    this.goal.textContent = `You are the scheduler: decide which thread runs next, and ${wants}.`;
    this.draw_count();
    wb.enable(this.undo, path.some((step) => step.decided));
    this.draw_choices(end);
    const waits = this.waiting(node);
    this.draw_waits(waits);
    this.lanes.content.replaceChildren(this.table(end));
    const telling = this.telling();
    const place = (step) => step && step.source >= 0 && [graph.files[graph.sources[step.source][0]], graph.sources[step.source][1]];
    const places = graph.threads.map((_, thread) => {
      const last = path.findLast((step) => step.thread === thread);
      return last && last.label !== "ends" ? place(path.findLast((step) => step.thread === thread && step.source >= 0)) || null : null;
    });
    this.listing.show(place(telling) || null, telling?.thread, places, graph.threads);
    this.say.className = `wb-say wb-key${end === undefined ? "" : bad[end] ? " wb-bad" : " wb-good"}`;
    const last = path.findLast((step) => step.decided);
    const said = this.news ?? (end !== undefined ? ends[end] : null);
    this.say.replaceChildren(...(said ? [said] : last ? [wb.name(graph.threads, last.thread), ` ${this.data.said[last.text]}.`] : ["Which thread runs first?"]));
    this.draw_replay(end);
    // All that changes sizes is done.
    this.lanes.center();
    this.listing.center();
  }

  // The last step that has a line and is more than a thread's beginning or end.
  telling() {
    return this.path.findLast((step) => step.source >= 0 && !step.byItself);
  }

  draw_count() {
    const { ends, bad, orders } = this.data;
    if (orders) return this.count.replaceChildren(`${this.orders.size} of ${orders} orders tried`);
    const items = [...this.found].map((end) => wb.make("li", { class: bad[end] ? "wb-bad" : "wb-good" }, ends[end]));
    this.count.replaceChildren(`${this.found.size} of ${this.all.length} outcomes found`, wb.make("ul", {}, ...items));
  }

  table(end) {
    const { graph, path } = this;
    const is_quiet = (step) => step.byItself || ["returns", "the others end", "main returns"].includes(step.label);
    const steps = this.edges.flat().filter((step) => !is_quiet(step));
    const busy = new Set(steps.map((step) => step.thread));
    const lanes = graph.threads.map((_, i) => i).filter((i) => busy.has(i));
    const telling = this.telling();
    const rows = [];
    let quiet = [];
    const fold = () => {
      if (quiet.length) rows.push({ number: null, kind: "wb-past wb-fold", across: [quiet.join("; ")] });
      quiet = [];
    };
    path.forEach((step, i) => {
      const name = graph.threads[step.thread];
      if (is_quiet(step)) return quiet.push(`${name} ${this.data.said[step.text]}`);
      fold();
      const waits = new Set(this.waiting(step.to).map(([thread]) => thread));
      rows.push({ number: String(i + 1), kind: step === telling ? "wb-now" : "wb-past", thread: step.thread, texts: wb.phrases(graph.texts[step.text]), waits });
    });
    fold();
    if (end !== undefined)
      rows.push({ number: "end", kind: "wb-now", across: [wb.make("strong", { class: this.data.bad[end] ? "wb-bad" : "wb-good" }, this.data.ends[end])] });
    return wb.lanes(graph.threads, lanes, null, rows, "What you scheduled");
  }

  // A button for each thread that can run; several if its step can have several results.
  draw_choices(end) {
    const { graph } = this;
    if (end !== undefined) return this.choices.replaceChildren();
    const edges = this.edges[this.node];
    const buttons = edges.map((edge, i) => {
      const [file, line] = edge.source >= 0 ? graph.sources[edge.source] : [];
      const code = edge.source >= 0 && this.listing.text([graph.files[file], line]);
      const same = edges.filter((one) => one.thread === edge.thread && one.text === edge.text);
      const way = same.length > 1 ? ` (result ${same.indexOf(edge) + 1} of ${same.length})` : "";
      const what = code ? [" ▸ ", wb.make("code", {}, code), ` – ${graph.texts[edge.text]}${way}`] : [` ▸ ${graph.texts[edge.text]}${way}`];
      return wb.make("button", { type: "button", class: `wb-lane-${wb.lane(edge.thread)}`, onclick: () => this.go(edge) },
        wb.make("kbd", {}, String(i + 1)), wb.name(graph.threads, edge.thread), ...what);
    });
    this.choices.replaceChildren(...buttons);
  }

  // The blocked threads at a node, and what they wait in: pairs.
  waiting(node) {
    const flat = this.graph.blocked[this.blocked[node]] ?? [];
    return flat.flatMap((thread, i) => (i % 2 ? [] : [[thread, flat[i + 1]]]));
  }

  // Which thread holds which lock now, as far as the steps say so.
  holders() {
    const held = new Map();
    for (const step of this.path) {
      const text = this.graph.texts[step.text];
      const object = text.replace(/^(un)?lock /, "").replace(/,.*| to (read|write).*/, "");
      if (step.label === "lock" || step.label === "lock to write") held.set(object, step.thread);
      else if (step.label === "unlock") held.delete(object);
      else if (step.label.startsWith("wait")) for (const [name, thread] of held) if (thread === step.thread) held.delete(name);
    }
    return held;
  }

  draw_waits(waits) {
    const { graph } = this;
    const held = this.holders();
    const arrows = [];
    const over = this.ends.has(this.node);
    const items = waits.flatMap(([thread, wait]) => {
      const [wish, until] = graph.waits[wait];
      const text = graph.texts[wish];
      const ends = until >= 0 ? graph.texts[until] : "";
      const joined = graph.threads.findIndex((name) => ends === `until ${name} ends`);
      // That a thread waits for another one's end matters only if that never comes.
      if (joined >= 0 && !over) return [];
      const on = joined >= 0 ? joined : text.startsWith("lock ") ? held.get(text.replace(/^lock /, "").replace(/ to (read|write).*/, "")) : undefined;
      if (on !== undefined) arrows.push([thread, on]);
      const what = on !== undefined ? [" waits for ", wb.name(graph.threads, on), `: ${text}`] : [` waits: ${text}${ends ? `, ${ends}` : ""}`];
      return [wb.make("li", { class: "wb-waits" }, wb.name(graph.threads, thread), ...what)];
    });
    this.waits.replaceChildren(...items);
    this.waits.hidden = !items.length;
    const end = this.ends.get(this.node);
    const drawn = end !== undefined && this.data.bad[end] && arrows.length > 1 ? [wb.wheel(this.graph.threads, arrows)] : [];
    this.wheel.replaceChildren(...drawn);
  }

  // The command that runs what was decided again.
  draw_replay(end) {
    this.replay.replaceChildren();
    this.replay.hidden = end === undefined || !this.data.replays;
    if (this.replay.hidden) return;
    const command = `cargo workbook explore ${this.graph.model} --replay ${this.schedule()}`;
    const copy = wb.make("button", { type: "button", onclick: () => navigator.clipboard?.writeText(command).then(() => (copy.textContent = "Copied")) }, "Copy");
    this.replay.append("Run it again in the terminal: ", wb.make("code", {}, command), ...(navigator.clipboard ? [copy] : []));
  }

  // What was decided, as the explorer writes it.
  schedule() {
    return wb.write_schedule(this.path.flatMap((step) => [step.thread, ...step.answers]));
  }
}

customElements.define("wb-scheduler", WorkbookScheduler);

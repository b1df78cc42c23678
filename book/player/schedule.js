// What the scheduler writes and draws: schedules as text, and which thread waits for which.
Object.assign(wb, {
  // Decisions as the explorer writes them: a digit for each, and a letter for how often it is repeated.
  write_schedule(decisions) {
    let text = "";
    for (let i = 0; i < decisions.length; ) {
      let run = 1;
      while (run < 27 && decisions[i + run] === decisions[i]) run++;
      text += decisions[i] < 36 ? decisions[i].toString(36) : `_${decisions[i]}_`;
      if (run > 1) text += String.fromCharCode(63 + run);
      i += run;
    }
    return text;
  },

  // What `write_schedule` wrote.
  read_schedule(text) {
    const decisions = [];
    for (const [, number, digit, run] of text.matchAll(/_(\d+)_|([0-9a-z])|([A-Z])/g)) {
      if (run) decisions.push(...new Array(run.charCodeAt(0) - 64).fill(decisions.at(-1)));
      else decisions.push(number ? Number(number) : parseInt(digit, 36));
    }
    return decisions;
  },

  // Who waits for whom: boxes on a circle, and arrows between them.
  wheel(threads, arrows) {
    const nodes = [...new Set(arrows.flat())];
    const [width, height] = [360, nodes.length > 3 ? 220 : nodes.length > 2 ? 170 : 110];
    const place = (node) => {
      const turn = (nodes.indexOf(node) / nodes.length) * 2 * Math.PI - (nodes.length > 2 ? Math.PI / 2 : Math.PI);
      return [width / 2 + 125 * Math.cos(turn), height / 2 + (height / 2 - 24) * Math.sin(turn)];
    };
    const parts = arrows.map(([from, to]) => {
      const [[x1, y1], [x2, y2]] = [place(from), place(to)];
      const [dx, dy] = [x2 - x1, y2 - y1];
      const far = Math.hypot(dx, dy) || 1;
      const bend = 26;
      const [cx, cy] = [(x1 + x2) / 2 + (-dy / far) * bend, (y1 + y2) / 2 + (dx / far) * bend];
      // From edge to edge of the boxes, along the curve.
      const cut = ([x, y]) => {
        const [ux, uy] = [cx - x, cy - y];
        const t = Math.min(54 / Math.abs(ux || 0.01), 20 / Math.abs(uy || 0.01));
        return [x + ux * t, y + uy * t];
      };
      const [[ax, ay], [bx, by]] = [cut([x1, y1]), cut([x2, y2])];
      const angle = (Math.atan2(by - cy, bx - cx) * 180) / Math.PI;
      return wb.svg("g", {},
        wb.svg("path", { d: `M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}` }),
        wb.svg("polygon", { class: "wb-tip", points: "0,0 -9,-5 -9,5", transform: `translate(${bx} ${by}) rotate(${angle})` }));
    });
    const boxes = nodes.map((node) => {
      const [x, y] = place(node);
      return wb.svg("g", { class: `wb-lane-${wb.lane(node)}` },
        wb.svg("rect", { x: x - 52, y: y - 16, width: 104, height: 32, rx: 6 }), wb.svg("text", { x, y }, threads[node]));
    });
    const said = arrows.map(([from, to]) => `${threads[from]} waits for ${threads[to]}`).join(", ");
    return wb.svg("svg", { class: "wb-graph", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": said }, ...parts, ...boxes);
  },
});

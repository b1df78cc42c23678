(async () => {
  // A page that is not in sight does not ask: a browser asks a server for six things at a time.
  let seen = SEEN, asks;
  document.addEventListener("visibilitychange", () => document.hidden && asks?.abort());
  const in_sight = () => new Promise((shown) => document.addEventListener("visibilitychange", shown, { once: true }));
  const bar = (role, ground) => {
    const bar = document.body.insertBefore(document.createElement("pre"), document.body.firstChild);
    bar.setAttribute("role", role);
    bar.style = `position:sticky;top:0;z-index:999;margin:0;padding:0.6em 1em;background:${ground};color:#fff;white-space:pre-wrap`;
    bar.hidden = true;
    return (text) => (bar.hidden = !(bar.textContent = text));
  };
  const [doing, wrong] = [bar("status", "#1c4a6e"), bar("alert", "#700")];
  for (;;) try {
    if (document.hidden) await in_sight();
    asks = new AbortController();
    const answer = await fetch("PATH?seen=" + seen, { signal: asks.signal });
    const [number, page, now, ...lines] = (await answer.text()).split("\n");
    if (number === seen && page === PAGE) continue;
    seen = number;
    if (page !== PAGE && !lines.join("")) return location.reload();
    doing(now);
    wrong(lines.join("\n"));
  } catch (error) {
    if (error.name !== "AbortError") doing("There is no connection: the command that serves this page has ended.");
    await new Promise((soon) => setTimeout(soon, 1000));
  }
})();

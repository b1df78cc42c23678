// What a step shows is seen: the line of the program that it comes from, and its row, in every player and scheduler.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, inspect, open, skip } from "./browser.mjs";

const WIDE = { viewport: { width: 1280, height: 900 } };
const NARROW = { viewport: { width: 390, height: 844 } };
const THEMES = ["light", "coal"];

test("every step of every player shows its line whole, wide and narrow, light and dark", { skip }, async () => {
  const wrong = [];
  const counts = [0, 0, 0];
  const look = async (name, options) => {
    const { page, close } = await open(name, options);
    await page.addScriptTag({ content: inspect });
    for (const theme of THEMES) {
      await page.evaluate((theme) => document.documentElement.classList.replace("light", theme), theme);
      for (const said of await page.evaluate(() => wb_inspect.all(true))) {
        // Where threads only start and end, there is nothing to step through but the end.
        assert.ok(said.lines > 0 || said.steps === said.ends, `${said.id} marks no line in ${said.steps} steps`);
        [1, said.steps, said.lines].forEach((count, i) => (counts[i] += count));
        wrong.push(...said.wrong.map((one) => `${options.viewport.width} px, ${theme}: ${one}`));
      }
    }
    await close();
  };
  for (const name of PAGES.filter((name) => name !== "print.html"))
    await Promise.all([WIDE, NARROW].map((options) => look(name, options)));
  const [players, steps, lines] = counts;
  const said = `${players} players, ${steps} steps, ${lines} lines, ${wrong.length} wrong`;
  assert.ok(players > 80 && lines > 2000, said);
  assert.deepEqual(wrong, []);
});

// Steps each player and scheduler of this page halfway, and lets `change` be what moves the text.
async function stays_visible(name, options, change) {
  const { page, close } = await open(name, options);
  await page.addScriptTag({ content: inspect });
  await page.evaluate(() => wb_inspect.halfway());
  await change(page);
  // Sizes that changed are seen before the next picture.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const said = await page.evaluate(() => wb_inspect.as_they_are());
  await close();
  assert.ok(said.length > 0, `${name} has no player`);
  assert.deepEqual(said.flatMap((one) => one.wrong), []);
}

test("the line stays in sight when the window gets narrow, and wide again", { skip }, async () => {
  await stays_visible("04-word-tally.html", WIDE, (page) => page.setViewportSize({ width: 700, height: 900 }));
  await stays_visible("08-pipes.html", NARROW, (page) => page.setViewportSize({ width: 1100, height: 700 }));
});

test("the line is in sight in text of twice the size", { skip }, async () => {
  const twice = () => (document.documentElement.style.fontSize = "125%");
  for (const options of [WIDE, NARROW]) {
    await stays_visible("04-word-tally.html", options, (page) => page.evaluate(twice));
    const { page, close } = await open("08-pipes.html", options);
    await page.evaluate(twice);
    await page.addScriptTag({ content: inspect });
    const said = await page.evaluate(() => wb_inspect.all(false));
    assert.ok(said.length > 5 && said.every((one) => one.lines > 0 || one.steps === one.ends));
    assert.deepEqual(said.flatMap((one) => one.wrong), []);
    await close();
  }
});

test("the line is in sight once what is folded around it opens", { skip }, async () => {
  await stays_visible("04-word-tally.html", WIDE, async (page) => {
    // Folded before the steps are taken: nothing has a size then.
    await page.evaluate(() => {
      for (const player of document.querySelectorAll("wb-player")) {
        const fold = document.createElement("details");
        player.replaceWith(fold);
        fold.append(document.createElement("summary"), player);
      }
      wb_inspect.halfway();
    });
    await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  });
});

// `cargo workbook play` on a real exercise: the page follows each save by itself.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { skip, violations } from "./browser.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXERCISES = `${ROOT}lessons/04-word-tally/exercises/`;
const ANSWER = `${EXERCISES}keep_the_lock.rs`;
const STARTER = readFileSync(`${EXERCISES}keep_the_lock/starter.rs`, "utf8");
const SOLUTION = readFileSync(`${EXERCISES}keep_the_lock/solution.rs`, "utf8");
// What belongs to whoever runs the tests here, and is put back.
const KEPT = [ANSWER, `${ROOT}.workbook/progress.json`].map((file) => [file, existsSync(file) ? readFileSync(file) : null]);
const MINUTES = 60_000;

let browser, command, address;
const errors = [];
before(async () => {
  if (skip) return;
  writeFileSync(ANSWER, STARTER);
  browser = await launch();
  // Its port is in use: it says so, and takes another one.
  const busy = createServer().listen(0, "127.0.0.1");
  await once(busy, "listening");
  const { CARGO: cargo = "cargo", ...env } = process.env;
  const args = ["run", "--quiet", "--package", "workbook-cli", "--bin", "workbook", "--", "play", "keep_the_lock", "--port", String(busy.address().port)];
  // There is no browser to open, and no terminal.
  command = spawn(cargo, args, { cwd: `${ROOT}book`, env: { ...env, BROWSER: "/nowhere/browser", PATH: env.PATH, DISPLAY: "" } });
  command.stderr.on("data", (text) => errors.push(String(text)));
  for await (const line of createInterface(command.stdout)) {
    address = line;
    break;
  }
  busy.close();
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/, errors.join(""));
}, { timeout: 20 * MINUTES });

after(async () => {
  if (command && command.exitCode === null) command.kill("SIGKILL");
  await browser?.close();
  for (const [file, text] of KEPT) text === null ? rmSync(file, { force: true }) : writeFileSync(file, text);
});

async function open(width, hash = "") {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.goto(address + "/" + hash);
  return { page, wrong };
}

const says = (page, text) => page.locator(".said", { hasText: text }).waitFor({ timeout: 10 * MINUTES });

// Every state of the page is read by everybody, on a screen and on a phone, in light and dark.
async function is_accessible(page) {
  for (const width of [1280, 390]) for (const colorScheme of ["light", "dark"]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate((theme) => (document.documentElement.className = theme), colorScheme === "dark" ? "coal" : "light");
    assert.deepEqual(await violations(page), [], `${width} px, ${colorScheme}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${wider} px too wide at ${width} px`);
  }
}

test("an answer is played, and followed at each save", { skip, timeout: 30 * MINUTES }, async () => {
  const { page: first, wrong: none } = await open(1280);
  const { page: other } = await open(390);
  for (const page of [first, other]) await says(page, "Your answer fails.");
  assert.match(await first.locator("main").innerText(), /the explorer: fails: .*\n.*loom: fails: /);
  assert.equal(await first.locator("wb-player:visible .wb-box").count() > 0, true);
  await is_accessible(first);

  // What is decided is in the address: a reload, and a link that somebody else follows, lead there.
  await first.setViewportSize({ width: 1280, height: 900 });
  const scheduler = first.locator("wb-scheduler").first();
  for (let i = 0; i < 2; i++) await scheduler.locator(".wb-choices button").last().click();
  const rows = (page) => page.locator("wb-scheduler").first().locator("tbody tr").allInnerTexts();
  const [decided, hash] = [await rows(first), new URL(first.url()).hash];
  assert.match(hash, /^#schedule-04-keep-the-lock.*:[0-9A-Z]+$/);
  await first.reload();
  assert.deepEqual(await rows(first), decided);
  const { page: linked } = await open(1280, hash);
  assert.deepEqual(await rows(linked), decided);
  assert.equal(await linked.locator("wb-scheduler .wb-replay:visible").count(), 0, "`explore` knows no exercise");
  await linked.close();

  // Saved twice: the newest wins, and nobody reloads by hand.
  writeFileSync(ANSWER, STARTER.replace("votes + 1", "votes + 2"));
  await first.getByRole("status").filter({ hasText: "checking 04/keep-the-lock" }).waitFor();
  writeFileSync(ANSWER, SOLUTION);
  for (const page of [first, other]) await says(page, "Solved: your answer passes in every execution.");
  assert.match(await first.locator(".verdicts").first().innerText(), /the explorer: passes: .*\nloom: passes: /);
  await is_accessible(first);

  writeFileSync(ANSWER, SOLUTION.replace("+= 1", "+= one"));
  for (const page of [first, other]) await says(page, "Your answer does not compile.");
  const told = await first.locator("main pre").innerText();
  assert.match(told, /cannot find value `one`/);
  assert.match(told, /keep_the_lock\.rs:\d+:/);
  assert.doesNotMatch(told, /\x1b/);
  await is_accessible(first);

  // A search that is longer than its limit, and an answer that never ends.
  writeFileSync(ANSWER, SOLUTION.replace("*votes += 1;", "*votes += 1;\n    loop {}"));
  await says(first, "Your answer never ends.");
  assert.match(await first.locator("main pre").innerText(), /It was stopped after 20s/);

  // An answer that is missing for a moment is no end.
  rmSync(ANSWER);
  await says(first, "04/keep-the-lock cannot be checked.");
  writeFileSync(ANSWER, STARTER);
  await says(first, "Your answer fails.");
  assert.deepEqual(none, []);
  assert.match(errors.join(""), /not on port \d+/);
  assert.match(errors.join(""), /Save your edits of lessons\/04-word-tally\/exercises\/keep_the_lock\.rs/);
});

test("Ctrl-C ends it, and the page says so", { skip, timeout: 10 * MINUTES }, async () => {
  const { page } = await open(1280);
  await says(page, "Your answer fails.");
  writeFileSync(ANSWER, SOLUTION);
  await page.getByRole("status").filter({ hasText: "checking" }).waitFor();
  command.kill("SIGINT");
  const [status] = await once(command, "exit");
  assert.equal(status, 130, errors.join(""));
  await page.getByRole("status").filter({ hasText: "has ended" }).waitFor();
  await assert.rejects(fetch(address));
});

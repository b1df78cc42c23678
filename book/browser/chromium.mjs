// Chromium, and where the built book is.
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const BOOK = fileURLToPath(new URL("../book/", import.meta.url));
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const page_of = (name) => pathToFileURL(BOOK + name).href;

export const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });

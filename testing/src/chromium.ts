import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

export type { Page } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));

/** True where Chromium is installed. */
export const hasBrowser: boolean = executablePath !== undefined;

/** Advice for a person without Chromium. */
export const HOW_TO_GET_A_BROWSER = 'install Chromium ("apt install chromium"), or set CHROMIUM';

/** Starts the Chromium that is installed. */
export function launchBrowser(): Promise<Browser> {
  // Chromium has no sandbox for root, which containers run as
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

import { AxeBuilder } from '@axe-core/playwright';
import { HOW_TO_GET_A_BROWSER, hasBrowser, launchBrowser } from '@rbassist/testing/chromium';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';

export { hasBrowser };

if (!hasBrowser) process.stderr.write(`Skipped the tests of the page: ${HOW_TO_GET_A_BROWSER}.\n`);

const SOUND = /\/api\/tracks\/[^/]+\/audio/;

let browser: Promise<Browser> | undefined;
afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** A page in Chromium, and what its console complained about. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors and warnings, such as a violation of the Content-Security-Policy. */
  readonly complaints: string[];
}

/** Opens an address in a new window of Chromium. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  browser ??= launchBrowser();
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // the page fetches the sound of the rows ahead, which made-up tracks lack
    const { url } = message.location();
    if (SOUND.test(url)) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Expects that axe finds no violation of WCAG 2.2 AA and of its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/**
 * Measures the map of the page in Chromium: the time from the click to the first points, and the pictures of the screen
 * while panning and zooming. The map is invented, and its answers come without delay.
 *
 *   npm run bench:map -- [--tracks 75000] [--size 1440x900]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLibrary } from '@rbassist/library';
import { serveLibrary } from '@rbassist/server';
import { launchBrowser } from '@rbassist/testing/chromium';
import { PAGE_FOLDER } from '@rbassist/web';
import type { Page } from 'playwright-core';
import { INVENTED_TAG, inventMap } from './map/invented-map.ts';

const RUNS = 5;
const STEPS = 120;
const STEP_MS = 16;

const { values } = parseArgs({
  options: { tracks: { type: 'string', default: '75000' }, size: { type: 'string', default: '1440x900' } },
});
const [width, height] = values.size.split('x').map(Number);
const dataDir = await mkdtemp(join(tmpdir(), 'rbassist-bench-map-'));
const library = await openLibrary({ dataDir });
const server = await serveLibrary(library, { port: 0, page: PAGE_FOLDER });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width, height } });
await answerFrom(page, Number(values.tracks));
await page.goto(server.url);

print(`${values.tracks} tracks, ${values.size}, ${await renderer(page)}`);
const waits: number[] = [];
for (let run = 0; run < RUNS; run++) {
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Health' }).click();
  waits.push(await clickToPoints(page));
}
print(`click to the first points: median ${middle(waits).toFixed(0)} ms of ${RUNS} first looks`);
report('panning the whole map', await frames(page, (x, y) => page.mouse.move(x, y), true));
report('zooming', await frames(page, () => page.mouse.wheel(0, -30), false));
report('panning close up', await frames(page, (x, y) => page.mouse.move(x, y), true));
report('moving the pointer', await frames(page, (x, y) => page.mouse.move(x, y), false));

await browser.close();
await server.close();
await library.close();
await rm(dataDir, { recursive: true, force: true });

async function answerFrom(to: Page, tracks: number): Promise<void> {
  const { places, ids, labels, values: genres } = inventMap(tracks);
  const headers = { etag: INVENTED_TAG };
  const binary = { contentType: 'application/octet-stream', headers, body: places };
  await to.route('**/api/map', (route) => route.fulfill(binary));
  await to.route('**/api/map/ids', (route) => route.fulfill({ json: ids }));
  await to.route('**/api/map/labels', (route) => route.fulfill({ json: labels }));
  await to.route('**/api/map/values?**', (route) => route.fulfill({ json: genres }));
}

function renderer(of: Page): Promise<string> {
  return of.evaluate(`{
    const gl = document.createElement('canvas').getContext('webgl2');
    gl ? gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL) : 'no WebGL';
  }`);
}

// scripts of the page are text: the compiler adds helpers to functions that the page does not have

/** Clicks on the link of the map, and returns the milliseconds until its points are on the screen. */
function clickToPoints(of: Page): Promise<number> {
  return of.evaluate(`(async () => {
    const { prototype } = WebGL2RenderingContext;
    const { drawElements } = prototype;
    const drawn = new Promise((resolve) => {
      prototype.drawElements = function (...given) {
        drawElements.apply(this, given);
        requestAnimationFrame(resolve);
      };
    });
    const start = performance.now();
    document.querySelector('nav a[href="/map"]').click();
    await drawn;
    prototype.drawElements = drawElements;
    return performance.now() - start;
  })()`);
}

/** Moves the pointer in a circle, and returns the milliseconds between the pictures of the screen meanwhile. */
async function frames(of: Page, step: (x: number, y: number) => Promise<void>, drags: boolean): Promise<number[]> {
  const box = await of.getByRole('application').boundingBox();
  if (box === null) throw new Error('There is no map.');
  const at = (i: number): [number, number] => [
    box.x + box.width * (0.5 + 0.2 * Math.cos(i / 12)),
    box.y + box.height * (0.5 + 0.2 * Math.sin(i / 12)),
  ];
  await of.mouse.move(...at(0));
  if (drags) await of.mouse.down();
  await of.evaluate(`{
    window.times = [];
    window.note = (time) => { times.push(time); window.frame = requestAnimationFrame(note); };
    window.frame = requestAnimationFrame(note);
  }`);
  for (let i = 1; i <= STEPS; i++) {
    await step(...at(i));
    await of.waitForTimeout(STEP_MS);
  }
  const times = (await of.evaluate('cancelAnimationFrame(frame), times')) as number[];
  if (drags) await of.mouse.up();
  return times.slice(1).map((time, i) => time - times[i]);
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function report(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * sorted.length)];
  const slow = times.filter((time) => time > 50).length;
  print(
    `${what}: median ${middle(times).toFixed(1)} ms a picture, p95 ${p95.toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms, ` +
      `${slow} of ${times.length} over 50 ms`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

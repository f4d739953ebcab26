import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { withLibrary } from '../support/library.ts';
import { mappedLibrary, SOUNDS } from '../support/mapped-library.ts';
import { servePage } from '../support/served-page.ts';

const COUNT = 60;
/** Messages of a browser about the answer that there is no map, and about tests that read the pixels of WebGL. */
const USUAL = /404|GPU stall due to ReadPixels/;
const unusual = (complaints: readonly string[]) => complaints.filter((each) => !USUAL.test(each));

/** Makes the data folder of a library that has a map. */
async function libraryWithMap(count = COUNT): Promise<string> {
  const dataDir = await mappedLibrary(count);
  await withLibrary(dataDir, (library) => library.map());
  return dataDir;
}

const map = (page: Page) => page.getByRole('application', { name: 'Map of the library' });
const cursor = (page: Page) => new URL(page.url()).searchParams.get('at');
const chosen = (page: Page) => page.getByRole('region', { name: 'Chosen tracks' });
const tracksChosen = async (page: Page) =>
  Number.parseInt((await chosen(page).getByRole('heading').textContent()) ?? '', 10);
const counts = (page: Page) => page.getByRole('main').getByText(/^\d+( of \d+)? tracks/);
const player = (page: Page) => page.getByRole('region', { name: 'Player' });

/** Waits until the address has what the keyboard did. */
const settle = (page: Page) => page.waitForTimeout(400);

/** Walks with the arrows until the cursor has moved, and returns its track. */
async function walk(page: Page): Promise<string> {
  const before = cursor(page);
  for (const arrow of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']) {
    await page.keyboard.press(arrow);
    await settle(page);
    const after = cursor(page);
    if (after !== null && after !== before) return after;
  }
  throw new Error('There is no track in any direction.');
}

/** Draws with the mouse around the whole map. */
async function drawAround(page: Page): Promise<void> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('There is no map.');
  const corners = [
    [2, 2],
    [box.width - 60, 2],
    [box.width - 60, box.height - 2],
    [2, box.height - 2],
  ];
  const [first, ...others] = corners.map(([x, y]) => [box.x + x, box.y + y]);
  await page.mouse.move(first[0], first[1]);
  await page.mouse.down();
  for (const [x, y] of others) await page.mouse.move(x, y, { steps: 10 });
  await page.mouse.up();
}

/** Moves the mouse over the map until a point is under it, and returns the pixel. */
async function hoverSomePoint(page: Page): Promise<[x: number, y: number]> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('There is no map.');
  for (let y = 20; y < box.height; y += 12) {
    for (let x = 20; x < box.width - 60; x += 12) {
      await page.mouse.move(box.x + x, box.y + y);
      if ((await map(page).getAttribute('data-hovering')) !== null) return [box.x + x, box.y + y];
    }
  }
  throw new Error('There is no point.');
}

/** Shows the whole map, and returns true if the canvas of the points has colour then. */
function hasPoints(page: Page): Promise<boolean> {
  return page.evaluate(`(async () => {
    const place = document.querySelector('[role="application"]');
    const points = place.querySelector('canvas');
    place.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true }));
    // in the same picture of the screen, after the map
    await new Promise(requestAnimationFrame);
    const copy = Object.assign(document.createElement('canvas'), { width: points.width, height: points.height });
    const context = copy.getContext('2d');
    context.drawImage(points, 0, 0);
    return context.getImageData(0, 0, copy.width, copy.height).data.some((value) => value > 0);
  })()`);
}

/** Takes the WebGL context of the map away, and gives it back after a moment. */
const LOSE_CONTEXT = `{
  const loss = document.querySelector('[role="application"] canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
  loss.loseContext();
  setTimeout(() => loss.restoreContext(), 1000);
}`;

/** Makes a browser of one without WebGL. */
const WITHOUT_WEBGL = `{
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind === 'webgl2' ? null : getContext.call(this, kind, ...more);
  };
}`;

describe.runIf(hasBrowser)('the map in the browser', { timeout: 180_000 }, () => {
  it('is made by a button, and walked by keyboard', async () => {
    await using served = await servePage(await mappedLibrary(COUNT));
    await using opened = await openPage(`${served.url}/map`);
    const { page, complaints } = opened;
    await page.getByRole('heading', { name: 'There is no map yet' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make the map' }).click();
    await map(page).waitFor({ timeout: 60_000 });
    await counts(page).getByText('60 tracks').waitFor();
    await expectAccessible(page);

    await map(page).focus();
    const first = await walk(page);
    const about = page.getByRole('status').filter({ hasText: /Track .*Artist/ });
    await about.waitFor();
    expect(await about.textContent()).toContain('<i>');
    expect(await walk(page)).not.toBe(first);
    const second = cursor(page);
    await page.keyboard.press('Space');
    await player(page).getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('+');
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toMatch(/,1\.5$/);
    await page.reload();
    await map(page).waitFor();
    await map(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/track/${second}`);
    await page.goBack();
    await map(page).waitFor();
    expect(cursor(page)).toBe(second);
    expect(unusual(complaints)).toEqual([]);
  });

  it('chooses around a point by keyboard, with a lasso by mouse, and makes a set and a playlist of it', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(`${served.url}/map`);
    const { page, complaints } = opened;
    await map(page).focus();
    await walk(page);
    await page.keyboard.press('r');
    await chosen(page).waitFor();
    const around = await tracksChosen(page);
    expect(around).toBeGreaterThan(0);
    const pressed = async (key: string) => {
      await page.keyboard.press(key);
      return tracksChosen(page);
    };
    await expect.poll(() => pressed('r')).toBeGreaterThan(around);
    await expect.poll(() => pressed('Shift+R')).toBeLessThanOrEqual(around);
    await settle(page);
    const more = await tracksChosen(page);
    await page.reload();
    await expect.poll(() => tracksChosen(page)).toBe(more);
    await map(page).focus();
    await page.keyboard.press('Escape');
    await chosen(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Lasso' }).click();
    await drawAround(page);
    await expect.poll(() => tracksChosen(page)).toBe(COUNT);
    await expectAccessible(page);
    await page.getByRole('button', { name: `${SOUNDS[2]} 20` }).click();
    await counts(page).getByText('20 of 60 tracks').waitFor();
    await expect.poll(() => tracksChosen(page)).toBe(20);
    expect(new URL(page.url()).searchParams.get('genre')).toBe(SOUNDS[2]);

    await chosen(page).getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => cursor(page)).not.toBeNull();
    const name = 'Seven <b>';
    const action = async (item: string) => {
      await chosen(page).getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menu', { name: 'Actions for 20 tracks' }).waitFor();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await action('Add to a set…');
    await page.getByRole('dialog').getByLabel('Name of a set').fill(name);
    await page.keyboard.press('Enter');
    await page.getByText(`Added 20 tracks to ${name}.`).waitFor();
    await action('Tags…');
    await page.getByRole('dialog', { name: 'Tags of 20 tracks' }).getByLabel('Add a tag').fill('Night');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Night' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const actions = chosen(page).getByRole('button', { name: 'Actions' });
    await expect.poll(() => actions.evaluate((button) => button.matches(':focus'))).toBe(true);
    await action('Export as…');
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'M3U8 playlist' }).click();
    const file = join(await temporaryFolder('export'), 'chosen.m3u8');
    await (await download).saveAs(file);
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.endsWith('.wav'));
    expect(lines.length).toBe(20);

    await action('Show only these in the library');
    await page.getByRole('main').getByText('20 tracks').waitFor();
    await page.getByRole('button', { name: 'Chosen tracks' }).waitFor();
    await page.reload();
    await page.getByRole('main').getByText('20 tracks').waitFor();
    await expectAccessible(page);
    await page.goBack();
    await expect.poll(() => tracksChosen(page)).toBe(20);

    await page.getByLabel('Colour by').selectOption('tag');
    await page.getByRole('button', { name: 'Night 20' }).waitFor();
    await page.getByLabel('Draw a set').selectOption(name);
    await expect.poll(() => new URL(page.url()).searchParams.get('set')).toBe(name);
    await expectAccessible(page);
    expect(unusual(complaints)).toEqual([]);
  });

  it('limits the map to chosen tracks, and the library says when they are gone', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(`${served.url}/?genre=Techno`);
    const { page } = opened;
    await page.getByRole('main').getByText('20 tracks').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Show only these in the library' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('list')).toMatch(/^chosen:/);
    const { search } = new URL(page.url());
    await page.goto(`${served.url}/map${search}`);
    await counts(page).getByText('20 of 60 tracks').waitFor();

    await page.goto(`${served.url}/?list=chosen:AAAAAAAAAAA`);
    await page.getByText('These chosen tracks are gone').waitFor();
    await page.getByRole('grid').getByRole('button', { name: 'Clear Sets and playlists' }).click();
    await page.getByRole('main').getByText('60 tracks').waitFor();
  });

  it('plays the point under the pointer, and stops when the pointer leaves', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(`${served.url}/map`);
    const { page, complaints } = opened;
    await map(page).waitFor();
    await hoverSomePoint(page);
    await map(page)
      .getByText(/Artist/)
      .waitFor();
    await page.getByRole('button', { name: 'Play on hover' }).click();
    expect(await player(page).getByRole('button').count()).toBe(0);
    await hoverSomePoint(page);
    await player(page).getByRole('button', { name: 'Pause' }).waitFor();
    await page.mouse.move(2, 2);
    await player(page).getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(unusual(complaints)).toEqual([]);
  });

  it('takes a tap and a pinch on a phone', async () => {
    await using served = await servePage(await libraryWithMap());
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    await using opened = await openPage(`${served.url}/map`, phone);
    const { page, complaints } = opened;
    await map(page).waitFor();
    await expect.poll(() => hasPoints(page)).toBe(true);
    const [pointX, pointY] = await hoverSomePoint(page);
    await page.touchscreen.tap(pointX, pointY);
    await expect.poll(() => cursor(page)).not.toBeNull();
    await page.getByRole('link', { name: 'Open the track' }).waitFor();
    await expectAccessible(page);

    const touch = await page.context().newCDPSession(page);
    const [x, y] = [180, 400];
    const fingers = (apart: number) => [
      { x: x - apart, y, id: 1 },
      { x: x + apart, y, id: 2 },
    ];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30) });
    for (const apart of [50, 70, 90]) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const zoom = () => Number(new URL(page.url()).searchParams.get('view')?.split(',')[2]);
    await expect.poll(zoom).toBeGreaterThan(2.5);
    expect(zoom()).toBeLessThan(3.5);
    expect(unusual(complaints)).toEqual([]);
  });

  it('counts the tracks without a place, and places them', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(served.url);
    const { page } = opened;
    await page.route('**/api/map', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body.writeUInt32LE(3, 12);
      await route.fulfill({ response, body });
    });
    await page.goto(`${served.url}/map?key=1A`);
    await page.getByText('3 tracks not on the map yet.').waitFor();
    await counts(page).getByText('5 of 60 tracks').waitFor();
    const started = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Place them' }).click();
    expect((await started).postDataJSON()).toEqual({ kind: 'map' });
    await page.getByRole('link', { name: 'Show in the library' }).click();
    await page.getByRole('main').getByText('5 tracks').waitFor();
  });

  it('says that there is no set of the name in its address', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(`${served.url}/map?set=Gone%20%3Cb%3E`);
    const { page } = opened;
    await page.getByRole('status').getByText('There is no set “Gone <b>”.').waitFor();
    expect(await page.getByLabel('Draw a set').inputValue()).toBe('Gone <b>');
    await page.getByLabel('Draw a set').selectOption('No set');
    await page.getByText('There is no set').waitFor({ state: 'detached' });
  });

  it('draws without WebGL, and again after the browser took its context away', async () => {
    await using served = await servePage(await libraryWithMap());
    await using opened = await openPage(`${served.url}/map`);
    const { page } = opened;
    await map(page).waitFor();
    await expect.poll(() => hasPoints(page)).toBe(true);
    await page.evaluate(LOSE_CONTEXT);
    await expect.poll(() => hasPoints(page)).toBe(false);
    await expect.poll(() => hasPoints(page)).toBe(true);

    await page.addInitScript(WITHOUT_WEBGL);
    await page.reload();
    await page.getByText('no WebGL').waitFor();
    await expect.poll(() => hasPoints(page)).toBe(true);
    await expectAccessible(page);
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, type ServedPage, servePage } from '../support/served-page.ts';

const TRACKS = 30;
const DIMENSIONS = 160;

/** Serves made-up tracks with vectors, grids and sections, whose files are not there. */
async function serveTracks(): Promise<ServedPage> {
  const folder = join(await temporaryFolder('vectors'), 'embeddings');
  await mkdir(folder, { recursive: true });
  const records: Record<string, TrackRecord> = {};
  for (let i = 0; i < TRACKS; i++) {
    const bpm = 120 + (i % 12);
    const name = `${i}.npy`;
    const vector = Float32Array.from({ length: DIMENSIONS }, (_, k) => Math.sin(i / 6 + k / 9));
    await writeFile(join(folder, name), sealNpy(encodeNpy(vector), name));
    records[`/set/${i}.mp3`] = {
      ...{
        title: i === 3 ? 'Evil \u202e<img src=x onerror=alert(1)>' : `Piece ${String(i).padStart(2, '0')}`,
        artist: `Maker ${i}`,
      },
      ...{ bpm, key: `${1 + (i % 12)}A`, duration: 300, energy: (i % 10) / 10 },
      tempos: [{ inizio_sec: 0, bpm, metro: '4/4', battito: 1 }],
      sections: [
        { kind: 'intro', start: 0, end: 60 },
        { kind: 'main', start: 60, end: 240 },
        { kind: 'outro', start: 240, end: 300 },
      ] as TrackRecord['sections'],
      ...{ embedding: join(folder, name), embedding_space: 'spectral-v1/160' },
    };
  }
  return servePage(await madeUpLibrary(1, records));
}

/** Saves a set of pieces by the API. */
async function saveSet({ url }: ServedPage, name: string, pieces: number[]): Promise<void> {
  const { token } = (await (await fetch(`${url}/api/session`)).json()) as { token: string };
  const { rows } = (await (await fetch(`${url}/api/tracks?columns=title&limit=100`)).json()) as {
    rows: { id: string; title: string }[];
  };
  const idOf = (i: number) =>
    rows.find(({ title }) => (i === 3 ? title.startsWith('Evil') : title === `Piece ${String(i).padStart(2, '0')}`))!
      .id;
  const answer = await fetch(`${url}/api/sets/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-rbassist-token': token },
    body: JSON.stringify({ tracks: pieces.map((i) => ({ id: idOf(i) })) }),
  });
  expect(answer.status).toBe(200);
}

const strip = (page: Page) => page.getByRole('region', { name: /The set on its time axis/ });
const titles = (page: Page) =>
  page
    .getByRole('list', { name: 'Tracks of the set' })
    .getByRole('link')
    .evaluateAll((all) => all.map((each) => each.textContent));

/** Complaints but those about sounds and waveforms of files that are not there. */
const others = (complaints: string[]) => complaints.filter((each) => !each.includes('Failed to load resource'));

describe.runIf(hasBrowser)('sets in the browser', () => {
  it('shows overlapping tracks and their mixes on one axis, at any width, and keeps zoom and mix in the address', async () => {
    await using served = await serveTracks();
    await saveSet(served, 'Night', [0, 1, 2, 3, 4]);
    await using opened = await openPage(`${served.url}/sets/Night`);
    const { page, complaints } = opened;
    const lengths = await page.getByText(/^5 tracks · .+ of music · 21:\d\d with the mixes$/).textContent();
    const blocks = strip(page).getByRole('listitem');
    const boxes = await blocks.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    for (const [i, box] of boxes.slice(1).entries()) {
      expect(box.left).toBeGreaterThan(boxes[i].left);
      expect(box.left).toBeLessThan(boxes[i].right);
      expect(box.top).not.toBe(boxes[i].top);
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Mix from Piece 01 into Piece 02' }).click();
    await page.getByRole('region', { name: 'Chosen mix' }).getByText(/tempo/).waitFor();
    await strip(page).focus();
    await page.keyboard.press('+');
    await expect.poll(() => page.url()).toMatch(/\?zoom=2&mix=2$/);
    await page.reload();
    await page.getByRole('region', { name: 'Chosen mix' }).getByText(/tempo/).waitFor();
    expect(await strip(page).evaluate((box) => box.scrollWidth > 1.9 * box.clientWidth)).toBe(true);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.waitForTimeout(300);
    expect(await page.locator('main').evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(360);
    await expectAccessible(page);
    await page.goto(`${served.url}/sets`);
    const listed = await page.getByText(/^5 tracks · /).textContent();
    expect(lengths?.startsWith(`${listed} · `)).toBe(true);
    expect(others(complaints)).toEqual([]);
  });

  it('rates the mixes that a move would make while a track is dragged in the strip, and in the list by keyboard', async () => {
    await using served = await serveTracks();
    await saveSet(served, 'Night', [0, 9, 1, 2, 4]);
    await using opened = await openPage(`${served.url}/sets/Night`);
    const { page } = opened;
    const costs = page.getByRole('status').filter({ hasText: 'Then' });
    const block = (title: string) =>
      strip(page).getByRole('button', { name: `Move`, exact: false }).filter({ hasText: title });
    const from = (await block('Piece 09').boundingBox())!;
    const to = (await block('Piece 02').boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 30, to.y + 10, { steps: 8 });
    await expect
      .poll(() => costs.textContent())
      .toMatch(/Now(Good|Fair|Rough) \d+.*Then(Good|Fair|Rough) \d+(Good|Fair|Rough) \d+/);
    await page.mouse.up();
    await expect.poll(() => titles(page)).toEqual(['Piece 00', 'Piece 01', 'Piece 02', 'Piece 09', 'Piece 04']);
    expect(await costs.count()).toBe(0);

    const grip = page.getByRole('button', { name: 'Move Piece 09', exact: true });
    await grip.focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(300);
    await page.keyboard.press('ArrowUp');
    await costs.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => costs.count()).toBe(0);
    expect(await titles(page)).toEqual(['Piece 00', 'Piece 01', 'Piece 02', 'Piece 09', 'Piece 04']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => titles(page)).toEqual(['Piece 00', 'Piece 09', 'Piece 01', 'Piece 02', 'Piece 04']);
  });

  it('moves a track with a finger', async () => {
    await using served = await serveTracks();
    await saveSet(served, 'Night', [0, 1, 2]);
    await using opened = await openPage(`${served.url}/sets/Night`, {
      ...{ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } },
    });
    const { page } = opened;
    const grips = page.getByRole('list', { name: 'Tracks of the set' }).getByRole('button', { name: /^Move / });
    await grips.nth(2).scrollIntoViewIfNeeded();
    const [first, last] = [(await grips.first().boundingBox())!, (await grips.nth(2).boundingBox())!];
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: first.x + 10, y }] });
    await touch('touchStart', first.y + 10);
    await page.waitForTimeout(400);
    for (let i = 1; i <= 8; i++) await touch('touchMove', first.y + 10 + ((last.y + 20 - first.y) * i) / 8);
    await page.waitForTimeout(300);
    await touch('touchEnd');
    await expect.poll(() => titles(page)).toEqual(['Piece 01', 'Piece 02', 'Piece 00']);
  });

  it('bridges a mix, gives stars that the weights learn from, renames, and saves a version', async () => {
    await using served = await serveTracks();
    await saveSet(served, 'Night', [0, 6]);
    await using opened = await openPage(`${served.url}/sets/Night`);
    const { page } = opened;
    await page.getByRole('combobox', { name: 'Your stars for the mix into Piece 06' }).selectOption('4');
    await expect
      .poll(() => readFile(join(served.dataDir, 'mix-stars.jsonl'), 'utf8').catch(() => ''))
      .toContain('"stars":4');
    await page.getByRole('button', { name: 'Bridge to Piece 06' }).click();
    await expect.poll(async () => (await titles(page)).length).toBe(3);
    expect([(await titles(page))[0], (await titles(page))[2]]).toEqual(['Piece 00', 'Piece 06']);

    await page.getByRole('button', { name: 'Name and copy' }).click();
    await page.getByRole('textbox', { name: 'Other name' }).fill('Night, long');
    await page.getByRole('button', { name: 'Save a copy' }).click();
    await page.getByRole('heading', { name: 'Night, long' }).waitFor();
    await page.getByRole('button', { name: 'Name and copy' }).click();
    await page.getByRole('textbox', { name: 'Other name' }).fill('Late/<b>');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Late/<b>' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Late/<b>' }).waitFor();
    expect((await titles(page)).length).toBe(3);
    await page.goto(`${served.url}/sets`);
    await page.getByRole('link', { name: 'Late/<b>' }).waitFor();
    await page.getByRole('link', { name: 'Night', exact: true }).waitFor();
  });

  it('plans a set from nothing by keyboard, saves it, and bridges and finds tracks near others', async () => {
    await using served = await serveTracks();
    await using opened = await openPage(`${served.url}/sets`);
    const { page, complaints } = opened;
    await page.getByRole('link', { name: 'Plan a set' }).press('Enter');
    await page.getByRole('textbox', { name: 'Number of tracks' }).fill('6');
    const choose = async (field: string, title: string) => {
      await page.getByRole('combobox', { name: `Choose: ${field}` }).fill(title);
      await page.getByRole('option', { name: title }).first().waitFor();
      await page.keyboard.press('Enter');
    };
    await choose('First track', 'Piece 05');
    await page.getByRole('combobox', { name: 'Energy over the set' }).selectOption('rise');
    await page.getByRole('button', { name: 'Plan', exact: true }).press('Enter');
    await page.getByText('6 tracks ·').waitFor();
    await expect.poll(async () => (await titles(page))[0]).toBe('Piece 05');
    await expectAccessible(page);
    await page.reload();
    await page.getByText('6 tracks ·').waitFor();
    const planned = await titles(page);
    await page.getByRole('textbox', { name: 'Name of the set' }).fill('Rising');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rising' }).waitFor();
    expect(await titles(page)).toEqual(planned);

    await page.goto(`${served.url}/plan?mode=bridge`);
    await page.getByText('Choose the first and the last track.').waitFor();
    await choose('First track', 'Piece 00');
    await choose('Last track', 'Piece 20');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.getByText('6 tracks ·').waitFor();
    const path = await titles(page);
    expect([path[0], path.at(-1)]).toEqual(['Piece 00', 'Piece 20']);

    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${served.url}/plan?mode=near`);
    await choose('Tracks to be near', 'Piece 10');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.getByText('12 tracks ·').waitFor();
    await expectAccessible(page);
    expect(others(complaints)).toEqual([]);
  });
});

import { once } from 'node:events';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { writeSounds } from '../support/music.ts';
import { start } from '../support/rbassist.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';
import { contents, libraryOf, musicOf } from '../support/staging.ts';

const SECONDS = 20;
const CUE = { name: 'Drop', type: 0, num: 0, start: 5, end: 5 };

/** Makes a library of two recordings: one twice, and one three times with cues on a copy. */
async function libraryWithCopies() {
  const music = await temporaryFolder('music');
  const [first = '', second = ''] = await writeSounds(music, SECONDS, 2);
  await mkdir(join(music, 'Inbox'));
  const copies = ['one.wav', 'two.wav', 'two again.wav'].map((name) => join(music, 'Inbox', name));
  await copyFile(first, copies[0]!);
  for (const copy of copies.slice(1)) await copyFile(second, copy);
  const facts = { artist: 'Kiln', duration: SECONDS, bpm: 128 };
  const dataDir = await madeUpLibrary(0, {
    [first]: { ...facts, title: 'Undertow' },
    [copies[0]!]: { ...facts, title: 'Undertow', cues: [CUE], edited: ['cues'], rating: 4 },
    [second]: { ...facts, title: '<img src=x onerror=alert(1)>\u202E' },
    [copies[1]!]: { ...facts, title: 'Glasswing' },
    [copies[2]!]: { ...facts, title: 'Glasswing' },
  });
  return { dataDir, music, inbox: join(music, 'Inbox') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const group = (page: Page, place: number) =>
  page.getByRole('list', { name: 'Recordings that you have more than once' }).locator(`[data-index="${place}"]`);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function search(page: Page, way: string): Promise<void> {
  await page.getByRole('radio', { name: way }).check();
  await button(page, /^(Find copies|Search again)$/).click();
}

describe.runIf(hasBrowser)('copies in the browser', { timeout: 180_000 }, () => {
  it('finds copies, compares them by ear, moves them away after a look, and brings them back', async () => {
    const { dataDir, music, inbox } = await libraryWithCopies();
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/copies`);
    const { page, complaints } = opened;
    await page.getByRole('heading', { name: 'Find what you have twice' }).waitFor();
    await expectAccessible(page);
    await search(page, 'Equal byte for byte');
    await page.getByText('2 recordings, 3 copies').waitFor();
    await group(page, 0).getByText('Goes because').first().waitFor();
    await expectAccessible(page);

    // by keyboard: play, switch to the copy at the same place, keep that one
    await group(page, 1).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => group(page, 0).and(page.locator(':focus')).count()).toBe(1);
    await page.keyboard.press('Space');
    const player = page.getByRole('region', { name: 'Player' });
    await player.getByRole('button', { name: 'Pause' }).waitFor();
    await player.getByRole('slider', { name: 'Position' }).fill('9');
    await group(page, 0).focus();
    await page.keyboard.press('x');
    await group(page, 0).getByRole('button', { name: 'Pause B' }).waitFor();
    const position = player.getByRole('slider', { name: 'Position' });
    await expect.poll(() => position.getAttribute('aria-valuetext')).toMatch(/0:(09|1\d) of 0:20/);
    await page.keyboard.press('Space');
    await page.keyboard.press('2');
    await expect.poll(() => group(page, 0).getByRole('radio', { name: 'Keep B' }).isChecked()).toBe(true);
    await group(page, 0).getByText('Goes because you keep the other.').first().waitFor();
    await page.keyboard.press('1');

    // by pointer: one copy stays, also after a reload
    await group(page, 0).getByRole('checkbox', { name: 'Let C go' }).uncheck();
    await page.getByText('2 recordings, 2 copies').waitFor();
    await page.reload();
    await page.getByText('2 recordings, 2 copies').waitFor();

    await button(page, 'Show what it would do').click();
    const dialog = page.getByRole('dialog', { name: 'What would happen' });
    await dialog.getByText(/^Moves 2 copies/).waitFor();
    await expectAccessible(page);
    expect(await readdir(inbox)).toHaveLength(3);
    await dialog.getByRole('button', { name: 'Move 2 copies away' }).click();
    const away = page.getByRole('region', { name: 'Moved away' });
    await away.getByText('Moved 2 copies away.').waitFor();
    await away.getByText(/2 copies \(.* MB\) are in the folder for copies/).waitFor();
    expect((await readdir(inbox)).length + (await readdir(music)).length).toBe(1 + 3);
    await page.getByText('1 recording, 0 copies').waitFor();
    await expectAccessible(page);

    await page.reload();
    await button(page, 'Bring them back').click();
    await button(page, 'Bring 2 copies back').click();
    await away.getByText('Brought 2 copies back.').waitFor();
    expect((await readdir(inbox)).length).toBe(3);
    await page.getByText('2 recordings, 2 copies').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says which work parts with a copy, and marks files as no copies until that is taken back', async () => {
    const { dataDir } = await libraryWithCopies();
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/copies?mode=metadata&prefer=bitrate`);
    const { page, complaints } = opened;
    await page.getByLabel('Rather keep copies in').waitFor();
    await search(page, 'By artist and title');
    await page.getByText('recordings, ').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption('unsure');
    await expect.poll(() => page.url()).toContain('show=unsure');
    const undertow = page.getByRole('listitem', { name: 'Undertow' });
    await undertow.getByText('Check', { exact: true }).waitFor();

    await search(page, 'Equal byte for byte');
    await page.getByLabel('Show', { exact: true }).selectOption('all');
    await undertow.getByText('Same bytes').waitFor();
    await undertow.getByRole('radio', { name: 'Keep B' }).check();
    await undertow.getByText('Goes because you keep the other.').waitFor();
    await undertow.getByRole('button', { name: 'B is not a copy' }).click();
    await page.getByText('Marked as another recording.').waitFor();
    await undertow.waitFor({ state: 'detached' });
    await page.reload();
    await button(page, 'Marked as no copies: 1').click();
    await expectAccessible(page);
    await button(page, /^Undo: /).click();
    await page.keyboard.press('Escape');
    await undertow.waitFor();
    expect(complaints).toEqual([]);
  });

  it('searches in chosen folders only, and trusts tags if a person says so', async () => {
    const { dataDir } = await libraryWithCopies();
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/copies`);
    const { page, complaints } = opened;
    const inbox = page.getByLabel('Search in').locator('option', { hasText: 'Inbox' });
    await page.getByLabel('Search in').selectOption((await inbox.getAttribute('value')) ?? '');
    await search(page, 'By artist and title');
    await page.getByText('1 recording, 1 copy').waitFor();
    await page.getByText('Done just now.').waitFor();
    await page.getByLabel('Trust tags: do not compare the sound first').check();
    await expectAccessible(page);
    await page.reload();
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/duplicates/stage'));
    await button(page, 'Show what it would do').click();
    expect((await asked).postDataJSON()).toMatchObject({ trustTags: true, dryRun: true });
    await page
      .getByRole('dialog')
      .getByText(/^Moves 1 copy/)
      .waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Do not search in Inbox').click();
    await search(page, 'By artist and title');
    await page.getByText('2 recordings, 2 copies').waitFor();
    expect(complaints).toEqual([]);
  });

  it('works on a phone, and has the results after the server started again', async () => {
    const { dataDir } = await libraryWithCopies();
    const first = await servePage(dataDir);
    await using opened = await openPage(`${first.url}/copies`, { viewport: { width: 360, height: 740 } });
    const { page, complaints } = opened;
    await button(page, 'Search').click();
    await search(page, 'Equal byte for byte');
    await page.keyboard.press('Escape');
    await page.getByText('2 recordings, 3 copies').waitFor();
    await group(page, 0).getByRole('button', { name: 'Play A' }).waitFor();
    await expectAccessible(page);
    const widest = await page.evaluate('document.documentElement.scrollWidth');
    expect(widest).toBe(360);
    expect(complaints).toEqual([]);

    await first[Symbol.asyncDispose]();
    await using _second = await servePage(dataDir, { port: Number(new URL(first.url).port) });
    await page.reload();
    await page.getByText('2 recordings, 3 copies').waitFor();
  });

  it('says how far a killed server came, continues, and brings everything back', async () => {
    const names = Array.from({ length: 300 }, (_, i) => [`${i}.mp3`, 'vbr.mp3']);
    const music = await musicOf(Object.fromEntries(names));
    const before = await contents(music);
    const dataDir = await libraryOf(Object.fromEntries(names.map(([name]) => [join(music, name!), { rating: 1 }])));
    const port = await freePort();
    const serve = () => start(['ui', '--no-open', '--port', String(port), '--data-dir', dataDir]);
    const first = serve();
    await first.whenSaid('The page is at');
    await using opened = await openPage(`http://127.0.0.1:${port}/copies`);
    const { page } = opened;
    await search(page, 'Equal byte for byte');
    await page.getByText('1 recording, 299 copies').waitFor();
    await button(page, 'Show what it would do').click();
    await button(page, 'Move 299 copies away').click();
    const staged = async () => (await readdir(join(dataDir, 'dup_stage')).catch(() => [])).length;
    while ((await staged()) < 3) await page.waitForTimeout(5);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await staged()).toBeLessThan(299);

    const second = serve();
    try {
      const away = page.getByRole('region', { name: 'Moved away' });
      await away.getByText('interrupted').waitFor();
      await away.getByText(/cop(y|ies) .* in the folder for copies/).waitFor();
      await away.getByRole('button', { name: 'Resume' }).click();
      await away.getByText(/^299 copies/).waitFor();
      await away.getByText(/^Moved \d+ copies away/).waitFor();
      expect(await away.getByText('failed').count()).toBe(0);
      expect(await readdir(music)).toHaveLength(1);
      await button(page, 'Bring them back').click();
      await button(page, 'Bring 299 copies back').click();
      await away.getByText('Brought 299 copies back.').waitFor();
      expect(await contents(music)).toEqual(before);
    } finally {
      second.child.kill('SIGTERM');
      await second.ended;
    }
  });
});

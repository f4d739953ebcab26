import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { encodeWav } from '@rbassist/testing/synth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { editRecords } from '../support/library.ts';
import { madeUpLibrary, type ServedPage, servePage } from '../support/served-page.ts';
import { taggedFolder, trackPath } from '../support/tagged-library.ts';

const PER_TAG = 16;
/** Untagged tracks: half of each of three tags. */
const UNTAGGED = (3 * PER_TAG) / 2;
const BIDI = '\u202E';
const HOSTILE = `<img src=x onerror="document.title=1">${BIDI}`;

/** Serves a library in which half of the tracks have one of three tags, and suggests tags for the others. */
async function servedWithSuggestions(): Promise<ServedPage> {
  const { dataDir } = await taggedFolder(PER_TAG);
  const served = await servePage(dataDir);
  await send(served, '/api/jobs', { kind: 'suggest-tags', margin: 0.01, top: 1 });
  await expect.poll(async () => (await get(served, '/api/tags')).suggestions).toBe(UNTAGGED);
  return served;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
async function get({ url }: ServedPage, path: string): Promise<any> {
  return (await fetch(url + path)).json();
}

async function send(served: ServedPage, path: string, body: object): Promise<void> {
  const { token } = await get(served, '/api/session');
  const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
  const answer = await fetch(served.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([answer.ok, answer.ok ? '' : await answer.text()]).toEqual([true, '']);
}

/** Answers every request for audio with a minute of silence, which no test outlasts. */
async function playSilence(page: Page): Promise<void> {
  const channels = [new Float32Array(60 * 8000)];
  const body = Buffer.from(encodeWav({ channels, sampleRate: 8000, bitDepth: 16 }));
  await page.route('**/audio*', (route) => route.fulfill({ body, contentType: 'audio/wav' }));
}

/** Complaints other than those about the files of made-up tracks, which are not there. */
const otherThanFiles = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('status of 404'));

const grid = (page: Page) => page.getByRole('grid', { name: 'Suggestions' });
const cursorRow = (page: Page) => grid(page).locator('[data-cursor]');
const focusedGrid = (page: Page) => grid(page).and(page.locator(':focus'));
const playing = (page: Page) => page.getByRole('region', { name: 'Player' });
const open = (page: Page) => page.getByRole('main').getByText(/^\d+ suggestions?$/);

describe.runIf(hasBrowser)('tags in the browser', { timeout: 180_000 }, () => {
  it('says how to begin, suggests tags, and learns from what somebody accepts', async () => {
    const { dataDir } = await taggedFolder(PER_TAG);
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/tags`);
    const { page, complaints } = opened;
    await page.getByRole('heading', { name: 'There are no suggestions' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Suggest…' }).click();
    await expectAccessible(page);
    await page.getByLabel('Tags for each track').selectOption({ label: 'At most 1' });
    const precision = page.getByLabel('How many must be right');
    await precision.selectOption({ label: 'As many as in the Python rbassist' });
    const start = page.getByRole('dialog').getByRole('button', { name: 'Suggest tags' });
    await start.click();
    await page.getByText('The last run found nothing to suggest.').waitFor();
    await precision.selectOption({ label: 'About 8 of 10' });
    await start.click();
    await page.keyboard.press('Escape');
    await cursorRow(page).getByText('Nora Vale').waitFor();
    const found = (await get(served, '/api/tags')).suggestions;
    expect(found).toBeGreaterThan(0);
    await open(page).waitFor();
    expect(await open(page).textContent()).toBe(`${found} suggestions`);
    expect(complaints).toEqual([]);
  });

  it('accepts, rejects and plays by keyboard, several at once, and undoes it, also after a reload', async () => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage('about:blank');
    const { page, complaints } = opened;
    await playSilence(page);
    await page.goto(`${served.url}/tags`);
    await cursorRow(page).getByText('Nora Vale').waitFor();
    const title = async () => (await cursorRow(page).getByRole('link').textContent())!;
    const first = await title();
    await page.keyboard.press(' ');
    await playing(page).getByText(first).waitFor();
    await cursorRow(page).getByRole('button', { name: 'Pause' }).waitFor();
    const examples = cursorRow(page).getByRole('button', { name: /^Play example/ });
    await expect.poll(() => examples.count()).toBe(3);
    await page.keyboard.press('e');
    await cursorRow(page).locator('[aria-pressed="true"]').waitFor();
    const example = (await cursorRow(page).locator('[aria-pressed="true"]').textContent())!.replace(/\d$/, '');
    await playing(page).getByText(example).waitFor();
    await page.keyboard.press('e');
    await expect.poll(() => playing(page).getByText(example, { exact: true }).count()).toBe(0);

    await page.keyboard.press('a');
    await page.getByText(/^Accepted /).waitFor();
    await expect.poll(title).not.toBe(first);
    const second = await title();
    await page.keyboard.press('r');
    await expect.poll(title).not.toBe(second);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('a');
    await expect.poll(() => get(served, '/api/tags').then((tags) => tags.suggestions)).toBe(UNTAGGED - 5);
    expect(await get(served, '/api/tags')).toMatchObject({ taggedTracks: UNTAGGED + 4, rejected: 1 });
    await expect.poll(() => open(page).textContent()).toBe(`${UNTAGGED - 5} suggestions`);

    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('Undone: accepted tags (3 tracks)').waitFor();
    await expect.poll(() => open(page).textContent()).toBe(`${UNTAGGED - 2} suggestions`);
    await page.reload();
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('Undone: rejected suggestions (1 track)').waitFor();
    expect(await get(served, '/api/tags')).toMatchObject({ taggedTracks: UNTAGGED + 1, rejected: 0 });
    expect(otherThanFiles(complaints)).toEqual([]);
  });

  it('plays the next track when the one that plays is judged', async () => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage('about:blank');
    const { page } = opened;
    await playSilence(page);
    await page.goto(`${served.url}/tags?order=track`);
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await focusedGrid(page).waitFor();
    await page.keyboard.press(' ');
    await cursorRow(page).getByRole('button', { name: 'Pause' }).waitFor();
    const first = await cursorRow(page).getByRole('link').textContent();
    await page.keyboard.press('r');
    await expect.poll(() => cursorRow(page).getByRole('link').textContent()).not.toBe(first);
    await cursorRow(page).getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('puts a row back when the server refuses', async () => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage(`${served.url}/tags`);
    const { page } = opened;
    await cursorRow(page).getByText('Nora Vale').waitFor();
    const problem = { title: 'Busy', status: 409, detail: 'Another rbassist is writing.', code: 'busy', remedies: [] };
    await page.route('**/tag-suggestions/accept', (route) =>
      route.fulfill({ status: 409, json: problem, contentType: 'application/problem+json' }),
    );
    const first = await cursorRow(page).getByRole('link').textContent();
    await cursorRow(page)
      .getByRole('button', { name: /^Accept / })
      .click();
    await page.getByRole('alert').getByText('Another rbassist is writing.').waitFor();
    await expect.poll(() => cursorRow(page).getByRole('link').textContent()).toBe(first);
    await expect.poll(() => open(page).textContent()).toBe(`${UNTAGGED} suggestions`);
    await page.unroute('**/tag-suggestions/accept');
    await grid(page).focus();
    await page.keyboard.press('a');
    await expect.poll(() => get(served, '/api/tags').then((tags) => tags.suggestions)).toBe(UNTAGGED - 1);
  });

  it('shows one tag, accepts all of it, renames it and removes it', async () => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage(`${served.url}/tags`);
    const { page, complaints } = opened;
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await page.getByLabel('Find a tag').fill('vOc');
    await page.getByRole('button', { name: /^Vocals/ }).click();
    await expect.poll(() => page.url()).toContain('/tags?tag=Vocals');
    const ofTag = (await get(served, '/api/tag-suggestions?tag=Vocals')).total;
    await page.getByText(`${ofTag} suggestions of Vocals`).waitFor();
    await page.getByRole('button', { name: 'All of them…' }).click();
    await page.getByRole('button', { name: `Accept all ${ofTag}` }).click();
    await page.getByText('No suggestion of this tag is left.').waitFor();
    await page.getByRole('button', { name: 'Rename or remove…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Vox');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('/tags?tag=Vox');
    const tags = (await get(served, '/api/tags')).tags;
    expect(tags).toContainEqual(expect.objectContaining({ tag: 'Vox', tracks: PER_TAG / 2 + ofTag }));
    await page.getByRole('button', { name: 'Rename or remove…' }).click();
    await page.getByRole('button', { name: /^Remove Vox from/ }).click();
    await expect.poll(() => page.url()).not.toContain('tag=');
    expect(JSON.stringify(await get(served, '/api/tags'))).not.toContain('Vox');
    await grid(page).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText(/^Undone: removal of a tag/).waitFor();
    expect(JSON.stringify(await get(served, '/api/tags'))).toContain('Vox');
    expect(complaints).toEqual([]);
  });

  it('tags by hand: the next ones to learn from, one track, and several rows of the library', async () => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage(`${served.url}/tags?list=next`, { viewport: { width: 1440, height: 900 } });
    const { page, complaints } = opened;
    const item = page.getByRole('list', { name: 'Tag next' }).getByRole('listitem').first();
    const field = item.getByRole('combobox');
    await field.fill('pea');
    await page.getByRole('option', { name: /Peak Hour/ }).waitFor();
    await page.keyboard.press('Enter');
    await field.fill('late & slow');
    await page.keyboard.press('Enter');
    await item.getByRole('button', { name: 'Remove Peak Hour' }).waitFor();
    await item.getByRole('button', { name: 'Remove late & slow' }).waitFor();
    await expectAccessible(page);
    await item.getByRole('link').click();
    const tags = page.getByRole('region', { name: 'Tags' });
    await tags.getByRole('button', { name: 'Remove late & slow' }).click();
    await expect.poll(() => tags.getByText('late & slow').count()).toBe(0);
    await expectAccessible(page);

    await page.goto(served.url);
    await page.getByRole('grid').getByText('Peak Hour 0').waitFor();
    await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 9; i++) await page.keyboard.press('Shift+ArrowDown');
    const panel = page.getByRole('complementary', { name: 'Selected track' });
    const several = panel.locator('section').filter({ hasText: 'Tags of 10 tracks' });
    await several.getByRole('button', { name: 'Add Peak Hour to all' }).click();
    await several.getByRole('combobox').fill('Night');
    await page.keyboard.press('Enter');
    await several.getByRole('button', { name: 'Remove Night' }).waitFor();
    await expectAccessible(page);
    await expect
      .poll(async () => (await get(served, '/api/tags')).tags)
      .toContainEqual(expect.objectContaining({ tag: 'Night', tracks: 10 }));
    expect(complaints).toEqual([]);
  });

  it('solves contradictions with a click, and takes over tags of the Python rbassist', async () => {
    const { dataDir } = await taggedFolder(PER_TAG);
    await editRecords(dataDir, (tracks) => {
      for (const record of Object.values(tracks)) record.duration = 240;
      tracks[trackPath('Vocals', 0)]!.mytags = ['vocals'];
      tracks[trackPath('Warm-up', 0)]!.mytags = ['WARM-UP'];
      const candidates = [{ tag: 'Vocals', score: 0.9, threshold: 0.8 }];
      const stored = { generated: '', params: {}, candidates, low_confidence: [] };
      tracks[trackPath('Vocals', 1)]!.tag_suggestions = stored;
      Object.assign(tracks[trackPath('Warm-up', 15)]!, { tag_suggestions: stored, tag_rejections: ['Vocals'] });
    });
    const config = join(dirname(dataDir), 'config');
    await mkdir(config, { recursive: true });
    await writeFile(join(config, 'my_tags.yml'), `tracks:\n  ${trackPath('Peak Hour', 0)}: [Loud]\n`);
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/tags?list=problems`);
    const { page, complaints } = opened;
    await page.getByText('4 contradictions').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Remove the suggestion' }).first().click();
    await page.getByText('3 contradictions').waitFor();
    await page.getByRole('button', { name: 'Use Warm-up', exact: true }).click();
    await page.getByText('2 contradictions').waitFor();
    await page.getByRole('button', { name: 'Solve all 2' }).click();
    await page.getByText('Tags and suggestions do not contradict each other.').waitFor();
    expect((await get(served, '/api/tag-problems')).total).toBe(0);

    await page.getByRole('button', { name: 'More about tags' }).click();
    await page.getByText(/^Its files hold 1 tags of 1 track/).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Copy them' }).click();
    await page.getByText('Its files hold no tags that the library lacks.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download XML' }).click();
    expect((await download).suggestedFilename()).toBe('rbassist tags.xml');
    expect(complaints).toEqual([]);
  });

  it('treats tags and titles as data', async () => {
    const { dataDir } = await taggedFolder(PER_TAG);
    await editRecords(dataDir, (tracks) => {
      for (const record of Object.values(tracks)) {
        record.title = `${HOSTILE} ${'x'.repeat(10_000)}`;
        if (record.mytags?.includes('Vocals')) record.mytags = [`${HOSTILE}"'&?tag=%00`];
      }
    });
    await using served = await servePage(dataDir);
    await send(served, '/api/jobs', { kind: 'suggest-tags', margin: 0.01, top: 1 });
    await expect.poll(async () => (await get(served, '/api/tags')).suggestions).toBe(UNTAGGED);
    await using opened = await openPage(`${served.url}/tags`);
    const { page, complaints } = opened;
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await page
      .getByRole('button', { name: /^<img src=x/ })
      .first()
      .click();
    await expect.poll(() => page.url()).toContain('tag=%3Cimg');
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await page.keyboard.press('e');
    const shown = (await page.getByRole('main').textContent())!;
    expect(shown).toContain('<img src=x');
    expect(shown).not.toContain(BIDI);
    expect(shown.length).toBeLessThan(40_000);
    await page.reload();
    await cursorRow(page).getByText('Nora Vale').waitFor();
    expect(await page.title()).toBe('Tags – rbassist');
    await expectAccessible(page);
    expect(otherThanFiles(complaints)).toEqual([]);
  });

  it('says what an empty library, and one without sound data, need', async () => {
    await using empty = await servePage(join(await temporaryFolder('empty'), 'data'));
    await using first = await openPage(`${empty.url}/tags`);
    await first.page.getByRole('heading', { name: 'There is no music yet' }).waitFor();
    await using served = await servePage(await madeUpLibrary(20));
    await using second = await openPage(`${served.url}/tags`);
    await second.page.getByRole('heading', { name: 'The tracks are not analysed for sound yet' }).waitFor();
    await second.page.goto(`${served.url}/tags?list=next`);
    await second.page.getByRole('alert').first().waitFor();
  });

  it.each([
    ['dark', 1440, 900],
    ['light', 1440, 900],
    ['dark', 360, 740],
  ] as const)('is accessible in %s at %d by %d', async (colorScheme, width, height) => {
    await using served = await servedWithSuggestions();
    await using opened = await openPage(`${served.url}/tags`, { colorScheme, viewport: { width, height } });
    const { page } = opened;
    await cursorRow(page).getByText('Nora Vale').waitFor();
    await cursorRow(page)
      .getByRole('button', { name: /^Play example/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    if (width === 360) {
      await page.getByRole('button', { name: 'Tags', exact: true }).click();
      await page.getByRole('dialog', { name: 'Tags of the library' }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  it('shows a long list a page at a time, and goes back when a page is judged', async () => {
    const candidates = [{ tag: 'Peak', score: 0.9, threshold: 0.8 }];
    const tag_suggestions = { generated: '2026-07-01T10:00:00Z', params: {}, candidates, low_confidence: [] };
    const tracks = Array.from({ length: 1003 }, (_, i) => [
      `/music/${1000 + i}.mp3`,
      { title: `T${i}`, tag_suggestions },
    ]);
    await using served = await servePage(await madeUpLibrary(0, Object.fromEntries(tracks)));
    await using opened = await openPage(`${served.url}/tags?order=track`);
    const { page, complaints } = opened;
    const pages = page.getByRole('navigation', { name: 'Pages of suggestions' });
    await pages.getByText('1 to 1,000').waitFor();
    await expectAccessible(page);
    await pages.getByRole('button', { name: 'Next page' }).click();
    await pages.getByText('1,001 to 1,003').waitFor();
    await grid(page).getByText('T1002').waitFor();
    expect(await grid(page).locator('[data-index]').last().getAttribute('aria-rowindex')).toBe('1003');
    await page.reload();
    await grid(page).getByText('T1002').waitFor();
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('a');
    await grid(page).getByText('T0', { exact: true }).waitFor();
    await expect.poll(() => pages.count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?order=track');
    expect(otherThanFiles(complaints)).toEqual([]);
  });
});

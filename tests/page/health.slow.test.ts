import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

/** Makes a library of three files, and of two tracks whose files are gone, one of them with a tag of yours. */
async function libraryWithLostTracks(): Promise<string> {
  const music = await temporaryFolder('lost');
  await mkdir(music, { recursive: true });
  const records: Record<string, TrackRecord> = {};
  for (const name of ['a', 'b', 'c']) {
    await writeFile(join(music, `${name}.mp3`), 'sound');
    records[join(music, `${name}.mp3`)] = { title: name };
  }
  records[join(music, 'gone\u202E.mp3')] = { title: 'gone' };
  records[join(music, 'loved.mp3')] = { title: 'loved', mytags: ['Peak'] };
  return madeUpLibrary(0, records);
}

describe.runIf(hasBrowser)('Health in the browser', { timeout: 180_000 }, () => {
  it('shows which tracks are lost before it removes them, and how old the result is', async () => {
    await using served = await servePage(await libraryWithLostTracks());
    await using opened = await openPage(`${served.url}/health`);
    const { page, complaints } = opened;
    const lost = page.locator('section', { has: page.getByRole('heading', { name: 'Lost tracks' }) });
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByRole('button', { name: 'Remove lost tracks' }).click();
    await lost.getByText('1 track would be removed.').waitFor();
    await lost.getByText('Done just now.').waitFor();
    await lost.getByText('Show 1 track').first().click();
    expect(await lost.getByRole('listitem').first().textContent()).toMatch(/gone .mp3$/);
    await lost.getByLabel('Also 1 track with cues, tags, stars').check();
    await lost.getByRole('button', { name: 'Remove 2 tracks' }).waitFor();
    await expectAccessible(page);
    await lost.getByLabel('Also 1 track with cues, tags, stars').uncheck();
    await lost.getByRole('button', { name: 'Remove 1 track', exact: true }).click();
    await lost.getByText('Removed 1 track.').waitFor();
    const check = page.locator('section', { has: page.getByRole('heading', { name: 'Library check' }) });
    await check.getByText('The library has changed since.').waitFor();
    expect(await lost.getByRole('button', { name: /^Remove \d/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('removes nothing while a whole folder is missing, until a person says so', async () => {
    await using served = await servePage(await madeUpLibrary(0, { '/music/a.mp3': {}, '/music/b.mp3': {} }));
    await using opened = await openPage(`${served.url}/health`);
    const { page, complaints } = opened;
    const lost = page.locator('section', { has: page.getByRole('heading', { name: 'Lost tracks' }) });
    await lost.getByRole('button', { name: 'Show which ones' }).click();
    await lost.getByText('Whole folders are missing').waitFor();
    await lost.getByText('2 tracks in').waitFor();
    await expectAccessible(page);
    await lost.getByRole('button', { name: 'Show what goes with their tracks' }).click();
    await lost.getByText('more than half of the library').waitFor();
    await lost.getByRole('button', { name: 'Show what goes nevertheless' }).click();
    await lost.getByRole('button', { name: 'Remove 2 tracks' }).click();
    await lost.getByText('Removed 2 tracks.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('tries failed tracks again by kind, and says what to do', async () => {
    const broken = (kind: 'timeout' | 'corrupt') => ({ error: { kind, message: 'It failed.' } });
    const records = { '/music/a.mp3': broken('timeout'), '/music/b.mp3': broken('corrupt') };
    await using served = await servePage(await madeUpLibrary(2, records));
    await using opened = await openPage(`${served.url}/health`);
    const { page, complaints } = opened;
    await page.getByText('Very long mixes need more time.').waitFor();
    await page.getByText('Copy the files again from a shop or a backup').waitFor();
    await expectAccessible(page);
    const started = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/jobs'),
    );
    await page.getByRole('button', { name: 'Try again with more time: Took too long' }).click();
    expect((await started).postDataJSON()).toEqual({ kind: 'scan', failedAs: 'timeout', timeLimitS: 3600 });
    expect(complaints).toEqual([]);
  });
});

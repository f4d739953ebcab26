import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hasBrowser, openPage } from '../support/browser.ts';
import { madeUpLibrary, servePage } from '../support/served-page.ts';

const XML = `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.8" Company="AlphaTheta"/>
  <COLLECTION Entries="1">
    <TRACK TrackID="7" Name="One" TotalTime="300" Rating="255" Location="file://localhost/music/One.mp3"/>
  </COLLECTION>
  <PLAYLISTS><NODE Type="0" Name="ROOT" Count="1">
    <NODE Name="Friday" Type="1" KeyType="0" Entries="1"><TRACK Key="7"/></NODE>
  </NODE></PLAYLISTS>
</DJ_PLAYLISTS>
`;

describe.runIf(hasBrowser)('settings in the browser', { timeout: 120_000 }, () => {
  it('changes settings that stay after a reload, and the theme', async () => {
    await using served = await servePage(await madeUpLibrary(5));
    await using opened = await openPage(served.url, { colorScheme: 'dark' });
    const { page, complaints } = opened;
    await page.getByRole('link', { name: 'Settings' }).press('Enter');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByText('blend-v1').waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Light' }).check();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    await expectAccessible(page);
    await page.getByLabel('Tracks to process at once').selectOption('1');
    const file = join(served.dataDir, 'rbassist.config.json');
    await expect.poll(async () => JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))).toEqual({ workers: 1 });
    await page.reload();
    await expect.poll(() => page.getByLabel('Tracks to process at once').inputValue()).toBe('1');

    await page.getByRole('button', { name: 'Use this model' }).first().click();
    await page.getByRole('dialog', { name: /^Change to/ }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  it('counts an export of Rekordbox, imports it, undoes it, and merges the library into it', async () => {
    const dataDir = await madeUpLibrary(3, { '/music/One.mp3': { title: 'One', duration: 300 } });
    await using served = await servePage(dataDir);
    await using opened = await openPage(`${served.url}/settings`);
    const { page, complaints } = opened;
    const file = join(await temporaryFolder('xml'), 'rekordbox.xml');
    await writeFile(file, XML);
    await page.getByLabel('Import your export…', { exact: true }).and(page.locator('input')).setInputFiles(file);
    await page.getByText('The library has 1 of the 1 track. 1 track would get new values').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Import now' }).click();
    await page.getByText('Imported new values of 1 track, and 1 playlist.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The import is undone: 1 track.').waitFor();

    await writeFile(file, XML.replace('<TRACK ', '<TRACK Comments="/* Peak */" '));
    await page.getByLabel('Import My Tags alone…', { exact: true }).and(page.locator('input')).setInputFiles(file);
    await page.getByText('1 track would get tags, and 0 would keep yours.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Import now' }).click();
    await page.getByText('Imported tags of 1 track.').waitFor();
    await writeFile(file, XML);

    const download = page.waitForEvent('download');
    await page.getByLabel('Merge into your export…', { exact: true }).and(page.locator('input')).setInputFiles(file);
    const merged = await readFile(await (await download).path(), 'utf8');
    expect(merged).toContain('TrackID="7"');
    expect(merged.match(/<TRACK TrackID/g)).toHaveLength(4);

    await writeFile(file, 'no xml');
    await page.getByLabel('Import your export…', { exact: true }).and(page.locator('input')).setInputFiles(file);
    await page.getByRole('alert').getByText(/xml/i).waitFor();
    expect(complaints.filter((each) => !each.includes('status of'))).toEqual([]);
  });
});

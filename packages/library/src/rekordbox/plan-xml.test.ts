import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkRekordboxXml, type DjEntry, readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { PlannedImport, PlanXmlOptions, XmlPlan } from './plan-options.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('plan-xml');
});

async function libraryOf(tracks: Record<string, object>): Promise<Library> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks }));
  return openLibrary({ dataDir: join(folder, 'data') });
}

const record = (title: string, values: object = {}) => ({
  artist: 'Ada',
  title,
  duration: 300,
  bpm: 128,
  key: '8A',
  tempos: [{ inizio_sec: 0.048, bpm: 128, metro: '4/4', battito: 1 }],
  cues: [{ name: 'Drop', type: 0, num: 0, start: 60, end: 60 }],
  ...values,
});

/** Writes the user's own export: what rbassist exports itself, changed as a test needs. */
async function theirExport(library: Library, change = (xml: string) => xml): Promise<string> {
  const file = join(folder, 'theirs.xml');
  await library.exportXml(file, { name: 'theirs', overwrite: true });
  const xml = (await readFile(file, 'utf8')).replace(
    /<PRODUCT[^>]*>/,
    '<PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/>',
  );
  await writeFile(file, change(xml));
  return file;
}

async function planOf(library: Library, theirs: string, options: PlanXmlOptions = {}) {
  const planned: PlannedImport[] = [];
  const job = library.planXml(theirs, options);
  for (;;) {
    const step = await job.next();
    if (step.done) return { planned, plan: step.value as XmlPlan };
    planned.push(step.value);
  }
}

async function entriesOf(file: string): Promise<DjEntry[]> {
  const entries: DjEntry[] = [];
  for await (const entry of readRekordboxXml(file)) entries.push(entry);
  return entries;
}

const A = '/Music/a.wav';
const B = '/Music/b.wav';

describe('Library.planXml', () => {
  test('finds nothing to do for tracks that Rekordbox has with the same values', async () => {
    await using library = await libraryOf({ [A]: record('A'), [B]: record('B') });
    const out = join(folder, 'delta.xml');
    const { planned, plan } = await planOf(library, await theirExport(library), { out });
    expect(planned).toEqual([
      { path: A, status: 'unchanged' },
      { path: B, status: 'unchanged' },
    ]);
    expect(plan).toMatchObject({ program: 'rekordbox', version: '6.8.2', theirTracks: 2, steps: [], others: 0 });
    expect(plan.delta).toBeUndefined();
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  test('tells new, changed, unchanged, moved and refused tracks apart', async () => {
    await using library = await libraryOf({
      [A]: record('A'),
      [B]: record('B'),
      '/Music/new.wav': record('New'),
      '/Music/moved.wav': record('Moved'),
      '/Music/x.ogg': record('Ogg'),
      '/Music/short.wav': record('Short', { duration: undefined }),
    });
    const removed = /<TRACK [^>]*Location="file:\/\/localhost\/Music\/(?:new\.wav|x\.ogg)".*?<\/TRACK>/gs;
    const theirs = await theirExport(library, (xml) =>
      xml
        .replace(/<TRACK (?:(?!<TRACK).)*?(?:new\.wav|x\.ogg)".*?<\/TRACK>\s*/gs, '')
        .replace('/Music/moved.wav', '/Old/moved.wav')
        // without the cue and the grid of B
        .replace(/(Location="file:\/\/localhost\/Music\/b\.wav"[^>]*>).*?<\/TRACK>/s, '$1</TRACK>'),
    );
    expect(removed.test(await readFile(theirs, 'utf8'))).toBe(false);
    const { planned, plan } = await planOf(library, theirs);
    expect(Object.fromEntries(planned.map((each) => [each.path, each.status]))).toEqual({
      [A]: 'unchanged',
      [B]: 'update',
      '/Music/new.wav': 'new',
      '/Music/moved.wav': 'second-entry',
      '/Music/x.ogg': 'refused',
      '/Music/short.wav': 'refused',
    });
    expect(planned.find(({ status }) => status === 'update')).toMatchObject({
      changes: { values: [], marks: { added: [{ start: 60 }] } },
    });
    expect(planned.find(({ status }) => status === 'second-entry')).toMatchObject({
      location: 'file://localhost/Old/moved.wav',
    });
    expect(plan.counts).toEqual({ new: 1, update: 1, unchanged: 1, 'second-entry': 1, refused: 2 });
  });

  test('writes only new and changed tracks, with the clicks of the version, and leaves the export alone', async () => {
    await using library = await libraryOf({ [A]: record('A'), [B]: record('B'), '/Music/new.wav': record('New') });
    const theirs = await theirExport(library, (xml) =>
      xml
        .replace(/<TRACK (?:(?!<TRACK).)*?new\.wav".*?<\/TRACK>\s*/gs, '')
        .replace(/(Location="file:\/\/localhost\/Music\/b\.wav"[^>]*>).*?<\/TRACK>/s, '$1</TRACK>'),
    );
    const before = await readFile(theirs);
    const out = join(folder, 'delta.xml');
    const { plan } = await planOf(library, theirs, { out, name: 'Delta' });
    expect(plan.delta).toBe(out);
    const entries = await entriesOf(out);
    expect(entries.flatMap((entry) => (entry.type === 'track' ? [entry.track.path] : []))).toEqual([
      B,
      '/Music/new.wav',
    ]);
    const lists = entries.flatMap((entry) => (entry.type === 'playlist' ? [entry.playlist] : []));
    expect(lists.map(({ folders, name, trackIds }) => [...folders, name, trackIds.length])).toEqual([
      ['Delta', 'New', 1],
      ['Delta', 'Update (import twice)', 1],
    ]);
    expect(plan.steps.at(-1)).toMatchObject({ source: 'community', text: expect.stringContaining('Answer Yes') });
    expect(await readFile(theirs)).toEqual(before);
    const { rules } = await checkRekordboxXml(out, { files: 'none' });
    expect(rules.filter(({ severity }) => severity !== 'odd')).toEqual([]);
  });

  test('keeps the TrackID and the Location of the export', async () => {
    await using library = await libraryOf({ [A]: record('A') });
    const theirs = await theirExport(library, (xml) =>
      xml
        .replace(/TrackID="\d+"/, 'TrackID="77"')
        .replace(/Key="\d+"/, 'Key="77"')
        .replace(/(<TRACK TrackID="77"[^>]*>).*?<\/TRACK>/s, '$1</TRACK>'),
    );
    const out = join(folder, 'delta.xml');
    await planOf(library, theirs, { out });
    expect(await readFile(out, 'utf8')).toContain('TrackID="77"');
  });

  test('writes the whole playlists that are named', async () => {
    await using library = await libraryOf({
      [A]: record('A', { mytags: ['Peak'] }),
      [B]: record('B', { mytags: ['Peak'] }),
      '/Music/c.wav': record('C'),
    });
    const theirs = await theirExport(library, (xml) =>
      xml.replace(/<TRACK (?:(?!<TRACK).)*?b\.wav".*?<\/TRACK>\s*/gs, ''),
    );
    const out = join(folder, 'delta.xml');
    const { plan } = await planOf(library, theirs, { out, tags: ['Peak'], name: 'Delta' });
    expect(plan.counts).toMatchObject({ new: 1, unchanged: 1 });
    const lists = (await entriesOf(out)).flatMap((entry) => (entry.type === 'playlist' ? [entry.playlist] : []));
    expect(lists.map(({ name, trackIds }) => [name, trackIds.length])).toEqual([
      ['Peak', 2],
      ['New', 1],
    ]);
  });

  test('keeps streaming entries out of it', async () => {
    await using library = await libraryOf({ [A]: record('A') });
    const stream =
      '<TRACK TrackID="9" Name="" Artist="" Kind="Unknown Format" Location="file://localhost/tidal:tracks:1"/>';
    const theirs = await theirExport(library, (xml) => xml.replace('</COLLECTION>', `${stream}</COLLECTION>`));
    expect((await planOf(library, theirs)).plan).toMatchObject({ theirTracks: 2, streams: 1, others: 0 });
  });

  test('refuses to write over the export, or over an existing file', async () => {
    await using library = await libraryOf({ [A]: record('A') });
    const theirs = await theirExport(library);
    await expect(planOf(library, theirs, { out: theirs, overwrite: true })).rejects.toThrow('your own export');
    const out = join(folder, 'delta.xml');
    await writeFile(out, 'mine');
    await expect(planOf(library, theirs, { out })).rejects.toThrow('exists already');
  });

  test('names a damaged export and one that is missing', async () => {
    await using library = await libraryOf({ [A]: record('A') });
    const theirs = await theirExport(library, (xml) => xml.slice(0, 400));
    await expect(planOf(library, theirs)).rejects.toThrow('theirs.xml');
    await expect(planOf(library, join(folder, 'none.xml'))).rejects.toThrow('There is no file');
  });

  test('stops without a file when it is aborted', async () => {
    await using library = await libraryOf({ [A]: record('A') });
    const theirs = await theirExport(library, (xml) => xml.replace(/<TRACK (?:(?!<TRACK).)*?<\/TRACK>\s*/gs, ''));
    const out = join(folder, 'delta.xml');
    const { plan } = await planOf(library, theirs, { out, signal: AbortSignal.abort() });
    expect(plan.interrupted).toBe(true);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});

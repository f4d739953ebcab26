import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { WatchLibraryEvent, WatchLibraryOptions } from './watch-xml.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('watch-xml');
});

async function libraryOf(tracks: Record<string, object>): Promise<Library> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks }));
  return openLibrary({ dataDir: join(folder, 'data') });
}

const exported = (rating: number) => `<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/><COLLECTION Entries="1">
<TRACK TrackID="1" Name="A" Artist="Ada" TotalTime="300" Rating="${rating}" Location="file://localhost/Music/a.wav"/>
</COLLECTION><PLAYLISTS><NODE Type="0" Name="ROOT" Count="0"/></PLAYLISTS></DJ_PLAYLISTS>`;

async function eventsOf(library: Library, file: string, count: number, options: WatchLibraryOptions = {}) {
  const events: WatchLibraryEvent[] = [];
  const { signal } = new AbortController();
  const quick = { settleS: 0.03, pollS: 0.02, signal, ...options };
  for await (const event of library.watchXml(file, quick)) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

describe('Library.watchXml', () => {
  test('imports each new version of the file', async () => {
    await using library = await libraryOf({ '/Music/a.wav': { artist: 'Ada', title: 'A', duration: 300 } });
    const file = join(folder, 'rekordbox.xml');
    await writeFile(file, exported(153));
    const ratings: unknown[] = [];
    for await (const event of library.watchXml(file, { settleS: 0.03, pollS: 0.02 })) {
      if (event.type !== 'imported') continue;
      expect(event.summary).toMatchObject({ tracks: 1, interrupted: false });
      ratings.push(library.track('/Music/a.wav')?.rating);
      if (ratings.length === 2) break;
      await writeFile(file, exported(255));
    }
    expect(ratings).toEqual([3, 5]);
  });

  test('checks or plans instead', async () => {
    await using library = await libraryOf({ '/Music/a.wav': { artist: 'Ada', title: 'A', duration: 300 } });
    const file = join(folder, 'rekordbox.xml');
    await writeFile(file, exported(5));
    const [, checked] = await eventsOf(library, file, 2, { action: 'check' });
    expect(checked).toMatchObject({ type: 'checked', check: { counts: { ignored: 1 } } });
    const [, planned] = await eventsOf(library, file, 2, { action: 'plan' });
    expect(planned).toMatchObject({ type: 'planned', plan: { theirTracks: 1 } });
    expect(library.track('/Music/a.wav')?.rating).toBeUndefined();
  });

  test('goes on after a file that is damaged inside', async () => {
    await using library = await libraryOf({ '/Music/a.wav': { artist: 'Ada', title: 'A', duration: 300 } });
    const file = join(folder, 'rekordbox.xml');
    await writeFile(file, exported(153).replace('Name="A"', 'Name="A'));
    const types: string[] = [];
    for await (const event of library.watchXml(file, { settleS: 0.03, pollS: 0.02 })) {
      types.push(event.type);
      if (event.type === 'failed') {
        expect(event.error.message).toContain('rekordbox.xml');
        await writeFile(file, exported(153));
      }
      if (event.type === 'imported') break;
    }
    expect(types).toEqual(['ready', 'failed', 'ready', 'imported']);
  });

  test('refuses an unknown option and action', async () => {
    await using library = await libraryOf({});
    await expect(library.watchXml('a.xml', { action: 'burn' as never }).next()).rejects.toThrow(
      'action must be one of',
    );
    await expect(library.watchXml('a.xml', { polls: 1 } as never).next()).rejects.toThrow('Unknown option "polls"');
  });
});

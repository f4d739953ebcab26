import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { openLibrary } from '../library.ts';
import { djCollection, djTrack } from './test-collection.ts';

const TRACKS = 100_000;
const PLAYLISTS = 500;
const MEGABYTE = 2 ** 20;
/** The records themselves take most of this. */
const MOST_MB = 700;

function* tracks() {
  for (let i = 0; i < TRACKS; i++) {
    const [artist, title, bpm] = [`Artist ${i % 5000}`, `Track ${i}`, 100 + (i % 50)];
    const grid = Array.from({ length: 4 }, (_, k) => ({ timeS: k * 60, bpm, metre: '4/4', beat: 1 }));
    const marks = Array.from({ length: 8 }, (_, pad) => {
      return { kind: 'cue' as const, name: '', pad, startS: pad * 10, endS: null, color: 0xff0000 };
    });
    yield djTrack(`/music/${i % 300}/${artist} - ${title}.flac`, {
      id: String(i),
      ...{ artist, title, bpm, grid, marks, durationS: 300, stars: 3, comments: 'x /* A / B */' },
    });
  }
}

test('an import of 100,000 tracks keeps its memory', { timeout: 900_000 }, async () => {
  const dataDir = await temporaryFolder('large');
  const playlists = Array.from({ length: PLAYLISTS }, (_, i) => ({
    folders: ['Sets'],
    name: `P${i}`,
    trackIds: Array.from({ length: TRACKS / PLAYLISTS }, (_, k) => String(i + k * PLAYLISTS)),
  }));
  await using library = await openLibrary({ dataDir });
  const before = process.memoryUsage().rss;
  let most = before;
  const run = library.importCollection(djCollection(tracks(), playlists), { onlyExisting: false });
  for (let i = 0; ; i++) {
    const step = await run.next();
    if (i % 1000 === 0) most = Math.max(most, process.memoryUsage().rss);
    if (!step.done) continue;
    expect(step.value).toMatchObject({ new: TRACKS, playlists: PLAYLISTS, unmatched: {} });
    break;
  }
  expect((most - before) / MEGABYTE).toBeLessThan(MOST_MB);
  expect(library.size).toBe(TRACKS);
});

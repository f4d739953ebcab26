import { isUtf8 } from 'node:buffer';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMetaStore } from '../index.ts';

const CASES = 550;
const AT_ONCE = 50;

let folder: string;
let metaBytes: Buffer;
let journalBytes: Buffer;
let inFile: Record<string, TrackRecord>;
let current: Record<string, TrackRecord>;

beforeAll(async () => {
  folder = await temporaryFolder('damage');
  const path = join(folder, 'meta.json');
  const store = await openMetaStore(path);
  const contour = (i: number) => Array.from({ length: 60 }, (_, k) => Math.round(Math.sin(i * k) * 1e4) / 1e4);
  const record = (i: number): TrackRecord => ({
    artist: `Ärtist ${i}`,
    bpm: 100 + i / 3,
    cues: [{ name: 'Drop', type: 0, num: -1, start: i }],
    features: { rhythm_contour: { contour: contour(i), reliability: 0.5 } },
  });
  for (let i = 0; i < 30; i++) store.update(`/music/${i}.mp3`, record(i));
  await store.compact();
  inFile = Object.fromEntries(store.tracks());
  for (let i = 0; i < 40; i++) store.update(`/music/${i * 2}.mp3`, { ...record(i + 100), key: '8A' });
  for (let i = 1; i < 10; i += 2) store.delete(`/music/${i}.mp3`);
  await store.flush();
  current = Object.fromEntries(store.tracks());
  metaBytes = await readFile(path);
  journalBytes = await readFile(join(folder, 'meta.journal.ndjson'));
  await store.close();
});

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Damages a file like a power failure, a bad cable or a bad program. */
function damaged(bytes: Buffer, random: () => number): Buffer {
  const below = (count: number) => Math.floor(random() * count);
  const at = below(bytes.length);
  const until = Math.min(bytes.length, at + 1 + below(4096));
  const copy = Buffer.from(bytes);
  switch (below(6)) {
    case 0:
      copy[at] ^= 1 << below(8);
      return copy;
    case 1:
      return copy.subarray(0, at);
    case 2:
      return copy.fill(0, at, until);
    case 3:
      return Buffer.concat([copy.subarray(0, until), copy.subarray(at)]);
    case 4:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(until)]);
    default:
      for (let i = at; i < until; i++) copy[i] = below(256);
      return copy;
  }
}

async function openDamaged(name: string, meta: Buffer, journal: Buffer | undefined) {
  const own = join(folder, name);
  const path = join(own, 'meta.json');
  await mkdir(own);
  await writeFile(path, meta);
  if (journal) await writeFile(join(own, 'meta.journal.ndjson'), journal);
  const store = await openMetaStore(path);
  const tracks = Object.fromEntries(store.tracks());
  const kept = await Promise.all(store.warnings.map(({ keptAs }) => keptAs && readFile(keptAs)));
  // the repaired store is usable and opens without warnings
  store.update('/after.mp3', { bpm: 1 });
  await store.close();
  const again = await openMetaStore(path, { readOnly: true });
  expect(again.warnings).toEqual([]);
  expect(Object.fromEntries(again.tracks())).toEqual({ ...tracks, '/after.mp3': { bpm: 1 } });
  await rm(own, { recursive: true });
  return { tracks, warnings: store.warnings, kept };
}

function jsonTracks(bytes: Buffer): Record<string, TrackRecord> | undefined {
  try {
    return isUtf8(bytes) ? JSON.parse(bytes.toString()).tracks : undefined;
  } catch {
    return undefined;
  }
}

async function inBatches(count: number, work: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < count; i += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - i) }, (_, k) => work(i + k)));
  }
}

describe('damage at random', { timeout: 300_000 }, () => {
  it('in meta.json gives a warning and loses only the damaged records', async () => {
    let silent = 0;
    let whole = 0;
    await inBatches(CASES, async (i) => {
      const bytes = damaged(metaBytes, seededRandom(i * 7919 + 1));
      const { tracks, warnings, kept } = await openDamaged(`meta-${i}`, bytes, undefined);
      const valid = jsonTracks(bytes);
      if (warnings.length === 0) {
        // damage that leaves valid JSON can't be detected
        silent++;
        expect(tracks, `case ${i}`).toEqual(valid);
        return;
      }
      expect(warnings[0].message).toMatch(/rbassist could read \d+ tracks?|rbassist could not read any track/);
      expect(kept[0]).toEqual(bytes);
      // the store keeps every record with intact text
      for (const [path, record] of Object.entries(inFile)) {
        const text = textOf(path);
        if (!bytes.includes(text)) continue;
        whole++;
        expect(isDeepStrictEqual(tracks[path], record), `case ${i}, ${path}`).toBe(true);
      }
    });
    expect(silent).toBeLessThan(CASES / 3);
    expect(whole).toBeGreaterThan(CASES * 10);
  });

  it('in the journal gives a warning and loses only the damaged updates', async () => {
    let said = 0;
    await inBatches(CASES, async (i) => {
      const bytes = damaged(journalBytes, seededRandom(i * 104729 + 5));
      const { tracks, warnings } = await openDamaged(`journal-${i}`, metaBytes, bytes);
      if (isDeepStrictEqual(tracks, current)) return;
      // a cut between two lines can't be detected; every record is the one of meta.json or the current one
      if (warnings.length > 0) said++;
      else expect(bytes.length === 0 || bytes.at(-1) === 0x0a, `case ${i}`).toBe(true);
      for (const [path, record] of Object.entries(tracks)) {
        const possible = [inFile[path], current[path]];
        expect(
          possible.some((state) => isDeepStrictEqual(state, record)),
          `case ${i}, ${path}`,
        ).toBe(true);
      }
    });
    expect(said).toBeGreaterThan(CASES / 2);
  });

  it('in both gives warnings', async () => {
    await inBatches(100, async (i) => {
      const random = seededRandom(i * 31 + 3);
      const { warnings } = await openDamaged(`both-${i}`, damaged(metaBytes, random), damaged(journalBytes, random));
      expect(warnings.length).toBeGreaterThan(0);
    });
  });
});

function textOf(path: string): Buffer {
  const start = metaBytes.indexOf(`\n    ${JSON.stringify(path)}: {`);
  return metaBytes.subarray(start, metaBytes.indexOf('\n    }', start) + '\n    }'.length);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RbassistError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, test } from 'vitest';
import type { DjGridAnchor, DjMark, DjPlaylist, DjTrack } from '../model/dj-track.ts';
import { collect } from '../model/test-collect.ts';
import { readTraktorNml } from './read-traktor-nml.ts';
import { cue, entry, folder, HERE, nml, playlist } from './test-nml.ts';
import { writeTraktorNml } from './write-traktor-nml.ts';

const TRACKS = 10_000;
const DAMAGED = 6000;
const LETTERS = [
  ...'abcXYZ019 !#$%&\'()+,-.;=@[]_`{}~^<>"é日🚀ßI\u0301\u00a0\n\t',
  '&amp;',
  ']]>',
  '&#10;',
  '%20',
  ':',
];
const WINDOWS_NAME = LETTERS.filter((letter) => !'<>":\n\t'.includes(letter));

const text = (random: Random, letters = LETTERS) =>
  Array.from({ length: 1 + below(random, 10) }, () => pick(random, letters)).join('');

function pathOf(random: Random, i: number): string {
  const letters = random() < 0.5 ? WINDOWS_NAME : LETTERS;
  // names on Windows don't end in a dot or a space, and a colon behind a slash is Traktor's separator
  const names = Array.from({ length: below(random, 4) }, () => `n${text(random, letters)}x`.replaceAll('/:', '/'));
  const file = `f${i}${text(random, letters)}.mp3`;
  if (letters === WINDOWS_NAME) {
    const root = pick(random, ['C:', 'Z:', '\\\\nas\\music']);
    return [root, ...names, file].join('\\');
  }
  return [pick(random, ['/Users', '/home', '/Volumes/USB 1', '/Volumes/Ünï']), ...names, file].join('/');
}

/** Six decimals of a millisecond is what NML keeps. */
const seconds = (random: Random, most: number) => below(random, most * 1e6) / 1e6;

function marksOf(random: Random): DjMark[] {
  return Array.from({ length: below(random, 6) }, () => {
    const kind = pick(random, ['cue', 'loop', 'fade-in', 'fade-out', 'load'] as const);
    const startS = seconds(random, 600);
    return {
      kind,
      name: random() < 0.3 ? '' : `m${text(random)}`,
      pad: random() < 0.3 ? null : below(random, 8),
      startS,
      endS: kind === 'loop' ? startS + 0.001 + seconds(random, 60) : null,
      ...(random() < 0.5 ? { color: below(random, 0x1000000) } : {}),
    };
  });
}

function gridOf(random: Random): DjGridAnchor[] {
  let timeS = 0;
  return Array.from({ length: below(random, 4) }, () => {
    timeS += 2 + seconds(random, 100);
    return { timeS, bpm: (60_000_000 + below(random, 140_000_000)) / 1e6, metre: '4/4', beat: 1 };
  });
}

function trackOf(random: Random, i: number): DjTrack {
  const path = pathOf(random, i);
  const maybe = <T>(key: string, value: () => T) => (random() < 0.5 ? { [key]: value() } : {});
  return {
    id: String(i),
    path,
    location: '',
    isStream: false,
    ...maybe('title', () => text(random)),
    ...maybe('artist', () => text(random)),
    ...maybe('album', () => text(random)),
    ...maybe('comments', () => text(random)),
    ...maybe('stars', () => 1 + below(random, 5)),
    ...maybe('playCount', () => below(random, 1000)),
    ...maybe('added', () => '2019-04-08'),
    ...maybe('year', () => 1900 + below(random, 150)),
    bpm: (60_000_000 + below(random, 140_000_000)) / 1e6,
    grid: gridOf(random),
    marks: marksOf(random),
    tags: [],
  };
}

const rounded = (track: DjTrack): unknown =>
  JSON.parse(
    JSON.stringify({ ...track, id: '', location: '' }, (_, value) =>
      typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
    ),
  );

test(`${TRACKS} made-up tracks and their playlists come back as they were`, async () => {
  const random = seededRandom(11);
  const tracks = Array.from({ length: TRACKS }, (_, i) => trackOf(random, i));
  const playlists: DjPlaylist[] = Array.from({ length: 200 }, (_, i) => ({
    folders: Array.from({ length: below(random, 4) }, () => `f${below(random, 3)}`),
    name: `${i} ${text(random)}`,
    trackIds: Array.from({ length: below(random, 50) }, () => String(below(random, TRACKS))),
  }));
  const path = join(await temporaryFolder(), 'all.nml');
  await writeTraktorNml(path, { tracks, playlists });
  const found = await collect(readTraktorNml(path));
  expect(found.warnings).toEqual([]);
  expect(found.tracks.map(rounded)).toEqual(tracks.map(rounded));
  const idOf = new Map(found.tracks.map(({ id }, i) => [id, String(i)]));
  const named = (list: DjPlaylist) => JSON.stringify([list.folders, list.name, list.trackIds]);
  const back = found.playlists.map((list) => ({ ...list, trackIds: list.trackIds.map((id) => idOf.get(id) ?? '') }));
  expect(back.map(named).sort()).toEqual(playlists.map(named).sort());
  const again = join(await temporaryFolder(), 'again.nml');
  await writeTraktorNml(again, { tracks: found.tracks, playlists: found.playlists });
  const third = await collect(readTraktorNml(again));
  expect(third.tracks).toEqual(found.tracks);
  await writeTraktorNml(join(again, '..', 'same.nml'), { tracks, playlists });
  expect(await readFile(join(again, '..', 'same.nml'))).toEqual(await readFile(path));
});

describe('damaged files', () => {
  const whole = nml(
    entry(
      `${HERE}<ALBUM TITLE="A &amp; B"></ALBUM><INFO KEY="8m" PLAYTIME_FLOAT="200.5" RANKING="255"></INFO><TEMPO BPM="128"></TEMPO>${cue(4, 50, { bpm: 128 })}${cue(5, 1000, { length: 500, pad: 1 })}`,
    ),
    folder('F', playlist('P', 'C:/:Music/:House/:a.mp3')) + playlist('Q'),
  );

  test(`${DAMAGED} of them give an error of ours or tracks with finite values`, async () => {
    const random = seededRandom(12);
    let errors = 0;
    for (let round = 0; round < DAMAGED; round++) {
      const bytes = damaged(whole, random);
      try {
        const { tracks } = await collect(readTraktorNml(bytes));
        for (const { grid, marks, durationS = 0, bpm = 0 } of tracks) {
          const numbers = [
            durationS,
            bpm,
            ...grid.flatMap((each) => [each.timeS, each.bpm]),
            ...marks.map((each) => each.startS),
          ];
          expect(numbers.every(Number.isFinite)).toBe(true);
          expect(grid.every(({ timeS, beat }) => timeS >= 0 && beat >= 1 && beat <= 4)).toBe(true);
        }
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        errors++;
      }
    }
    expect(errors).toBeGreaterThan(DAMAGED / 10);
    expect(errors).toBeLessThan(DAMAGED);
  });
});

function damaged(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  switch (below(random, 4)) {
    case 0:
      return copy.subarray(0, below(random, copy.length));
    case 1:
      return Buffer.concat([copy.subarray(0, below(random, copy.length)), copy.subarray(below(random, copy.length))]);
    default:
      for (let i = 0; i <= below(random, 4); i++) {
        // digits and quotes break values rather than the form
        copy[below(random, copy.length)] =
          random() < 0.5 ? below(random, 256) : pick(random, [...Buffer.from('0919-.eN":')]);
      }
      return copy;
  }
}

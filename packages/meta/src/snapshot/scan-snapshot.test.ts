import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { scanSnapshot } from './scan-snapshot.ts';
import type { SnapshotContents } from './snapshot.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('scan');
});

/** Scans a text through a window of `chunk` bytes, and parses every record from its range. */
async function scan(text: string | Buffer, chunk?: number) {
  const path = join(folder, 'meta.json');
  const bytes = Buffer.from(text);
  await writeFile(path, bytes);
  const file = openSync(path, 'r');
  try {
    const found: SnapshotContents = scanSnapshot(file, chunk);
    const records: Record<string, unknown> = {};
    for (const [key, { at, length }] of found.records)
      records[key] = JSON.parse(bytes.toString('utf8', at, at + length));
    const members = [...found.members].map(([key, { at, length }]) => [key, bytes.toString('utf8', at, at + length)]);
    return { records, members: Object.fromEntries(members), damage: found.damage, found };
  } finally {
    closeSync(file);
  }
}

const tracks: Record<string, Record<string, unknown>> = {};
for (let i = 0; i < 12; i++) {
  tracks[`/music/Ünï/${i} "x".mp3`] = {
    bpm: 120 + i / 7,
    title: `Title ${i} 東京`,
    features: { rhythm_contour: { contour: Array.from({ length: 40 }, (_, k) => Math.sin(i + k)), reliability: 0.5 } },
    cues: [{ name: 'A', start: i }],
    nothing: null,
  };
}
const intact = { version: 12, tracks, config: { 'a/b': { deep: [1, 2, { c: 3 }] } } };

describe('an intact file', () => {
  const layouts: [string, string][] = [
    ['indented', JSON.stringify(intact, null, 2)],
    ['compact', JSON.stringify(intact)],
    ['of Python without indentation', JSON.stringify(intact).replaceAll('":', '": ')],
    ['with CRLF', JSON.stringify(intact, null, 2).replaceAll('\n', '\r\n')],
    ['with a byte order mark and space around', `\ufeff \n${JSON.stringify(intact, null, 1)}\n\n`],
  ];
  it.each(layouts)('%s reads the same through every window', async (_name, text) => {
    for (const chunk of [1, 7, 100, 1000, undefined]) {
      const { records, members, damage } = await scan(text, chunk);
      expect(damage).toBeUndefined();
      expect(records).toEqual(tracks);
      expect([members.version, JSON.parse(members.config)]).toEqual(['12', intact.config]);
    }
  });

  it('keeps short members as text, and only the names of long members', async () => {
    const { found } = await scan(JSON.stringify(intact));
    const [record] = found.records.values();
    expect(record.long).toEqual(['features']);
    expect(Object.keys(JSON.parse(`{${record.short}}`))).toEqual(['bpm', 'title', 'cues', 'nothing']);
  });
});

describe('a damaged file', () => {
  const indented = JSON.stringify(intact, null, 2);
  const names = Object.keys(tracks);
  const startOf = (text: string, name: string) => text.indexOf(JSON.stringify(name));
  const without = (...lost: number[]) =>
    Object.fromEntries(Object.entries(tracks).filter(([name]) => !lost.includes(names.indexOf(name))));

  it.each([
    ['indented', indented],
    ['compact', JSON.stringify({ tracks })],
  ])('that is %s keeps all records except the one with the flipped byte', async (_name, text) => {
    for (const lost of [0, 5, 11]) {
      const at = text.indexOf('"bpm"', startOf(text, names[lost]));
      const { records, damage } = await scan(`${text.slice(0, at)}\u0001${text.slice(at + 1)}`, 64);
      expect(records).toEqual(without(lost));
      expect(damage).toMatchObject({ places: 1, reason: expect.stringContaining('at byte') });
      expect(damage?.lostBytes).toBeGreaterThan(100);
    }
  });

  it('loses one record if its last byte was flipped', async () => {
    const end = startOf(indented, names[4]) - '},\n    '.length;
    const { records, damage } = await scan(`${indented.slice(0, end)},${indented.slice(end + 1)}`);
    expect(records).toEqual(without(3));
    expect(damage?.places).toBe(1);
  });

  it('keeps the records before a cut', async () => {
    const cut = startOf(indented, names[6]) + 40;
    const { records, damage } = await scan(indented.slice(0, cut), 50);
    expect(Object.keys(records)).toEqual(names.slice(0, 6));
    expect(damage?.reason).toBe(`the text ends too early at byte ${Buffer.byteLength(indented.slice(0, cut))}`);
  });

  it('keeps the records around a block of zeros, even at the start', async () => {
    const bytes = Buffer.from(indented);
    const from = bytes.indexOf(JSON.stringify(names[3]));
    const until = bytes.indexOf(JSON.stringify(names[8]));
    const zeroed = Buffer.from(bytes).fill(0, from + 10, until - 50);
    expect((await scan(zeroed)).records).toEqual(without(3, 4, 5, 6, 7));
    const headless = Buffer.from(bytes).fill(0, 0, bytes.indexOf(JSON.stringify(names[2])) + 30);
    const { records, damage } = await scan(headless, 40);
    expect(records).toEqual(without(0, 1, 2));
    expect(damage?.reason).toContain('"\\u0000" at byte 0');
  });

  it('has the records of a repeated block once', async () => {
    const from = indented.indexOf('"contour"', startOf(indented, names[2]));
    const until = indented.indexOf('"title"', startOf(indented, names[6])) + 3;
    const { records, damage } = await scan(indented.slice(0, until) + indented.slice(from));
    expect(records).toMatchObject(without(2, 6));
    expect(Object.keys(records).filter((name) => !(name in tracks))).toEqual([]);
    expect(damage?.places).toBeGreaterThan(0);
  });

  it('with an extra brace does not join the following records', async () => {
    const at = indented.indexOf('"cues"', startOf(indented, names[3]));
    const { records, damage } = await scan(`${indented.slice(0, at)}"more": {${indented.slice(at)}`, 64);
    expect(records).toEqual(without(3));
    expect(damage?.places).toBe(1);
  });

  it('does not read part of a broken record as a record', async () => {
    const compact = JSON.stringify({ tracks: { '/a.mp3': { features: { rhythm_contour: { contour: [1] } } } } });
    expect((await scan(compact.replace('/a.mp3":', '/a.mp3";'))).records).toEqual({});
  });
});

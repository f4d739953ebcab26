import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORD_FIELDS } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scanLibrary } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';

const ROUNDS = Number(process.env.ODD_ROUNDS ?? 6);
const TITLES = ['Perihelion', 'Copper Kettle', 'Meridian Lights'];
const SECONDS = 4;

/** JSON texts, including some that only Python writes and reads. */
const VALUES = [
  ...['null', 'true', 'NaN', '-Infinity', '0', '-1', '1999', '1e308', '128.5', '""', '"x"', '"128"', '"\\u0000"'],
  ...['"/dev/null"', '"8A"', '[]', '{}', '[null]', '["x", 5]', '[[]]', '[{}]', '[{"start": "1"}]', '{"0": {}}'],
  ...['{"kind": "new", "message": "m", "remedies": [{"action": "unheard of"}]}', '{"to": 5, "keeper": null}'],
  ...['{"kind": "corrupt", "message": "m", "remedies": [{"action": "rescan"}, {"action": "move-away"}]}'],
  ...['{"bass_contour": {"contour": [1, "2"]}, "samples": "0.5"}', '{"bass_contour": {"contour": []}}'],
  ...['{"embedding": "x.npy"}', '{"embedding": 5, "embedding_space": "x/2"}', '"newer@rule/160"', '"a/b/160"'],
  ...['[{"start": 1}]', '[{"inizio_sec": 0, "bpm": 120}]', '[{"kind": "x", "start": 0, "end": 1}]', '{"tempo": 1e9}'],
];
const KEYS = [...Object.keys(RECORD_FIELDS), 'embedding_mert', 'subgenre', '__proto__', 'constructor', 'toString', ''];

let root: string;
let scanned: string;
let dataDir: string;
let music: string;
beforeAll(async () => {
  root = await temporaryFolder('odd-values');
  music = join(root, 'music');
  scanned = join(root, 'scanned');
  dataDir = join(root, 'data');
  await mkdir(music);
  for (const title of TITLES) await writeUntagged(join(music, `${title}.wav`), title, SECONDS);
  await scanLibrary(scanned, [music], { analyze: true });
});

beforeEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await cp(scanned, dataDir, { recursive: true, preserveTimestamps: true });
});

function commands(path: string): string[][] {
  return [
    ['stats'],
    ['library', 'check'],
    ['library', 'repair'],
    ['library', 'prune'],
    ['recommend', 'Perihelion', '--w-ann', '1', '--w-samples', '1', '--w-bass', '1', '--w-rhythm', '1'],
    ['recommend', 'no such track'],
    ['recommend', path],
    ['recommend', path, 'Copper Kettle', '--preset', 'balanced', '--explain', '--min-rating', '1', '--new-artist'],
    ['mix', path, 'Copper Kettle'],
    ['show', path],
    ['crate', 'expand', path, '--add', '2'],
    ['crate', 'expand', path, '--add', '2', '--json'],
    ['dup-check'],
    ['dup-check', '--exact', '--verbose'],
    ['dup-stage', '--dry-run'],
    ['normalize', music, '--dry-run'],
    ['doctor'],
    ['index', '--incremental'],
    ['index'],
    ['cues', music],
    ['beatgrid', music],
    ['features', music],
    ['scan', music],
    ['library', 'repair', '--apply'],
    ['library', 'prune', '--apply'],
    ['reanalyze', music, '--overwrite'],
    ['stats', '--json'],
    ['library', 'check', '--json'],
  ];
}

/** Returns the commands that failed without a clear error. */
async function faults(words: string[], told: string): Promise<string[]> {
  const { code, stderr, stdout } = await rbassist(...words, '--data-dir', dataDir);
  const isSaid =
    (code === 0 || code === 1) &&
    !/TypeError|RangeError|ReferenceError|\n {4}at /.test(stderr) &&
    !/undefined|\[object |NaN/.test(stdout);
  return isSaid ? [] : [`${words.join(' ')} with ${told}: ${code} ${stdout}${stderr}`];
}

describe('a value of any type under any key', () => {
  it(`does not crash any command, and stays in the file (${ROUNDS} rounds)`, { timeout: 3_600_000 }, async () => {
    const whole = await readFile(join(scanned, 'meta.json'), 'utf8');
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const random = seededRandom(Number(process.env.ODD_SEED ?? 0) + round);
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
      await rm(dataDir, { recursive: true, force: true });
      await cp(scanned, dataDir, { recursive: true, preserveTimestamps: true });
      let text = whole;
      const told: string[] = [];
      for (let i = 0; i <= random() * 3; i++) {
        const path = join(music, `${pick(TITLES)}.wav`);
        const key = pick(KEYS);
        const value = pick(VALUES);
        // the last of two equal members counts
        const start = text.indexOf(`${JSON.stringify(path)}: {`);
        const end = text.indexOf('\n    }', start);
        text = `${text.slice(0, end)},\n      ${JSON.stringify(key)}: ${value}${text.slice(end)}`;
        told.push(`${JSON.stringify(key)}: ${value}`);
      }
      await writeFile(join(dataDir, 'meta.json'), text);
      const story = `round ${round}: ${told.join(', ')}`;
      for (const words of commands(join(music, `${TITLES[0]}.wav`))) found.push(...(await faults(words, story)));
    }
    expect(found).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandServer, NOBODY } from './support/command-server.ts';
import { DAMAGES, PRECIOUS } from './support/damage-file.ts';
import { scanLibrary, withLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { startProgram } from './support/rbassist.ts';

const SEED = Number(process.env.DAMAGE_SEED ?? 1);
const ROUNDS = Number(process.env.DAMAGE_ROUNDS ?? 40);
const COMMANDS_EACH = Number(process.env.DAMAGE_COMMANDS ?? 5);
const LIMIT_MS = 20_000;
const SECONDS = 3;
const TRACKS = 3;

let root: string;
let music: string;
let whole: string;
let dataDir: string;
let paths: string[];
let targets: string[];
const server = new CommandServer(LIMIT_MS);
afterAll(() => server.stop());

/** Leaves a change in the journal, like a killed process. */
const EDIT_AND_DIE = `
  import { openLibrary } from '@rbassist/library';
  const [dataDir, path] = process.argv.slice(1);
  const library = await openLibrary({ dataDir });
  await library.edit(path, { rating: 4 });
  process.kill(process.pid, 'SIGKILL');
`;

beforeAll(async () => {
  root = await temporaryFolder('damaged');
  [music, whole, dataDir] = ['music', 'whole', 'data'].map((name) => join(root, name));
  await mkdir(music);
  paths = await writeSounds(music, SECONDS, TRACKS);
  paths.push(join(music, 'copy.wav'));
  await writeFile(paths[TRACKS], await readFile(paths[0]));
  await scanLibrary(dataDir, [music], { analyze: true });
  await writeFile(join(dataDir, 'embeddings', 'nobody.npy'), encodeNpy(Float32Array.of(1, 2)));
  await withLibrary(dataDir, (library) => library.repair([], { apply: true }));
  await mkdir(join(dataDir, 'dup_stage'));
  await startProgram(EDIT_AND_DIE, dataDir, paths[1]).ended;
  await rm(whole, { recursive: true, force: true });
  spawnSync('chmod', ['a+rx', root]);
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, root]);
  spawnSync('mv', [dataDir, whole]);
  const below = await readdir(whole, { recursive: true });
  targets = ['', ...below, 'meta.places', 'index/hnsw.idx', 'write.lock/pulse', 'write.owner.json'].sort();
});

const commands = () => [
  ...[['stats'], ['stats', '--json'], ['doctor'], ['library', 'check'], ['library', 'check', '--json']],
  ...[['recommend', paths[0]], ['recommend', paths[1], '--json'], ['index'], ['index', '--incremental']],
  ...[
    ['scan', music],
    ['scan', music, '--no-resume'],
    ['embed', music],
    ['reanalyze', music],
    ['cues', music],
  ],
  ...[
    ['beatgrid', music],
    ['features', music],
    ['normalize', music, '--dry-run'],
    ['dup-check'],
    ['dup-check', '--exact'],
  ],
  ...[['dup-stage', '--dry-run'], ['dup-stage', '--exact'], ['dup-unstage']],
  ...[
    ['library', 'repair'],
    ['library', 'repair', '--apply'],
    ['library', 'repair', '--apply', '--force'],
  ],
  ...[
    ['library', 'prune'],
    ['library', 'prune', '--apply'],
    ['library', 'restore'],
  ],
];

/** Returns files of the library that no command may delete, by name. They may be in place or in the trash. */
function vectorNames(): string[] {
  const found = spawnSync('find', [dataDir, '-name', '*.npy', '-not', '-name', 'vectors.npy', '-printf', '%f\n']);
  return found.stdout.toString().split('\n').filter(Boolean);
}

function areAllThere(names: readonly string[]): boolean {
  const found = new Set(vectorNames());
  return names.every((name) => found.has(name));
}

const isPreciousThere = () => spawnSync('grep', ['-rlsF', '-D', 'skip', PRECIOUS, root]).stdout.length > 0;

function faultOf({ code, stdout, stderr }: Awaited<ReturnType<CommandServer['run']>>): string | undefined {
  if (code === 'hung') return 'hung';
  if (code === null) return 'crashed';
  if (code !== 0 && code !== 1) return `code ${code}`;
  if (/TypeError|RangeError|ReferenceError|\n {4}at |internal/.test(stderr)) return 'trace';
  if (/undefined|\[object |NaN/.test(stdout + stderr)) return 'undefined';
  if (code === 1 && !(stdout + stderr).includes(root)) return 'names no file';
  return undefined;
}

describe.skipIf(process.platform === 'win32')('a damaged file or folder of a library', () => {
  it(`does not crash any command, and loses nothing (${ROUNDS} rounds)`, { timeout: 3_600_000 }, async () => {
    const random = seededRandom(SEED);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      spawnSync('chmod', ['-R', 'u+rwX', dataDir]);
      await rm(dataDir, { recursive: true, force: true });
      spawnSync('cp', ['-a', whole, dataDir]);
      const target = process.env.DAMAGE_TARGET ?? pick(targets);
      const damage = process.env.DAMAGE_KIND ?? pick(Object.keys(DAMAGES));
      const path = join(dataDir, target);
      try {
        await mkdir(dirname(path), { recursive: true });
        await DAMAGES[damage](path, random);
      } catch {
        continue;
      }
      if (process.getuid?.() === 0) spawnSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, dataDir]);
      const vectors = vectorNames();
      // a folder inside the lock is removed with the lock
      const isPrecious = damage === 'a folder' && !target.startsWith('write.lock');
      for (let i = 0; i < COMMANDS_EACH; i++) {
        const words = pick(commands());
        const ran = await server.run([...words, '--data-dir', dataDir]);
        const fault =
          faultOf(ran) ??
          (areAllThere(vectors) ? undefined : 'vector lost') ??
          (isPrecious && !isPreciousThere() ? 'precious lost' : undefined);
        const now = await Promise.all(paths.map(async (path) => (await stat(path)).size));
        expect(now).toEqual(sizes);
        const story = `${target || '.'} is ${damage}: ${words.join(' ').replaceAll(`${root}/`, '')} → ${ran.code}`;
        if (process.env.DAMAGE_LOG) process.stdout.write(`${fault ? `!!! ${fault}: ` : ''}${story}\n${ran.stderr}\n`);
        if (fault) found.push(`${fault}: round ${round}: ${story}\n${ran.stdout}${ran.stderr}`);
        if (fault) break;
      }
    }
    expect(found).toEqual([]);
  });
});

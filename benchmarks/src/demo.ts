/**
 * Shows the main task. `npm run demo` makes a small library; `npm run demo -- <folder>` uses your music. Scans it and
 * asks for recommendations with the published command. `--out <folder>` sets the folder of the demo's files.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { trackName } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { synthesizeLibrary } from '@rbassist/testing/synth';

const SEEDS = 3;
const TOP = 5;
const command = fileURLToPath(import.meta.resolve('rbassist/package.json')).replace('package.json', 'dist/main.js');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const out = resolve(values.out ?? join(tmpdir(), 'rbassist-demo'));
// your music and the demo's own don't share a library
const dataDir = join(out, positionals.length > 0 ? 'your-data' : 'data');
mkdirSync(out, { recursive: true });

let failed = false;
const music = positionals.length > 0 ? positionals.map((path) => resolve(path)) : [await makeMusic(join(out, 'music'))];
failed = rbassist('scan', ...music) || failed;
for (const seed of await chooseSeeds()) failed = rbassist('recommend', seed, '--top', String(TOP)) || failed;
console.log(
  `\nThe library is in ${dataDir}. Ask it more:\n  npx rbassist recommend "<artist title>" --data-dir "${dataDir}"\nOr open its page:\n  npx rbassist ui --data-dir "${dataDir}"`,
);
process.exitCode = failed ? 1 : 0;

async function makeMusic(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  console.log(`Making music in ${folder} …`);
  const started = performance.now();
  const tracks = await synthesizeLibrary(folder);
  const seconds = tracks.reduce((sum, { durationS }) => sum + durationS, 0);
  const took = (performance.now() - started) / 1000;
  console.log(`${tracks.length} tracks, ${Math.round(seconds / 60)} minutes of music, made in ${took.toFixed(0)} s`);
  return folder;
}

function rbassist(...words: string[]): boolean {
  console.log(`\n$ rbassist ${words.map((word) => (/[\s"]/.test(word) ? `"${word}"` : word)).join(' ')}`);
  const { status } = spawnSync(process.execPath, [command, ...words, '--data-dir', dataDir], { stdio: 'inherit' });
  return status !== 0;
}

async function chooseSeeds(): Promise<string[]> {
  const library = await openLibrary({ dataDir });
  try {
    const embedded = [...library.tracks()].filter(([, record]) => record.embedding);
    const step = Math.max(1, Math.floor(embedded.length / SEEDS));
    return embedded
      .filter((_, i) => i % step === 0)
      .slice(0, SEEDS)
      .map(([path, record]) => trackName(path, record));
  } finally {
    await library.close();
  }
}

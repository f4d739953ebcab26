/**
 * Measures the reading of a Rekordbox XML file: processor time and peak memory of typed reading, next to
 * fast-xml-parser's parse of the whole document and, if Python has it, pyrekordbox. Each runs in its own process.
 *
 *   npm run bench:xml -- [--tracks 100000] [--rounds 3] [--python python3] [--json]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { describeMachine } from './bench/machine.ts';
import { table } from './bench/table.ts';
import { makeCollection } from './xml/make-collection.ts';

const run = promisify(execFile);
const LEAST_SPEED = 2;
const AIM_SPEED = 4;
const MOST_MEMORY = 0.1;

interface Figures {
  name: string;
  tracks: number;
  marks: number;
  /** Median of the rounds. */
  cpuS: number;
  /** Largest of the rounds. */
  peakMib: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tracks: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '3' },
      python: { type: 'string', default: 'python3' },
      json: { type: 'boolean' },
    },
  });
  const machine = describeMachine([]);
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-xml-'));
  try {
    const file = join(folder, 'collection.xml');
    await makeCollection(file, Number(values.tracks));
    const megabytes = (await stat(file)).size / 1e6;
    if (!values.json) console.log(`${machine.cpu}, Node ${machine.node}; ${megabytes.toFixed(0)} MB\n`);
    const figures = await measureAll(file, Number(values.rounds), values.python);
    if (values.json) console.log(JSON.stringify({ machine, megabytes, figures }));
    else show(figures, megabytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes turns, so that other work on the machine falls on all alike. */
async function measureAll(file: string, rounds: number, python: string): Promise<Figures[]> {
  const scripts: [name: string, program: string, script: string][] = [
    ['rbassist, typed', process.execPath, './xml/read-typed.mjs'],
    ['fast-xml-parser, whole document', process.execPath, './xml/read-whole.mjs'],
    ['pyrekordbox', python, '../peers/rekordbox_xml.py'],
  ];
  const measured = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, program, script] of scripts) {
      const words = [fileURLToPath(new URL(script, import.meta.url)), file];
      if (program === process.execPath) words.unshift('--max-old-space-size=8192');
      const answer = await run(program, words).catch((error) => {
        if (program === python) return undefined;
        throw error;
      });
      if (answer) measured.set(name, [...(measured.get(name) ?? []), { name, ...JSON.parse(answer.stdout) }]);
    }
  }
  return [...measured.values()].map((all) => {
    const times = all.map(({ cpuS }) => cpuS).sort((one, other) => one - other);
    return { ...all[0], cpuS: times[times.length >> 1], peakMib: Math.max(...all.map(({ peakMib }) => peakMib)) };
  });
}

function show(figures: readonly Figures[], megabytes: number): void {
  const [ours] = figures;
  const rows = figures.map((each) => [
    each.name,
    String(each.tracks),
    String(each.marks),
    `${each.cpuS.toFixed(1)} s`,
    `${(megabytes / each.cpuS).toFixed(1)} MB/s`,
    `${each.peakMib.toFixed(0)} MiB`,
    `${(each.cpuS / ours.cpuS).toFixed(1)}x`,
    `${(each.peakMib / ours.peakMib).toFixed(1)}x`,
  ]);
  console.log(table(['reader', 'tracks', 'cues', 'CPU', 'speed', 'peak', 'CPU of ours', 'memory of ours'], rows));
  const peer = figures.find(({ name }) => name.startsWith('fast-xml-parser'));
  if (!peer) return;
  const speed = peer.cpuS / ours.cpuS;
  const memory = ours.peakMib / peer.peakMib;
  const isComplete = figures.every(({ tracks, marks }) => tracks === ours.tracks && marks === ours.marks);
  console.log(`\nAll read the same tracks and cues: ${isComplete ? 'yes' : 'NO'}.`);
  console.log(
    `Speed: ${speed.toFixed(1)} times fast-xml-parser's; at least ${LEAST_SPEED}, aim ${AIM_SPEED}: ${verdict(speed >= LEAST_SPEED)}.`,
  );
  console.log(
    `Memory: ${(memory * 100).toFixed(0)} % of fast-xml-parser's; at most ${MOST_MEMORY * 100} %: ${verdict(memory <= MOST_MEMORY)}.`,
  );
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED';
}

await main();

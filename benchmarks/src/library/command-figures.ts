import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchContext } from '../bench/bench-context.ts';
import { type CommandFigures, measureCommand } from '../bench/measure-command.ts';
import { table } from '../bench/table.ts';
import { median } from '../tempo/beat-measure.ts';
import { makeDataFolder } from './make-data-folder.ts';

const run = promisify(execFile);
const LEAVE_JOURNAL = fileURLToPath(new URL('./leave-journal.ts', import.meta.url));
const FEW_TRACKS = 10_000;
/** Number of tracks of a scan that was killed before it could write meta.json. */
const KILLED_TRACKS = 2000;

export interface CommandOptions {
  tracks: number;
  turns: number;
}

interface NamedFigures extends CommandFigures {
  name: string;
  tracks: number;
}

export interface LibraryCommands {
  rows: NamedFigures[];
  journalMib: number;
  /** Ratio of peak memory of recommending with all tracks to that with fewer. */
  growth: number;
}

/** Runs the published command on invented libraries, a large one and a smaller one, one process after the other. */
export async function commandFigures(
  { tracks, turns }: CommandOptions,
  context: BenchContext,
): Promise<LibraryCommands> {
  const { folder, say, signal } = context;
  const few = { data: join(folder, 'fewer'), tracks: Math.min(FEW_TRACKS, tracks) };
  const many = { data: join(folder, 'library'), tracks };
  const seeds = new Map<string, string[]>();
  for (const { data, tracks: count } of [few, many]) {
    say(`making a library of ${count} tracks on disk`);
    seeds.set(data, await makeDataFolder(data, count, turns));
  }
  const measure = async (name: string, words: readonly string[], library: typeof many): Promise<NamedFigures> => {
    say(`rbassist ${name}, ${library.tracks} tracks, ${turns} times`);
    const runs: CommandFigures[] = [];
    for (const seed of seeds.get(library.data) ?? []) {
      const asked = words.map((word) => (word === 'SEED' ? seed : word));
      runs.push(await measureCommand([...asked, '--data-dir', library.data], context));
    }
    const of = (key: keyof CommandFigures) => median(runs.map((figures) => figures[key])) ?? Number.NaN;
    return { name, tracks: library.tracks, wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakMib: of('peakMib') };
  };
  const recommend = ['recommend', 'SEED'];
  const rows = [
    await measure('--help', ['--help'], few),
    await measure('recommend', recommend, few),
    await measure('recommend', recommend, many),
    await measure('recommend --w-bass 1', [...recommend, '--w-bass', '1'], many),
    await measure('stats', ['stats'], many),
  ];
  const killed = Math.min(KILLED_TRACKS, tracks);
  await run(process.execPath, ['--import', 'tsx', LEAVE_JOURNAL, join(many.data, 'meta.json'), String(killed)], {
    signal,
  }).catch((error) => {
    if (error.signal !== 'SIGKILL') throw error;
  });
  const { size } = await stat(join(many.data, 'meta.journal.ndjson'));
  rows.push(await measure(`recommend, a scan of ${killed} tracks killed before`, recommend, many));
  return { rows, journalMib: size / 2 ** 20, growth: rows[2].peakMib / rows[1].peakMib };
}

export function showCommands({ rows, journalMib, growth }: LibraryCommands): string {
  const lines = rows.map(({ name, tracks, wallMs, cpuMs, peakMib }) => [
    name,
    String(tracks),
    (wallMs / 1000).toFixed(2),
    (cpuMs / 1000).toFixed(2),
    `${peakMib.toFixed(0)} MiB`,
  ]);
  const [, fewer, all] = rows;
  const note = `Peak memory of recommend with ${all.tracks} tracks: ${growth.toFixed(2)} × the memory with ${fewer.tracks}. The killed scan left a journal of ${journalMib.toFixed(0)} MiB.`;
  return `Commands, from start to end of the process\n\n${table(['rbassist …', 'tracks', 'seconds', 'CPU s', 'peak memory'], lines)}\n\n${note}`;
}

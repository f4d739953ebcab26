import type { AnalyzeSpeed } from './analyze-speed.ts';
import { table } from './table.ts';
import { TARGETS } from './targets.ts';

export function showAnalyzeSpeed({ songS, formats, missing }: AnalyzeSpeed): string {
  const lines = formats.flatMap(({ format, systems }) =>
    systems.map(({ name, cpuS, perCore, timesOurs }) => [
      format,
      name,
      cpuS.toFixed(2),
      perCore.toFixed(0),
      timesOurs.toFixed(2),
    ]),
  );
  return [
    `ANALYSIS of ${songS} s: tempo, grid, key, cues and contours, decoding included`,
    'Processor seconds, seconds of music per processor second, and the ratio of the time to that of rbassist.',
    `Targets: at most ${TARGETS.timesAubio} times the time of aubio tempo, which finds only the tempo (× ours at least ${1 / TARGETS.timesAubio});`,
    `librosa at least ${TARGETS.timesFasterThanLibrosa} times ours for what it can tell of the same.`,
    '',
    table(['format', 'system', 'CPU s', '× per core', '× ours'], lines, 2),
    ...missing.map((line) => `Not measured: ${line}`),
  ].join('\n');
}

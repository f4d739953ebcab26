import type { Machine } from './machine.ts';
import type { ScanFigures } from './measure-scan.ts';
import type { MemoryFigures, Peak } from './memory.ts';
import type { ModelFigures } from './models.ts';
import type { OwnMusicFigures } from './own-music.ts';
import type { StartUpFigures } from './start-up.ts';
import { table } from './table.ts';
import { TARGETS } from './targets.ts';
import type { FormatFigures, Throughput } from './throughput.ts';
import type { WorkerFigures } from './workers.ts';

const UNKNOWN = '?';

export function showMachine({ cpu, cores, node, ffmpeg, load }: Machine): string {
  const busy = load === null ? '' : `, load ${load.toFixed(1)}`;
  const decoder =
    ffmpeg === null
      ? 'no ffmpeg, so only wav and aiff can be measured (rbassist doctor shows how to install it)'
      : `ffmpeg ${ffmpeg}`;
  return `${cpu}, ${cores} cores${busy}; Node ${node}; ${decoder}`;
}

export function showThroughput({ rows, left }: Throughput): string {
  const headings = ['format', 'decoder', ...SPEEDS, 'of target', ...SHARES];
  const lines = rows.map((row) => [row.format, row.decoder, ...speeds(row), ofTarget(row), ...shares(row)]);
  return [
    'THROUGHPUT BY FORMAT, one worker',
    'Seconds of music per wall-clock second (× real time) and per processor second, with child processes',
    `(× per core; target ${TARGETS.timesRealTime} for mp3 and flac). Shares of the wall-clock time (decode: target more than ${percent(TARGETS.decodeShare)});`,
    "'ffmpeg' is its share of the processor time.",
    '',
    table(headings, lines, 2),
    ...left.map(({ format, reason }) => `Not measured: ${format}: ${reason}`),
  ].join('\n');
}

export function showModels({ rows, runtimes, absent }: ModelFigures): string {
  const lines = rows.map((row) => [row.model, row.runtime, ...speeds(row), mib(row.peakMib), ratio(row.toFirst)]);
  const { timesRealTimeLearned, learnedMib } = TARGETS;
  return [
    'MODELS OF THE VECTORS, one worker, whole scan',
    `Target with a learned vector: ${timesRealTimeLearned} × per core, and at most ${learnedMib} MiB. 'ratio' is to the processor time with ${rows[0].model}.`,
    '',
    table(['model', 'runtime', ...SPEEDS, 'peak memory', 'ratio'], lines, 2),
    '',
    'RUNTIMES of the learned model, one thread',
    '',
    table(
      ['runtime', 'load', 'CPU per 3 s piece', 'peak memory', 'package on disk'],
      runtimes.map(({ name, loadCpuMs, pieceCpuMs, peakMib, packageMib }) => [
        name,
        `${loadCpuMs.toFixed(0)} ms CPU`,
        `${pieceCpuMs.toFixed(1)} ms`,
        mib(peakMib),
        mib(packageMib),
      ]),
    ),
    ...absent.map((line) => `Not measured: ${line}`),
  ].join('\n');
}

export function showWorkers(sets: readonly WorkerFigures[]): string {
  if (sets.length === 0) return 'WORKERS\nThis machine has one core, so there is nothing to compare.';
  const lines = sets.flatMap(({ format, cores, one, all }) => [
    [format, '1', ...speeds(one), coresBusy(one), mib(one.peakMib)],
    ['', String(cores), ...speeds(all), coresBusy(all), mib(all.peakMib)],
    [
      '',
      'ratio',
      ratio(one.wallS / all.wallS),
      ratio(quotient(one.cpuS, all.cpuS)),
      '',
      ratio(all.peakMib / one.peakMib),
    ],
  ]);
  return [
    `WORKERS, ${sets[0].one.tracks} tracks`,
    "A ratio depends on 'cores busy', the number of cores that the scan could use. ffmpeg runs next to its worker.",
    '',
    table(['format', 'workers', ...SPEEDS, 'cores busy', 'peak memory'], lines, 2),
  ].join('\n');
}

export function showMemory({ few, many, fewAlone, songs, mix, growth, ffmpegMib }: MemoryFigures): string {
  const line = (what: string, { workers, peakMib }: Peak, ratios = '') => [what, String(workers), mib(peakMib), ratios];
  const lines = [
    line(`${few.tracks} short tracks`, few),
    line(`${many.tracks} short tracks`, many, ratio(growth.many)),
    line(`${fewAlone.tracks} short tracks`, fewAlone),
    line(`${songs.tracks} songs`, songs),
    line(`a mix of ${(mix.musicS / 3600).toFixed(1)} hours`, mix, ratio(growth.mix)),
  ];
  const toSongs = `Ratio of the mix to the songs, which keep the same amount in memory: ${ratio(growth.mixToSongs)}.`;
  const extra = ffmpegMib === null ? '' : `\nIn addition, one ffmpeg per worker uses up to ${mib(ffmpegMib)}.`;
  return [
    `PEAK MEMORY of the scan's process (target: ratio at most ${TARGETS.memoryGrowth})`,
    '',
    `${table(['scanned', 'workers', 'peak memory', 'ratio'], lines)}\n\n${toSongs}${extra}`,
  ].join('\n');
}

export function showStartUp({ pairs, helpS, nodeS, ratio: times }: StartUpFigures): string {
  return [
    `START-UP, medians of ${pairs} (target: ratio at most ${TARGETS.startUp})`,
    '',
    `rbassist --help   ${milliseconds(helpS)}`,
    `node -e 0         ${milliseconds(nodeS)}`,
    `ratio             ${ratio(times)}`,
  ].join('\n');
}

export function showOwnMusic(figures: OwnMusicFigures): string {
  const { folder, workers, tracks, failed, musicS, wallS, peakMib } = figures;
  const [timesReal, perCore] = speeds(figures);
  return [
    `${folder}: ${tracks} tracks, ${(musicS / 3600).toFixed(1)} hours of music${failed > 0 ? `, ${failed} failed` : ''}`,
    `× real time    ${timesReal} in ${wallS.toFixed(1)} s, ${workers} workers`,
    `× per core     ${perCore} (target ${TARGETS.timesRealTime} for mp3 and flac)`,
    `time spent     ${stageShares(figures, stagesSum(figures))
      .map((share, i) => `${SHARES[i]} ${share}`)
      .join(', ')}`,
    `ffmpeg         ${percent(quotient(figures.childCpuS, figures.cpuS))} of the processor time`,
    `peak memory    ${mib(peakMib)}`,
  ].join('\n');
}

const SPEEDS = ['× real time', '× per core'];
const SHARES = ['decode', 'DSP', 'write', 'rest', 'ffmpeg'];

function speeds({ musicS, wallS, cpuS }: ScanFigures): string[] {
  return [(musicS / wallS).toFixed(0), quotient(musicS, cpuS)?.toFixed(0) ?? UNKNOWN];
}

function coresBusy({ wallS, cpuS }: ScanFigures): string {
  return quotient(cpuS, wallS)?.toFixed(1) ?? UNKNOWN;
}

function ofTarget({ musicS, cpuS }: FormatFigures): string {
  return ratio(quotient(musicS, cpuS === null ? null : cpuS * TARGETS.timesRealTime));
}

/** With one worker, the time outside the stages is start-up, tags, walking and indexing. */
function shares(figures: FormatFigures): string[] {
  const sum = stagesSum(figures);
  const whole = Math.max(figures.wallS, sum);
  const inFfmpeg = percent(quotient(figures.childCpuS, figures.cpuS));
  return [...stageShares(figures, whole), percent((whole - sum) / whole), inFfmpeg];
}

function stagesSum({ stages }: ScanFigures): number {
  return stages.decodeS + stages.dspS + stages.writeS;
}

function stageShares({ stages }: ScanFigures, whole: number): string[] {
  return [stages.decodeS, stages.dspS, stages.writeS].map((seconds) => percent(seconds / whole));
}

function quotient(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}

function percent(share: number | null): string {
  return share === null ? UNKNOWN : `${(100 * share).toFixed(0)} %`;
}

function ratio(value: number | null): string {
  return value === null ? UNKNOWN : value.toFixed(2);
}

function mib(value: number): string {
  return `${value.toFixed(0)} MiB`;
}

function milliseconds(seconds: number): string {
  return `${(1000 * seconds).toFixed(0)} ms`.padStart(7);
}

/**
 * Measures the accuracy of sections and drops. Prints the boundary F-measure at 0.5 s and 3 s (like mir_eval, without
 * the ends), the share of time with the right label, and the drops, for synthesised songs or those of a manifest.
 *
 *   npm run eval:sections -- [manifest.json] [--found-grid] [--songs]
 */
import { parseArgs } from 'node:util';
import {
  ANALYSIS_RATE,
  type BeatGrid,
  createFeaturePipeline,
  createTempoAnalyzer,
  findSections,
} from '@rbassist/analyze';
import { errorMessage, type TrackSection } from '@rbassist/core';
import { table } from './bench/table.ts';
import { UsageError } from './manifest.ts';
import { runProgram } from './program.ts';
import { measureBoundaries } from './sections/boundary-measure.ts';
import { type LabelledSong, manifestSongs, synthesizedSongs } from './sections/labelled-songs.ts';

const USAGE = 'npm run eval:sections -- [manifest.json] [--found-grid] [--songs]';

interface Options {
  manifest: string | undefined;
  /** Uses the bars that rbassist finds; otherwise those of the labels, to measure only the sections. */
  foundGrid: boolean;
  songs: boolean;
}

interface Outcome {
  group: string;
  f05: number;
  f3: number;
  labelled: number;
  hasDrop: boolean;
  foundDrop: boolean;
  /** True if the first drop found is within a beat of a drop, and of the first drop. */
  rightDrop: boolean;
  firstDrop: boolean;
  /** Milliseconds per 90 s of music. */
  ms: number;
}

async function main(): Promise<void> {
  const options = readOptions();
  const songs = options.manifest ? await manifestSongs(options.manifest) : synthesizedSongs();
  const pipeline = await createFeaturePipeline();
  const tempo = await createTempoAnalyzer();
  const outcomes: Outcome[] = [];
  for (const [i, song] of songs.entries()) {
    const extractor = pipeline.start([]);
    extractor.push(await song.samples(ANALYSIS_RATE));
    const features = extractor.finish();
    const grid = options.foundGrid ? tempo.analyze(features, null).grid : labelledGrid(song, features.durationS);
    const began = performance.now();
    const found = findSections(features, grid);
    const ms = ((performance.now() - began) * 90) / features.durationS;
    outcomes.push({ ...judge(song, found), ms });
    if (options.songs) console.log(`${song.name}\n  is    ${show(song.sections)}\n  found ${show(found)}`);
    if ((i + 1) % 20 === 0 || i + 1 === songs.length) console.error(`${i + 1} of ${songs.length} songs`);
  }
  tempo.close();
  pipeline.close();
  printTable(outcomes);
}

function readOptions(): Options {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'found-grid': { type: 'boolean' }, songs: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError('Expected at most one manifest');
    return { manifest: positionals[0], foundGrid: values['found-grid'] ?? false, songs: values.songs ?? false };
  } catch (error) {
    throw new UsageError(`${errorMessage(error)}. Usage: ${USAGE}`);
  }
}

function labelledGrid({ bpm, downbeatS }: LabelledSong, durationS: number): BeatGrid {
  const beatS = 60 / bpm;
  const before = Math.floor(downbeatS / beatS + 1e-6);
  const startS = Math.max(0, downbeatS - before * beatS);
  const beats = Float64Array.from({ length: Math.ceil((durationS - startS) / beatS) }, (_, i) => startS + i * beatS);
  return { beats, metre: 4, firstDownbeat: before % 4, tempos: [], mode: 'fixed' };
}

function judge(song: LabelledSong, found: readonly TrackSection[]): Omit<Outcome, 'ms'> {
  const inner = (sections: readonly TrackSection[]) => sections.slice(1).map(({ start }) => start);
  const drops = dropStarts(song.sections);
  const [firstFound] = dropStarts(found);
  const isNear = (drop: number) => Math.abs(drop - firstFound) <= 60 / song.bpm;
  return {
    group: song.group,
    f05: measureBoundaries(inner(song.sections), inner(found), 0.5).f,
    f3: measureBoundaries(inner(song.sections), inner(found), 3).f,
    labelled: labelledShare(song.sections, found),
    hasDrop: drops.length > 0,
    foundDrop: firstFound !== undefined,
    rightDrop: drops.some(isNear),
    firstDrop: drops.slice(0, 1).some(isNear),
  };
}

function dropStarts(sections: readonly TrackSection[]): number[] {
  return sections
    .filter(({ kind }, i) => kind === 'drop' && sections[i - 1]?.kind !== 'drop')
    .map(({ start }) => start);
}

/** Returns the share of the labelled time with the same label. */
function labelledShare(labelled: readonly TrackSection[], found: readonly TrackSection[]): number {
  let same = 0;
  let all = 0;
  for (const a of labelled) {
    all += a.end - a.start;
    for (const b of found) {
      if (a.kind === b.kind) same += Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
    }
  }
  return same / all;
}

function show(sections: readonly TrackSection[]): string {
  return sections.map(({ kind, start }) => `${kind} ${start.toFixed(1)}`).join(' · ');
}

function printTable(outcomes: readonly Outcome[]): void {
  const groups = [...new Set(outcomes.map(({ group }) => group)), 'all'];
  const rows = groups.map((name) => {
    const group = name === 'all' ? outcomes : outcomes.filter(({ group }) => group === name);
    const withDrop = group.filter(({ hasDrop }) => hasDrop);
    const mean = (of: readonly Outcome[], value: (outcome: Outcome) => number) =>
      of.length === 0 ? '–' : (of.reduce((sum, outcome) => sum + value(outcome), 0) / of.length).toFixed(2);
    return [
      name,
      String(group.length),
      mean(group, ({ f05 }) => f05),
      mean(group, ({ f3 }) => f3),
      mean(group, ({ labelled }) => labelled),
      mean(withDrop, ({ foundDrop }) => Number(foundDrop)),
      mean(withDrop, ({ rightDrop }) => Number(rightDrop)),
      mean(withDrop, ({ firstDrop }) => Number(firstDrop)),
      mean(group, ({ ms }) => ms),
    ];
  });
  const headings = ['', 'songs', 'F 0.5 s', 'F 3 s', 'label', 'has drop', 'drop right', 'and first', 'ms per 90 s'];
  console.log(table(headings, rows));
}

await runProgram(main);

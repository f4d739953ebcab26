import { type BrokenConstraint, type MixTrack, type Transition, trackName } from '@rbassist/core';
import type { PlannedSet, ViewedSet, ViewedTrack } from '@rbassist/library';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { type Output, print, tell } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { likelyBpmText, likelyKeyText } from './likely-text.ts';
import { ARTIST_COLUMN, PATH_COLUMN, TITLE_COLUMN } from './track-tables.ts';
import { explainMix, MIX_COLUMN, mixText, SCORE_COLUMN, scoreText } from './transition-text.ts';

/** A row of a set. */
interface SetRow {
  path: string;
  artist?: string;
  title?: string;
  durationS?: number;
  track?: MixTrack;
  /** The mix from the track before, with its tracks. */
  mix?: { transition?: Transition; stars?: number; from?: MixTrack };
  notes: readonly string[];
}

const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'Start', align: 'right' },
  ARTIST_COLUMN,
  TITLE_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  SCORE_COLUMN,
  MIX_COLUMN,
];
/** Shown if a set follows a curve of energies. */
const ENERGY_COLUMN: Column = { heading: 'Energy', align: 'right' };
const ENERGY_DIGITS = 2;
const NOTES_COLUMN: Column = { heading: 'Notes' };
const STAR = '★';
const NOTHING = '-';

/** Prints a saved set: its tracks with their starts, tempos and keys, and each mix from the track before. */
export function printSet(set: ViewedSet, output: Output, { paths = false } = {}): void {
  const size = `${counted(set.tracks.length, 'track')}, ${formatDuration(set.durationS)}`;
  print(`${set.name}: ${set.tracks.length === 0 ? 'no tracks' : size}`);
  if (set.tracks.length === 0) return;
  const rows = set.tracks.map((listed, place): SetRow => {
    const { track, path, movedTo, artist, title, durationS } = listed;
    const mix = place === 0 ? undefined : { ...set.mixes[place - 1], from: set.tracks[place - 1].track };
    return {
      path: movedTo ?? path,
      artist,
      title,
      durationS,
      ...track,
      track,
      ...(mix && { mix }),
      notes: notesOf(listed, mix?.stars),
    };
  });
  const withEnergy = set.plan?.energyCurve !== undefined;
  print(setTable(rows, { withPaths: paths || output.verbose, withEnergy }, output));
}

/** Prints a planned set, and the constraints that it could not keep. */
export function printPlan(
  plan: Omit<PlannedSet, 'options'> & Partial<Pick<PlannedSet, 'options'>>,
  output: Output,
  paths = false,
): void {
  const { tracks, transitions, broken, durationS, options } = plan;
  const rows = tracks.map((track, place): SetRow => {
    const mix = place === 0 ? undefined : { transition: transitions[place - 1], from: tracks[place - 1] };
    return { ...track, track, notes: track.state === 'playable' ? [] : [STATES[track.state]], ...(mix && { mix }) };
  });
  print(`${counted(tracks.length, 'track')}, ${formatDuration(durationS)}`);
  const withEnergy = options?.energyCurve !== undefined;
  print(setTable(rows, { withPaths: paths || output.verbose, withEnergy }, output));
  tellBroken(broken, output);
  if (plan.timedOut) tellTimedOut(output);
}

/** Prints every mix of a set: its score, every part of it, and your stars. */
export function printMixes(set: ViewedSet, output: Output): void {
  if (set.mixes.length === 0) print('A set with fewer than two tracks has no mixes.');
  for (const [place, { transition, stars }] of set.mixes.entries()) {
    const [from, to] = [set.tracks[place], set.tracks[place + 1]];
    const score = transition === undefined ? '' : `  score ${scoreText(transition.score)}`;
    print(`${place + 1}  ${nameOf(from)} → ${nameOf(to)}${score}${stars ? `  ${STAR.repeat(stars)}` : ''}`);
    if (transition === undefined || from.track === undefined || to.track === undefined) {
      print('     A track is not in the library, so there is no score.');
      continue;
    }
    print(explainMix(transition, { from: from.track, to: to.track }, output).map((line) => `     ${line}`));
  }
}

/** Says how to take the last change of a set back. */
export function tellUndo(name: string, output: Output): void {
  tell(output, `To undo this, run ${commandLine(['set', 'undo', name], output)}.`);
}

/** Says that the time limit ended a search. */
export function tellTimedOut(output: Output): void {
  tell(output, 'The time limit ended the search early. More time may give a better order.');
}

/** Explains the constraints that a plan could not keep, one per line. */
export function tellBroken(broken: readonly BrokenConstraint[], output: Output): void {
  if (broken.length > 0) tell(output, broken.map(brokenText));
}

function brokenText({ constraint, place = 0, otherPlace = 0, wanted = 0, found = 0 }: BrokenConstraint): string {
  const pair = `Tracks ${otherPlace + 1} and ${place + 1}`;
  switch (constraint) {
    case 'length':
      return `The set has ${counted(found, 'track')} instead of ${wanted}: no other track can be added.`;
    case 'durationS':
      return `The set lasts ${formatDuration(found)} instead of ${formatDuration(wanted)}.`;
    case 'artistSpacing':
      return `${pair} are of one artist, with ${counted(found, 'track')} between them instead of ${wanted}.`;
    case 'maxPitchPct':
      return `${pair} need a pitch change of ${found.toFixed(1)} %, more than ${wanted} %.`;
    case 'maxLoudnessLu':
      return `${pair} differ by ${found.toFixed(1)} LU in loudness, more than ${wanted} LU.`;
    case 'noDoubletime':
      return `${pair} only mix at half or double time.`;
    case 'keysMustMix':
      return `The keys of tracks ${otherPlace + 1} and ${place + 1} clash.`;
  }
}

function setTable(
  rows: readonly SetRow[],
  { withPaths, withEnergy }: { withPaths: boolean; withEnergy: boolean },
  output: Output,
): string[] {
  const hasNotes = rows.some(({ notes }) => notes.length > 0);
  const columns = [
    ...COLUMNS,
    ...(withEnergy ? [ENERGY_COLUMN] : []),
    ...(hasNotes ? [NOTES_COLUMN] : []),
    ...(withPaths ? [PATH_COLUMN] : []),
  ];
  let startS = 0;
  const cells = rows.map((row, place) => {
    const { path, artist = '', title, track, mix, notes, durationS = 0 } = row;
    const start = clock(startS);
    startS += durationS;
    return [
      String(place + 1),
      start,
      artist,
      title ?? trackName(path, {}),
      likelyBpmText(track),
      likelyKeyText(track, output),
      mix?.transition === undefined ? '' : scoreText(mix.transition.score),
      mixOf(row, output),
      ...(withEnergy ? [track?.energy?.toFixed(ENERGY_DIGITS) ?? NOTHING] : []),
      ...(hasNotes ? [notes.join(', ')] : []),
      ...(withPaths ? [path] : []),
    ];
  });
  return formatTable(columns, cells);
}

function mixOf({ mix, track }: SetRow, output: Output): string {
  if (mix === undefined) return '';
  const { transition, from } = mix;
  return transition && from && track ? mixText(transition, { from, to: track }, output) : NOTHING;
}

const STATES: Readonly<Record<Exclude<MixTrack['state'], 'playable'>, string>> = {
  missing: 'file missing',
  failed: 'failed',
  staged: 'staged duplicate',
};

function notesOf({ track, locked, movedTo, note }: ViewedTrack, stars: number | undefined): string[] {
  const state = track === undefined ? 'not in the library' : track.state === 'playable' ? '' : STATES[track.state];
  const own = typeof note === 'string' ? note : '';
  return [STAR.repeat(stars ?? 0), locked ? 'locked' : '', movedTo === undefined ? '' : 'moved', state, own].filter(
    Boolean,
  );
}

function nameOf({ path, track, artist, title }: ViewedTrack): string {
  return trackName(path, track ?? { artist, title });
}

/** Returns seconds as hours, minutes and seconds: "0:00", "1:02:03". */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

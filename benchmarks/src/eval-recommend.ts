/**
 * Counts rows of `recommend` that a DJ would not want: other versions of the seed's song, its own artist, a song twice,
 * and tracks outside the rules of key and tempo. Compares with nearest neighbours, unfiltered and filtered afterwards.
 *
 *   npm run eval:recommend -- <data folder> [--top N] [--seeds N] [--json]
 */
import { artistKeys, keyRelation, mixTrack, parseKey, songKeys, type TrackRecord, tempoRelation } from '@rbassist/core';
import { type Library, openLibrary, type RecommendTracksOptions } from '@rbassist/library';
import { table } from './bench/table.ts';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run eval:recommend -- <data folder> [--top N] [--seeds N] [--json]';
/** Neighbours that a filter afterwards has to choose from, as in the Python rbassist: the top and 50 more. */
const POOL = 50;
const ANY: RecommendTracksOptions = { tempoPct: 1000, camelotNeighbors: false, otherVersions: true };

interface Row {
  path: string;
  record: TrackRecord;
}

/** Returns the rows for a seed, best first. */
type Answer = (seed: string, top: number) => Promise<Row[]>;

interface Figures {
  name: string;
  /** Mean number of rows. */
  rows: number;
  /** Shares of seeds, 0..1: with all rows, with another version of the song, with a song twice. */
  full: number;
  versionOfSeed: number;
  songTwice: number;
  /** Shares of rows, 0..1. */
  sameArtist: number;
  outsideRules: number;
  /** Rows outside the rules by their main tempo and key, but inside by another likely one of an uncertain track. */
  uncertain: number;
}

async function main(): Promise<void> {
  const { dataDir, top, count, json } = readOptions();
  await using library = await openLibrary({ dataDir, onWarning: ({ message }) => console.error(message) });
  const paths = [...library.tracks(['embedding', 'missing', 'staged', 'error'])]
    .filter(([, { embedding, missing, staged, error }]) => embedding && !missing && !staged && !error)
    .map(([path]) => path);
  const step = Math.max(1, paths.length / count);
  const seeds = Array.from({ length: Math.min(count, paths.length) }, (_, i) => paths[Math.floor(i * step)]);
  if (seeds.length === 0) throw new UsageError(`${dataDir} has no tracks with vectors.`);
  const answers: [string, Answer][] = [
    ['nearest', (seed, wanted) => rowsOf(library, seed, { ...ANY, top: wanted })],
    ['nearest, filtered after', (seed, wanted) => filteredAfter(library, seed, wanted)],
    ['recommend', (seed, wanted) => rowsOf(library, seed, { top: wanted })],
    ['recommend, new artist', (seed, wanted) => rowsOf(library, seed, { top: wanted, newArtist: true })],
  ];
  const figures: Figures[] = [];
  for (const [name, answer] of answers) figures.push({ name, ...(await measure(library, seeds, top, answer)) });
  if (json) console.log(JSON.stringify({ seeds: seeds.length, tracks: paths.length, top, figures }));
  else console.log(`${seeds.length} seeds of ${paths.length} tracks, ${top} rows asked for\n\n${show(figures)}`);
}

async function rowsOf(library: Library, seed: string, options: RecommendTracksOptions): Promise<Row[]> {
  return (await library.recommend(seed, options)).recommendations;
}

/** Filters like a program that searches first: it can run out of rows. */
async function filteredAfter(library: Library, seed: string, top: number): Promise<Row[]> {
  const rows = await rowsOf(library, seed, { ...ANY, top: top + POOL });
  const seedRecord = library.track(seed) ?? {};
  return rows.filter(({ record }) => isWithinRules(seedRecord, record)).slice(0, top);
}

async function measure(
  library: Library,
  seeds: readonly string[],
  top: number,
  answer: Answer,
): Promise<Omit<Figures, 'name'>> {
  let [rows, full, versionOfSeed, songTwice, sameArtist, outsideRules, uncertain] = [0, 0, 0, 0, 0, 0, 0];
  for (const path of seeds) {
    const seed = library.track(path) ?? {};
    const found = await answer(path, top);
    rows += found.length;
    if (found.length === top) full++;
    const songs = new Set(songsOf(seed));
    if (found.some((row) => songsOf(row.record).some((song) => songs.has(song)))) versionOfSeed++;
    if (hasSongTwice(found)) songTwice++;
    const artists = new Set(artistKeys(textOf(seed.artist)));
    for (const { record } of found) {
      if (artistKeys(textOf(record.artist)).some((artist) => artists.has(artist))) sameArtist++;
      if (isWithinRules(seed, record)) continue;
      outsideRules++;
      if (mayBeWithinRules(seed, record)) uncertain++;
    }
  }
  const [perSeed, perRow] = [1 / seeds.length, 1 / Math.max(1, rows)];
  return {
    rows: rows * perSeed,
    full: full * perSeed,
    versionOfSeed: versionOfSeed * perSeed,
    songTwice: songTwice * perSeed,
    sameArtist: sameArtist * perRow,
    outsideRules: outsideRules * perRow,
    uncertain: uncertain * perRow,
  };
}

function hasSongTwice(rows: readonly Row[]): boolean {
  const seen = new Set<string>();
  return rows.some(({ record }) => {
    const songs = songsOf(record);
    const isKnown = songs.some((song) => seen.has(song));
    for (const song of songs) seen.add(song);
    return isKnown;
  });
}

function songsOf({ artist, title }: TrackRecord): string[] {
  return songKeys({ artist: textOf(artist), title: textOf(title) });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isWithinRules(a: TrackRecord, b: TrackRecord): boolean {
  const key = keyRelation(parseKey(a.key), parseKey(b.key));
  return key !== 'clash' && tempoRelation(a.bpm, b.bpm) !== 'clash';
}

/** Returns true if any likely tempos and keys of two tracks mix. An unknown one mixes. */
function mayBeWithinRules(a: TrackRecord, b: TrackRecord): boolean {
  const [one, other] = [mixTrack('a', a), mixTrack('b', b)];
  const mixes = <Value>(
    [from, to]: readonly (readonly { value: Value }[])[],
    relation: (from: Value, to: Value) => unknown,
  ) => from.length === 0 || to.length === 0 || from.some((x) => to.some((y) => relation(x.value, y.value) !== 'clash'));
  return mixes([one.tempos, other.tempos], tempoRelation) && mixes([one.keys, other.keys], keyRelation);
}

function show(figures: readonly Figures[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = table(
    ['', 'rows', 'full', 'version of the seed', 'song twice', 'same artist', 'outside the rules'],
    figures.map(({ name, rows, full, versionOfSeed, songTwice, sameArtist, outsideRules }) => [
      name,
      rows.toFixed(1),
      ...[full, versionOfSeed, songTwice, sameArtist, outsideRules].map(percent),
    ]),
  );
  const notes = figures
    .filter(({ outsideRules }) => outsideRules > 0)
    .map(({ name, outsideRules, uncertain }) => `${name}: ${percent(uncertain / outsideRules)}`);
  const note =
    'Of the rows outside the rules, share with an uncertain tempo or key that is inside by another likely value';
  return `${rows}\n\n${note}: ${notes.join('; ')}.`;
}

function readOptions() {
  const { values, positionals } = readWords(
    {
      allowPositionals: true,
      options: { top: { type: 'string' }, seeds: { type: 'string' }, json: { type: 'boolean' } },
    },
    USAGE,
  );
  const [dataDir, ...more] = positionals;
  if (dataDir === undefined || more.length > 0) throw new UsageError(`Name one data folder. Usage: ${USAGE}`);
  const [top, count] = [Number(values.top ?? 10), Number(values.seeds ?? 200)];
  for (const number of [top, count]) {
    if (!Number.isInteger(number) || number < 1) throw new UsageError(`Not a positive number. Usage: ${USAGE}`);
  }
  return { dataDir, top, count, json: values.json ?? false };
}

runProgram(main);

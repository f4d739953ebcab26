import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkOptions, RUN_OPTION_RULES, type RunOptions, STAND_OUT_DEFAULTS, tagKey } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { loadAllTags, soundTagTable } from '../sound-tags/sound-tag-table.ts';
import { storedMap } from './library-map.ts';
import { type MapRegion, mapRegions, nearestRegion } from './map-regions.ts';

/** Origin of a label's word: your tags, the genre, or the sound. */
export type MapLabelSource = 'tag' | 'genre' | 'sound';

/** A word that stands out in a region of the map. */
export interface MapLabel {
  /** Mean place of the region's tracks that have the word. */
  x: number;
  y: number;
  /** 0 for large regions; higher ones are for a closer look. */
  level: number;
  text: string;
  source: MapLabelSource;
  /** Tracks of the region that have the word. */
  tracks: number;
  /** Share of the region's tracks that have the word, 0..1. */
  share: number;
}

/** Regions per level. */
const LEVELS = [8, 32, 128];
const FEWEST_TRACKS = 20;
/** A word needs this share of its region, and this many times its share of the library. */
const SMALLEST_SHARE = 0.25;
const SMALLEST_LIFT = 1.25;
const TRACKS_PER_TURN = 1000;

interface Word {
  text: string;
  source: MapLabelSource;
}

/** See `Library.mapLabels`. */
export async function mapLabels(context: LibraryContext, options: RunOptions): Promise<MapLabel[]> {
  checkOptions(options, RUN_OPTION_RULES);
  const map = await storedMap(context);
  const words = map && (await wordsOf(context, map.paths, options.signal));
  if (map === undefined || words === undefined) return [];
  const labels: MapLabel[] = [];
  let coarser: { regions: readonly MapRegion[]; keys: readonly Set<string>[] } | undefined;
  for (const [level, wanted] of LEVELS.entries()) {
    const count = Math.min(wanted, Math.floor(map.paths.length / FEWEST_TRACKS));
    if (count <= (coarser?.regions.length ?? 0)) break;
    await nextTurn();
    const { regions, regionOf } = mapRegions(map.places, count);
    const counts = countWords(words, regionOf, count, map.places);
    const keys = regions.map(({ x, y }, region) => {
      const told = coarser?.keys[nearestRegion(x, y, coarser.regions)] ?? new Set<string>();
      const best = standingOut(counts, region, told);
      if (best === undefined) return told;
      const { key, word, tracks, ...place } = best;
      labels.push({ x: place.x, y: place.y, level, ...word, tracks, share: tracks / counts.tracks[region] });
      return new Set([...told, key]);
    });
    coarser = { regions, keys };
  }
  return labels;
}

/** Returns the words of each track, by their keys. Returns undefined after an abort. */
async function wordsOf(context: LibraryContext, paths: readonly string[], signal: AbortSignal | undefined) {
  const index = await context.vectors.openIndex().catch(() => undefined);
  const table = index && soundTagTable(index);
  if (table) await loadAllTags(table);
  const words: Map<string, Word>[] = [];
  for (const [i, path] of paths.entries()) {
    if (i % TRACKS_PER_TURN === 0) await nextTurn();
    if (signal?.aborted) return undefined;
    const of = new Map<string, Word>();
    const add = (text: string, source: MapLabelSource) => {
      const key = tagKey(text);
      if (key !== '' && !of.has(key)) of.set(key, { text, source });
    };
    const track = context.mixTracks.get(path);
    for (const tag of track?.tags ?? []) add(tag, 'tag');
    if (track?.genre) add(track.genre, 'genre');
    const row = index?.row(path);
    const sounds = row === undefined ? [] : (table?.standOut(row, STAND_OUT_DEFAULTS) ?? []);
    for (const { tag } of sounds) add(tag, 'sound');
    words.push(of);
  }
  return words;
}

interface WordCount {
  word: Word;
  all: number;
  /** By region. */
  tracks: Uint32Array;
  x: Float64Array;
  y: Float64Array;
}

interface WordCounts {
  words: Map<string, WordCount>;
  all: number;
  /** By region. */
  tracks: Uint32Array;
}

function countWords(
  words: readonly Map<string, Word>[],
  regionOf: Uint16Array,
  regions: number,
  places: Float32Array,
): WordCounts {
  const counts: WordCounts = { words: new Map(), all: words.length, tracks: new Uint32Array(regions) };
  for (const [i, of] of words.entries()) {
    const region = regionOf[i];
    counts.tracks[region]++;
    for (const [key, word] of of) {
      let count = counts.words.get(key);
      if (count === undefined) {
        const perRegion = () => new Float64Array(regions);
        count = { word, all: 0, tracks: new Uint32Array(regions), x: perRegion(), y: perRegion() };
        counts.words.set(key, count);
      }
      count.all++;
      count.tracks[region]++;
      count.x[region] += places[2 * i];
      count.y[region] += places[2 * i + 1];
    }
  }
  return counts;
}

/** Returns the word that tells a region best from the map: the largest part of their Kullback-Leibler divergence. */
function standingOut({ words, all, tracks }: WordCounts, region: number, told: ReadonlySet<string>) {
  let best: { key: string; word: Word; tracks: number; x: number; y: number } | undefined;
  let most = 0;
  for (const [key, count] of words) {
    const here = count.tracks[region];
    const share = here / tracks[region];
    const lift = share / (count.all / all);
    if (here === 0 || share < SMALLEST_SHARE || lift < SMALLEST_LIFT || told.has(key)) continue;
    const value = share * Math.log(lift);
    if (value <= most) continue;
    most = value;
    best = { key, word: count.word, tracks: here, x: count.x[region] / here, y: count.y[region] / here };
  }
  return best;
}

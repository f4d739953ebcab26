import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Contour, EmbeddingSpace, TrackRecord } from '@rbassist/core';
import { between, pick, type Random, seededRandom } from '@rbassist/testing/random';

const CONTOUR_VALUES = 256;
const ARTISTS = [
  'Ana Lucía',
  'Bjørn & Zoë',
  'DJ Örn',
  '東京リズム',
  'Kollektiv Straße',
  'Mała Orkiestra',
  'Nightshift',
  'The 3rd Floor',
];
const WORDS = [
  'Sunrise',
  'Über',
  'Dub',
  'Révolution',
  'Night',
  'Drive',
  'Съезд',
  'Echo',
  'Warehouse',
  'Luna',
  'Nº 5',
  'Feel',
];
const GENRES = ['House', 'Techno', 'Drum & Bass', 'Disco', 'Hip-Hop', 'Trance'];
const TAGS = ['peak', 'warm-up', 'closing', 'vocal', 'dark', 'sunny', 'tool'];
const FOLDERS = ['/Volumes/Musik/DJ', 'D:\\Music\\Crates', '/home/dj/Müsik/2024'];
const PITCHES = 12;
const SPACE = 'm-a-p/MERT-v1-330M@intro-core-late/1024' as EmbeddingSpace;

/**
 * Yields tracks of an invented library, the same for the same seed: typical paths of DJs, and records like those of a
 * scan, with contours.
 */
export function* libraryTracks(count: number, seed = 1): Generator<[path: string, record: TrackRecord]> {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i++) {
    const artist = pick(random, ARTISTS);
    const title = `${pick(random, WORDS)} ${pick(random, WORDS)} ${i}`;
    const folder = pick(random, FOLDERS);
    const separator = folder.includes('\\') ? '\\' : '/';
    const path = [
      folder,
      pick(random, GENRES),
      artist,
      `${artist} - ${title}.${pick(random, ['mp3', 'flac', 'aiff'])}`,
    ];
    yield [path.join(separator), trackRecord(artist, title, i, random)];
  }
}

/** Writes a meta.json of that many tracks in chunks, like Python's json module with an indentation of two. */
export async function writeLibrary(path: string, count: number, seed = 1): Promise<void> {
  await pipeline(libraryText(count, seed), createWriteStream(path));
}

function* libraryText(count: number, seed: number): Generator<string> {
  let before = '{\n  "tracks": {';
  for (const [path, record] of libraryTracks(count, seed)) {
    yield ascii(
      `${before}\n    ${JSON.stringify(path)}: ${JSON.stringify(record, null, 2).replaceAll('\n', '\n    ')}`,
    );
    before = ',';
  }
  yield '\n  }\n}';
}

function ascii(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function trackRecord(artist: string, title: string, i: number, random: Random): TrackRecord {
  const bpm = round(between(random, 85, 178), 2);
  const duration = round(between(random, 150, 520), 3);
  const signature = `17${Math.floor(random() * 1e16)}00_${Math.floor(between(random, 4e6, 6e7))}`;
  const camelot = `${1 + Math.floor(random() * PITCHES)}${pick(random, ['A', 'B'])}`;
  const cue = (name: string, share: number) => ({ name, type: 0, num: -1, start: round(duration * share, 3) });
  const sections = ['intro', 'build', 'drop', 'breakdown', 'drop', 'outro'] as const;
  return {
    artist,
    title,
    album: `${pick(random, WORDS)} EP`,
    genre: pick(random, GENRES),
    year: 1990 + Math.floor(random() * 36),
    bitrate: pick(random, [192, 256, 320, 1411]),
    sample_rate: pick(random, [44100, 48000]),
    duration,
    added: `2026-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}T20:15:00.000Z`,
    embedding: `/home/dj/data/embeddings/${artist} - ${title}-${i.toString(16).padStart(8, '0')}.npy`,
    embedding_source: 'baseline',
    embedding_space: SPACE,
    embedding_signature: signature,
    embedding_decoder: 'ffmpeg/7.1 soxr',
    bpm,
    bpm_confidence: round(random(), 3),
    bpm_candidates: [0.62, 0.21, 0.1].map((confidence, k) => ({ bpm: round(bpm * [1, 0.5, 1.5][k], 2), confidence })),
    tempos: [{ inizio_sec: round(random(), 3), bpm, metro: '4/4', battito: 1 }],
    beatgrid_mode: 'fixed',
    beatgrid_confidence: round(random(), 3),
    key: camelot,
    key_name: 'A minor',
    key_confidence: round(random(), 3),
    key_candidates: [0.5, 0.3, 0.1, 0.05, 0.02].map((confidence, k) => ({
      key: k === 0 ? camelot : `${1 + Math.floor(random() * PITCHES)}${pick(random, ['A', 'B'])}`,
      confidence,
    })),
    tuning_cents: round(between(random, -20, 20), 1),
    cues: [cue('First kick', 0.02), cue('A', 0.1), cue('Drop', 0.3), cue('C', 0.5), cue('Mix-out', 0.8)],
    sections: sections.map((kind, k) => ({
      kind,
      start: round((duration * k) / sections.length, 3),
      end: round((duration * (k + 1)) / sections.length, 3),
    })),
    features: {
      samples: round(random(), 4),
      bass_contour: contour(random, 40, 200),
      rhythm_contour: contour(random, 0, 1),
    },
    loudness_lufs: round(between(random, -16, -6), 2),
    loudness_range_lu: round(between(random, 2, 12), 2),
    true_peak_db: round(between(random, -1, 1.5), 2),
    sig_bpmkey: createHash('sha1').update(signature).digest('hex'),
    sig_bpmkey_fast: signature,
    analysis_version: { tempo: 3, key: 2, cues: 2, features: 1, loudness: 1 },
    analysis_signature: signature,
    mytags: TAGS.filter(() => random() < 0.2),
    rating: Math.floor(random() * 6),
  };
}

/** Returns a contour as a random walk, with four digits per value. */
function contour(random: Random, low: number, high: number): Contour {
  let value = between(random, low, high);
  const values = Array.from({ length: CONTOUR_VALUES }, () => {
    value = Math.min(high, Math.max(low, value + (random() - 0.5) * (high - low) * 0.2));
    return Number(value.toPrecision(4));
  });
  return { contour: values, reliability: round(random(), 3) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

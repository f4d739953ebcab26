import { randomBytes } from 'node:crypto';
import { below, type Random, seededRandom } from '@rbassist/testing/random';

/** Answers of the server about a map of invented tracks, by their address. */
export interface InventedMap {
  readonly places: Buffer;
  readonly ids: object;
  readonly labels: object;
  readonly values: object;
}

const CLUSTERS = 60;
const GENRES = 40;
const LABELS = 168;
const TAG = '"invented"';

/** Invents a map of tracks in clusters of several sizes. */
export function inventMap(count: number): InventedMap {
  const random = seededRandom(3);
  const clusters = Array.from({ length: CLUSTERS }, () => ({
    x: 36 * random() - 18,
    y: 36 * random() - 18,
    wide: 0.4 + 1.8 * random(),
    genre: below(random, GENRES),
  }));
  const places = Buffer.alloc(16 + 8 * count);
  places.write('RBMP');
  places.writeUInt32LE(1, 4);
  places.writeUInt32LE(count, 8);
  const genres: number[] = [];
  for (let i = 0; i < count; i++) {
    const { x, y, wide, genre } = clusters[Math.floor(CLUSTERS * random() ** 2)];
    places.writeFloatLE(x + wide * normal(random), 16 + 8 * i);
    places.writeFloatLE(y + wide * normal(random), 20 + 8 * i);
    genres.push(random() < 0.8 ? genre : below(random, GENRES));
  }
  const labels = Array.from({ length: LABELS }, (_, i) => ({
    ...{ x: 36 * random() - 18, y: 36 * random() - 18, level: i < 8 ? 0 : i < 40 ? 1 : 2 },
    ...{ text: `word ${i}`, source: 'sound', tracks: 20 + below(random, 900), share: 0.5 },
  }));
  return {
    places,
    ids: { map: TAG, ids: Array.from({ length: count }, () => randomBytes(9).toString('base64url').slice(0, 11)) },
    labels: { labels },
    values: { map: TAG, names: Array.from({ length: GENRES }, (_, i) => `Genre ${i}`), values: genres },
  };
}

/** Tag that all answers of an invented map have. */
export const INVENTED_TAG = TAG;

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

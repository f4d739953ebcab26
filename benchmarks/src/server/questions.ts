import { SORT_COLUMNS } from '@rbassist/library';
import { pick, type Random } from '@rbassist/testing/random';

const FILTERS = [
  '',
  'q=sunrise',
  'q=dub%20luc',
  'bpm=120-132',
  'bpm=60-66&bpmFold=1',
  'key=8A,9A',
  'tag=peak',
  'genre=House',
];
const PRESETS = ['balanced', 'tight', 'adventurous', 'harmonic'];
const WORDS = ['sun', 'night', 'dub', 'luna', 'съезд', 'warehouse 12', 'über'];

/** Returns a sorted and filtered list somewhere in the first 1,000 rows. */
export function list(random: Random): string {
  const sort = `${random() < 0.5 ? '-' : ''}${pick(random, SORT_COLUMNS)}`;
  return `/api/tracks?limit=100&offset=${Math.floor(random() * 1000)}&sort=${sort}&${pick(random, FILTERS)}`;
}

/** Returns the counts of a filter that was probably not asked for before. */
export function facets(random: Random): string {
  const low = 85 + Math.floor(90 * random());
  return `/api/tracks/facets?${random() < 0.5 ? pick(random, FILTERS) : `bpm=${low}-${low + 8}`}`;
}

export function recommendations(random: Random, ids: readonly string[]): string {
  return `/api/recommendations?seed=${pick(random, ids)}&preset=${pick(random, PRESETS)}`;
}

/** Questions of a person, with their shares. */
const USES: readonly [share: number, question: (random: Random, ids: readonly string[]) => string][] = [
  [0.5, list],
  [0.1, facets],
  [0.12, (random, ids) => `/api/tracks/${pick(random, ids)}`],
  [0.1, recommendations],
  [0.06, (random, ids) => `/api/tracks/${pick(random, ids)}/neighbors?top=8`],
  [0.06, (random, ids) => transition(random, ids)],
  [0.04, (random) => `/api/search?q=${encodeURIComponent(pick(random, WORDS))}`],
  [0.02, () => '/api/library'],
];

function transition(random: Random, ids: readonly string[]): string {
  const from = pick(random, ids);
  const others = ids.filter((id) => id !== from);
  return `/api/transitions?from=${from}&to=${pick(random, others)}`;
}

/** Returns a question of a person who uses all of the page. */
export function anyUse(random: Random, ids: readonly string[]): string {
  let at = random();
  for (const [share, question] of USES) {
    at -= share;
    if (at < 0) return question(random, ids);
  }
  return list(random);
}

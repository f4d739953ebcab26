import { PRESET_NAMES, SCORE_PARTS, WEIGHT_PRESETS } from '../../api/engine-values.ts';
import type { paths } from '../../api/schema.d.ts';

type Params = NonNullable<paths['/api/recommendations']['get']['parameters']['query']>;
type Preset = NonNullable<Params['preset']>;
/** A part of a match's score. */
export type Part = (typeof SCORE_PARTS)[number];

/** Contents of the address of the view. Filters have the names of the API. */
export interface NextQuery {
  readonly seeds: readonly string[];
  readonly unlike: readonly string[];
  readonly preset: Preset;
  /** Weights that differ from the preset's. */
  readonly weights: Readonly<Partial<Record<Part, number>>>;
  /** Largest difference in tempo, in percent; nothing for the preset's. */
  readonly tempoPct: string;
  readonly anyKey: boolean;
  readonly newArtist: boolean;
  readonly words: string;
  readonly tag: string;
  readonly genre: string;
  readonly bpm: string;
  readonly rating: string;
}

/** Fields of the address that hold one text. */
const TEXTS = ['tempoPct', 'words', 'tag', 'genre', 'bpm', 'rating'] as const;

/** Reads the part of an address after the question mark. */
export function readNextQuery(search: string): NextQuery {
  const params = new URLSearchParams(search);
  const weight = (part: Part) => params.get(`w_${part}`);
  return {
    seeds: params.getAll('seed'),
    unlike: params.getAll('unlike'),
    preset: PRESET_NAMES.find((name) => name === params.get('preset')) ?? 'balanced',
    weights: Object.fromEntries(SCORE_PARTS.filter(weight).map((part) => [part, Number(weight(part))])),
    anyKey: params.get('anyKey') === '1',
    newArtist: params.get('newArtist') === '1',
    ...(Object.fromEntries(TEXTS.map((name) => [name, params.get(name) ?? ''])) as Record<
      (typeof TEXTS)[number],
      string
    >),
  };
}

/** Writes a query as the part of an address after the question mark. */
export function writeNextQuery(query: NextQuery): string {
  const params = new URLSearchParams();
  for (const seed of query.seeds) params.append('seed', seed);
  for (const id of query.unlike) params.append('unlike', id);
  if (query.preset !== 'balanced') params.set('preset', query.preset);
  for (const [part, weight] of Object.entries(query.weights)) params.set(`w_${part}`, String(weight));
  if (query.anyKey) params.set('anyKey', '1');
  if (query.newArtist) params.set('newArtist', '1');
  for (const name of TEXTS) if (query[name]) params.set(name, query[name]);
  return params.toString();
}

/** Weight of a part: a person's, else the preset's. */
export function weightOf({ preset, weights }: NextQuery, part: Part): number {
  return weights[part] ?? WEIGHT_PRESETS[preset][part];
}

/** Sets a weight; one that is the preset's own leaves the address. */
export function withWeight(query: NextQuery, part: Part, weight: number): NextQuery {
  const { [part]: _, ...others } = query.weights;
  const isPreset = weight === WEIGHT_PRESETS[query.preset][part];
  return { ...query, weights: isPreset ? others : { ...others, [part]: weight } };
}

/** Returns what the API is asked. */
export function nextParams(query: NextQuery, top: number): Params {
  const { seeds, unlike, preset, weights, anyKey, newArtist } = query;
  const text = (value: string) => value.trim() || undefined;
  return {
    seed: [...seeds],
    unlike: [...unlike],
    top,
    preset,
    ...Object.fromEntries(Object.entries(weights).map(([part, weight]) => [`w_${part}`, weight])),
    tempoPct: query.tempoPct ? Number(query.tempoPct) : undefined,
    camelot: anyKey ? '0' : undefined,
    newArtist: newArtist ? '1' : undefined,
    words: text(query.words),
    tag: query.tag ? [query.tag] : undefined,
    genre: query.genre ? [query.genre] : undefined,
    bpm: text(query.bpm),
    rating: text(query.rating),
  };
}

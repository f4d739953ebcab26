import { CRATE_MODES, CRATE_PARTS, CRATE_PRESETS, PRESET_NAMES } from '../../api/engine-values.ts';
import type { components } from '../../api/schema.d.ts';
import { type CrateStart, crateStartParams } from '../../lists/crate-address.ts';

type CrateRequest = components['schemas']['CrateRequest'];
type Preset = NonNullable<CrateRequest['preset']>;
/** A part of the score of a track for a crate. */
export type CratePart = (typeof CRATE_PARTS)[number];
/** Use of keys or tempos: not at all, in the score, or also to leave tracks out. */
type CrateMode = (typeof CRATE_MODES)[number];

const MOST_ADDED = 500;
const ADDED = 25;

/** Contents of the address of the view. */
export interface CrateQuery extends CrateStart {
  /** Ids of found tracks that stay, whatever the weights. */
  readonly keep: readonly string[];
  /** Ids of found tracks that a person does not want. */
  readonly skip: readonly string[];
  readonly add: number;
  readonly preset: Preset;
  /** Weights that differ from the preset's. */
  readonly weights: Readonly<Partial<Record<CratePart, number>>>;
  /** Penalty of tracks like those above, 0..1; the preset's if undefined. */
  readonly diversity: number | undefined;
  readonly tempoPct: number | undefined;
  readonly keyMode: CrateMode | undefined;
  readonly tempoMode: CrateMode;
  readonly newArtist: boolean;
  readonly otherVersions: boolean;
  readonly genre: string;
  /** Least stars. */
  readonly rating: number;
}

/** Reads the part of an address after the question mark. */
export function readCrateQuery(search: string): CrateQuery {
  const params = new URLSearchParams(search);
  const number = (name: string, low: number, high: number) => {
    const value = Number(params.get(name) ?? Number.NaN);
    return Number.isNaN(value) ? undefined : Math.max(low, Math.min(high, value));
  };
  const ids = (name: string) => (params.get(name) ?? '').split(',').filter(Boolean);
  const mode = (name: string) => CRATE_MODES.find((each) => each === params.get(name));
  const own = CRATE_PARTS.map((part) => [part, number(`w_${part}`, 0, 1)] as const);
  return {
    lists: params.getAll('list'),
    tags: params.getAll('tag'),
    tracks: ids('tracks'),
    keep: ids('keep'),
    skip: ids('skip'),
    add: Math.round(number('add', 1, MOST_ADDED) ?? ADDED),
    preset: PRESET_NAMES.find((name) => name === params.get('preset')) ?? 'balanced',
    weights: Object.fromEntries(own.filter(([, weight]) => weight !== undefined)),
    diversity: number('diversity', 0, 1),
    tempoPct: number('tempoPct', 0, 100),
    keyMode: mode('keyMode'),
    tempoMode: mode('tempoMode') ?? 'soft',
    newArtist: params.get('newArtist') === '1',
    otherVersions: params.get('otherVersions') === '1',
    genre: params.get('genre') ?? '',
    rating: Math.round(number('rating', 0, 5) ?? 0),
  };
}

/** Writes a query as the part of an address after the question mark. */
export function writeCrateQuery(query: CrateQuery): string {
  const params = crateStartParams(query);
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params.set(name, String(value));
  };
  for (const name of ['keep', 'skip'] as const) set(name, query[name].join(','));
  set('add', query.add === ADDED ? undefined : query.add);
  set('preset', query.preset === 'balanced' ? undefined : query.preset);
  for (const [part, weight] of Object.entries(query.weights)) set(`w_${part}`, weight);
  for (const name of ['diversity', 'tempoPct', 'keyMode', 'genre'] as const) set(name, query[name]);
  set('tempoMode', query.tempoMode === 'soft' ? undefined : query.tempoMode);
  for (const name of ['newArtist', 'otherVersions'] as const) set(name, query[name] ? '1' : undefined);
  set('rating', query.rating || undefined);
  // ids, and names as a person reads them, need no escape of these
  return params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** Returns true for a query that names no crate. */
export function isEmpty({ lists, tags, tracks }: CrateQuery): boolean {
  return lists.length + tags.length + tracks.length === 0;
}

/** Weight of a part: a person's, else the preset's. */
export function crateWeight({ preset, weights: own }: CrateQuery, part: CratePart): number {
  return own[part] ?? CRATE_PRESETS[preset].weights[part];
}

/** Sets a weight; one that is the preset's own leaves the address. */
export function withCrateWeight(query: CrateQuery, part: CratePart, weight: number): CrateQuery {
  const { [part]: _, ...others } = query.weights;
  const isPreset = weight === CRATE_PRESETS[query.preset].weights[part];
  return { ...query, weights: isPreset ? others : { ...others, [part]: weight } };
}

/** Returns what the API is asked. */
export function crateRequest(query: CrateQuery): CrateRequest {
  const { lists, tags, tracks, keep, skip, add, preset, diversity, tempoPct, keyMode, tempoMode, genre, rating } =
    query;
  return {
    ...(tracks.length > 0 && { ids: [...tracks] }),
    lists: [...lists],
    tags: [...tags],
    include: [...keep],
    exclude: { tracks: [...skip] },
    // kept tracks count among the additions
    add: Math.max(add, keep.length),
    ...{ preset, diversity, tempoPct, keyMode, tempoMode },
    newArtist: query.newArtist,
    otherVersions: query.otherVersions,
    weights: query.weights,
    filters: { ...(genre && { genres: [genre] }), ...(rating > 0 && { minRating: rating }) },
  };
}

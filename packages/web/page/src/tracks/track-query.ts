import type { paths } from '../api/schema.d.ts';

type ListParams = NonNullable<paths['/api/tracks']['get']['parameters']['query']>;

/** A state that the table can be limited to. */
export type ListedState = NonNullable<ListParams['state']>[number];

/** States in the order in which the page shows them. */
export const LISTED_STATES: readonly ListedState[] = [
  'failed',
  'missing',
  'uncertain-bpm',
  'uncertain-key',
  'no-vector',
  'staged',
];

/** Filters that the address of the library holds. Their names are those of the API. */
export interface TrackQuery {
  /** Words in artist, title, album, comments or tags. */
  readonly q: string;
  /** Range of BPM, such as "132-142". */
  readonly bpm: string;
  /** Accept half and double tempo too. */
  readonly bpmFold: boolean;
  readonly key: readonly string[];
  readonly tag: readonly string[];
  readonly genre: readonly string[];
  /** Range of stars, such as "3-". */
  readonly rating: string;
  /** Range from 0 to 1, such as "0.8-". */
  readonly energy: string;
  /** Range of days, such as "2026-01-01..". */
  readonly added: string;
  /** Id of a folder. */
  readonly folder: string;
  readonly state: readonly ListedState[];
  /** A set or a playlist, as the API names it. */
  readonly list: string;
  /** Columns to sort by, the first one first; a minus sorts down. */
  readonly sort: string;
}

/** A filter by which tracks are left out. */
export type FilterName = Exclude<keyof TrackQuery, 'sort' | 'bpmFold'>;

/** Filters in the order in which the page shows them. */
const FILTER_NAMES: readonly FilterName[] = [
  ...(['q', 'list', 'bpm', 'key', 'tag', 'genre'] as const),
  ...(['rating', 'energy', 'added', 'folder', 'state'] as const),
];

/** The whole library, by title. */
export const EVERYTHING: TrackQuery = {
  q: '',
  bpm: '',
  bpmFold: false,
  key: [],
  tag: [],
  genre: [],
  rating: '',
  energy: '',
  added: '',
  folder: '',
  state: [],
  list: '',
  sort: 'title',
};

/** Reads the part of an address after the question mark. */
export function readTrackQuery(search: string): TrackQuery {
  const params = new URLSearchParams(search);
  const one = (name: string) => params.get(name) ?? '';
  return {
    q: one('q'),
    bpm: one('bpm'),
    bpmFold: params.get('bpmFold') === '1',
    key: one('key').split(',').filter(Boolean),
    tag: params.getAll('tag'),
    genre: params.getAll('genre'),
    rating: one('rating'),
    energy: one('energy'),
    added: one('added'),
    folder: one('folder'),
    state: LISTED_STATES.filter((state) => params.getAll('state').includes(state)),
    list: one('list'),
    sort: one('sort') || EVERYTHING.sort,
  };
}

/** Returns what the API is asked: the filters that are set, and the order. */
export function queryParams(query: TrackQuery): ListParams & { sort: string } {
  const set = <T extends { length: number }>(value: T) => (value.length > 0 ? value : undefined);
  return {
    q: set(query.q.trim()),
    bpm: set(query.bpm),
    bpmFold: query.bpmFold && query.bpm ? '1' : undefined,
    key: set(query.key.join(',')),
    tag: set([...query.tag]),
    genre: set([...query.genre]),
    rating: set(query.rating),
    energy: set(query.energy),
    added: set(query.added),
    folder: query.folder ? [query.folder] : undefined,
    state: set([...query.state]),
    list: set(query.list),
    sort: query.sort,
  };
}

/** Writes a query as the part of an address after the question mark; nothing for the whole library by title. */
export function writeTrackQuery(query: TrackQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(queryParams(query))) {
    if (value === undefined || (name === 'sort' && value === EVERYTHING.sort)) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  return params.toString();
}

/** Filters that are set. */
export function activeFilters(query: TrackQuery): FilterName[] {
  return FILTER_NAMES.filter((name) => query[name].length > 0);
}

/** Returns the query without one filter, or without any. */
export function withoutFilter(query: TrackQuery, name?: FilterName): TrackQuery {
  if (name === undefined) return { ...EVERYTHING, sort: query.sort };
  return { ...query, [name]: EVERYTHING[name], ...(name === 'bpm' && { bpmFold: false }) };
}

/** Column that the rows are sorted by first. */
export function readSort(sort: string): { column: string; descending: boolean } {
  const first = sort.split(',')[0]!;
  return first.startsWith('-') ? { column: first.slice(1), descending: true } : { column: first, descending: false };
}

/** Sorts by a column, or turns its order around if it already leads. */
export function sortBy(sort: string, column: string): string {
  const { column: leading, descending } = readSort(sort);
  return leading === column && !descending ? `-${column}` : column;
}

/** Reads a range such as "132-142", "3-" or "-5" of numbers, or with ".." of days. */
export function readRange(range: string, between: '-' | '..'): { from: string; to: string } {
  const at = range.indexOf(between);
  if (at < 0) return { from: range, to: range };
  return { from: range.slice(0, at), to: range.slice(at + between.length) };
}

/** Writes a range; nothing if it has no end. */
export function writeRange({ from, to }: { from: string; to: string }, between: '-' | '..'): string {
  return from || to ? `${from}${between}${to}` : '';
}

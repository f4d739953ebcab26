import type { JobRequest } from '../../api/types.ts';

type Search = Extract<JobRequest, { kind: 'duplicates' }>;
/** A way to recognise copies. */
export type CopyMode = NonNullable<Search['mode']>;
/** A criterion for the copy to keep. */
export type Criterion = NonNullable<Search['prefer']>[number];
/** Groups that the list shows. */
export type ShownGroups = 'all' | 'unsure' | 'lacking';

/** Modes, the one that finds most first. */
export const MODES: readonly CopyMode[] = ['acoustic', 'audio', 'exact', 'metadata'];
/** Criteria that a person can put first. */
export const CRITERIA: readonly Criterion[] = ['cues', 'grid', 'tags', 'rating', 'lossless', 'bitrate'];
/** Parts of the groups, in the order in which the page shows them. */
export const SHOWN: readonly ShownGroups[] = ['all', 'unsure', 'lacking'];
/** Largest difference of fingerprints that the engine takes for copies, in percent. */
const USUAL_DIFFERENCE = 17;

/** Contents of the address of the view. */
export interface CopiesQuery {
  readonly mode: CopyMode;
  /** In the order of their importance. */
  readonly prefer: readonly Criterion[];
  /** Ids of the folders to search; none for the whole library. */
  readonly folders: readonly string[];
  /** Id of the folder whose copies are kept; nothing for none. */
  readonly keepIn: string;
  /** Largest difference in percent, for the mode `acoustic`. */
  readonly difference: number;
  readonly show: ShownGroups;
  /** Copies files away instead of moving them. */
  readonly copy: boolean;
  /** Moves files that only their tags name as copies, without comparing the sound. */
  readonly trustTags: boolean;
}

/** Reads the part of an address after the question mark. */
export function readCopiesQuery(search: string): CopiesQuery {
  const params = new URLSearchParams(search);
  const given = (params.get('prefer') ?? '').split(',');
  const difference = Number(params.get('difference') ?? USUAL_DIFFERENCE);
  return {
    mode: MODES.find((mode) => mode === params.get('mode')) ?? MODES[0]!,
    prefer: [...new Set(given.flatMap((name) => CRITERIA.find((criterion) => criterion === name) ?? []))],
    folders: [...new Set(params.getAll('folder').filter(Boolean))],
    keepIn: params.get('in') ?? '',
    difference: difference >= 0 && difference <= 50 ? difference : USUAL_DIFFERENCE,
    show: SHOWN.find((show) => show === params.get('show')) ?? 'all',
    copy: params.get('copy') === '1',
    trustTags: params.get('trust') === '1',
  };
}

/** Writes a query as the part of an address after the question mark. */
export function writeCopiesQuery(query: CopiesQuery): string {
  const { mode, prefer, folders, keepIn, difference, show, copy, trustTags } = query;
  const params = new URLSearchParams();
  if (mode !== MODES[0]) params.set('mode', mode);
  if (prefer.length > 0) params.set('prefer', prefer.join(','));
  for (const folder of folders) params.append('folder', folder);
  if (keepIn) params.set('in', keepIn);
  if (difference !== USUAL_DIFFERENCE) params.set('difference', String(difference));
  if (show !== 'all') params.set('show', show);
  if (copy) params.set('copy', '1');
  if (trustTags) params.set('trust', '1');
  return params.toString();
}

/** Returns the search to start. */
export function searchOf({ mode, prefer, folders, keepIn, difference }: CopiesQuery): Search {
  return {
    ...{ kind: 'duplicates', mode, prefer: [...prefer] },
    ...(folders.length > 0 && { folders: [...folders] }),
    ...(keepIn && { keepIn: [keepIn] }),
    ...(mode === 'acoustic' && { maxDifference: difference / 100 }),
  };
}

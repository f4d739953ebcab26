import {
  type MixTrack,
  NotFoundError,
  OptionError,
  type PlanOptions,
  planSet,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  type SetPlan,
  trackFilter,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import { planInput } from './plan-input.ts';
import { findSetOptions, type SetOptions } from './set-options.ts';

/** Options of `Library.planSet`. */
export type PlanSetOptions = SetOptions & RunOptions;

/** A planned set, with the facts of its tracks. */
export interface PlannedSet extends Omit<SetPlan, 'paths'> {
  /** In playing order. */
  tracks: MixTrack[];
  /** Options of the plan, with paths for the texts that named tracks. */
  options: SetOptions;
}

/** See `Library.planSet`. */
export async function planTracks(context: LibraryContext, options: PlanSetOptions): Promise<PlannedSet> {
  const { signal, onProgress, ...texts } = options;
  for (const [name, value] of Object.entries({ signal, onProgress })) {
    if (value !== undefined) requireRule(name, value, RUN_OPTION_RULES[name as keyof RunOptions]);
  }
  await context.refresh();
  requireTracks(context);
  const found = await findSetOptions(context, texts);
  const plan = await planWith(context, found, { signal, onProgress });
  return { ...plan, options: found };
}

/** Plans a set from options whose tracks are paths of the library. Chooses among `tracks`, which include those. */
export async function planWith(
  context: LibraryContext,
  options: SetOptions,
  { signal, onProgress }: RunOptions,
  tracks?: readonly MixTrack[],
): Promise<Omit<PlannedSet, 'options'>> {
  const index = await indexIfAny(context, { signal, onProgress });
  const { mixTracks } = context;
  const { filters, ...planOptions } = options;
  const among = tracks ?? choosable(mixTracks, planOptions, filters);
  const input = planInput(context, among, index);
  const { paths, ...plan } = await planSet(input, { ...planOptions, ...(signal && { signal }) });
  return { ...plan, tracks: paths.map((path) => mixTracks.get(path) as MixTrack) };
}

/** Returns the tracks that pass the filters, and those that the options name. */
function choosable(
  { table, all }: LibraryContext['mixTracks'],
  { seeds = [], start, end, locked = [] }: PlanOptions,
  filters: SetOptions['filters'],
): readonly MixTrack[] {
  if (filters === undefined) return all;
  const named = new Set([...seeds, start, end, ...locked.map(({ path }) => path)]);
  const passes = trackFilter(table, filters);
  return all.filter(({ path }, position) => passes(position) || named.has(path));
}

/** See `Library.pathBetween`. */
export async function pathBetween(
  context: LibraryContext,
  from: string,
  to: string,
  options: PlanSetOptions,
): Promise<PlannedSet> {
  const planned = { ...options, length: options.length ?? PATH_DEFAULTS.length, start: from, end: to };
  const { start, end } = await findSetOptions(context, { start: from, end: to });
  if (start === end) throw new OptionError(`"${from}" and "${to}" mean the same track: ${start}. Name two tracks.`);
  return planTracks(context, planned);
}

/** Defaults of the options of `Library.pathBetween`. */
export const PATH_DEFAULTS = { length: 6 } as const satisfies SetOptions;

/** Throws {@link NotFoundError} if the library is empty. */
function requireTracks({ mixTracks, folder }: LibraryContext): void {
  if (mixTracks.all.length > 0) return;
  const remedies = [{ action: 'rescan' as const }];
  throw new NotFoundError(`The library in ${folder.root} is empty.`, [], { remedies });
}

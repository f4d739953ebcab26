import {
  checkOptions,
  pathBetween as findPath,
  type MixTrack,
  NotFoundError,
  OptionError,
  type PathOptions,
  type PathPlan,
  type PlanOptions,
  planSet,
  RUN_OPTION_RULES,
  type RunOptions,
  type SetPlan,
  trackFilter,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { requireTracks } from '../mix/require-tracks.ts';
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

/** Options of `Library.pathBetween`. Tracks are paths, or words of an artist, title or path. */
export type PathBetweenOptions = Omit<PathOptions, 'from' | 'to' | 'signal' | 'onProgress'> &
  Pick<SetOptions, 'filters'> &
  RunOptions;

/** A path between two tracks, with the facts of its tracks. */
export interface PlannedPath extends Omit<PathPlan, 'paths'> {
  /** In playing order. */
  tracks: MixTrack[];
}

/** See `Library.planSet`. */
export async function planTracks(context: LibraryContext, options: PlanSetOptions): Promise<PlannedSet> {
  const { signal, onProgress, ...texts } = options;
  await checkRun(context, { signal, onProgress });
  const found = await findSetOptions(context, texts);
  const plan = await planWith(context, found, { signal, onProgress });
  return { ...plan, options: found };
}

/** Plans a set from options whose tracks are paths of the library. */
export async function planWith(
  context: LibraryContext,
  options: SetOptions,
  { signal, onProgress }: RunOptions,
  tracks?: readonly MixTrack[],
): Promise<Omit<PlannedSet, 'options'>> {
  const index = await indexIfAny(context, { signal, onProgress });
  const { filters, ...planOptions } = options;
  const input = planInput(context, tracks ?? choosable(context, planOptions, filters), index);
  return withTracks(
    context,
    await planSet(input, { ...planOptions, ...(signal && { signal }), ...(onProgress && { onProgress }) }),
  );
}

/** See `Library.pathBetween`. */
export async function pathBetween(
  context: LibraryContext,
  from: string,
  to: string,
  options: PathBetweenOptions,
): Promise<PlannedPath> {
  const { signal, onProgress, filters: given, exclude: excluded, ...others } = options;
  await checkRun(context, { signal, onProgress });
  const texts = { start: from, end: to, exclude: excluded, filters: given };
  const { start = '', end = '', exclude, filters } = await findSetOptions(context, texts);
  if (start === end) throw new OptionError(`"${from}" and "${to}" mean the same track: ${start}. Name two tracks.`);
  const index = await indexIfAny(context, { signal, onProgress });
  const input = planInput(context, choosable(context, { start, end }, filters), index);
  const plan = await findPath(input, {
    ...others,
    from: start,
    to: end,
    ...(exclude && { exclude }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return withTracks(context, plan);
}

/** Throws {@link OptionError} for an invalid option, and the error of {@link requireTracks}. */
async function checkRun(context: LibraryContext, run: RunOptions): Promise<void> {
  checkOptions(run, RUN_OPTION_RULES);
  await context.refresh();
  requireTracks(context);
}

/** Returns the tracks that pass the filters, and those that the options name. */
function choosable(
  { mixTracks: { table, all } }: LibraryContext,
  { seeds = [], start, end, locked = [] }: PlanOptions,
  filters: SetOptions['filters'],
): readonly MixTrack[] {
  if (filters === undefined) return all;
  const named = new Set([...seeds, start, end, ...locked.map(({ path }) => path)]);
  const passes = trackFilter(table, filters);
  const chosen = all.filter(({ path }, position) => passes(position) || named.has(path));
  if (chosen.length > 0) return chosen;
  throw new NotFoundError(`None of the ${all.length} tracks in the library passes all filters. Leave out some.`);
}

function withTracks<Plan extends SetPlan>({ mixTracks }: LibraryContext, { paths, ...plan }: Plan) {
  return { ...plan, tracks: paths.map((path) => mixTracks.get(path) as MixTrack) };
}

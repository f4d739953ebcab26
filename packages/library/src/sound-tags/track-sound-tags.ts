import {
  checkOptions,
  numberFrom,
  type OptionRule,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  STAND_OUT_DEFAULTS,
  type StandOutOptions,
  type StandOutTag,
  withDefaults,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { isPresent } from '../mix/is-present.ts';
import { noSoundTags } from './read-query.ts';
import { loadAllTags } from './sound-tag-table.ts';
import { soundVectors } from './sound-vectors.ts';

/** Options of `Library.soundTags`. */
export interface SoundTagOptions extends RunOptions {
  /** Maximum number of tags per track. @default 5 */
  top?: number;
  /** Smallest share of the library that has less of a tag, 0..1. @default 0.8 */
  minShare?: number;
}

const RULES = {
  ...RUN_OPTION_RULES,
  top: optionRules.positiveInteger,
  minShare: numberFrom(0, 1),
} satisfies Record<keyof SoundTagOptions, OptionRule>;

/** For so many tracks, counting is faster than sorting. */
const FEW_TRACKS = 10;

/** Tags of a track's sound. */
export interface TrackSoundTags {
  path: string;
  /** The most probable first. */
  tags: StandOutTag[];
}

/** See `Library.soundTags`. */
export async function soundTagsOf(
  context: LibraryContext,
  tracks: readonly string[],
  options: SoundTagOptions,
): Promise<TrackSoundTags[]> {
  requireRule('tracks', tracks, optionRules.textList);
  checkOptions(options, RULES);
  const { signal, onProgress, ...shown } = options;
  await context.refresh();
  const named: string[] = [];
  for (const track of tracks) named.push(await findTrack(context, track));
  const sound = await soundVectors(context, { signal, onProgress });
  if (sound === undefined) return [];
  const { index, table } = sound;
  if (table === undefined) {
    const { message, remedies } = noSoundTags(sound);
    context.warn(message, remedies);
    return [];
  }
  const all = () => context.mixTracks.all.filter(isPresent).map(({ path }) => path);
  const paths = tracks.length > 0 ? named : all();
  if (paths.length > FEW_TRACKS) await loadAllTags(table);
  return paths.flatMap((path) => {
    const row = index?.row(path);
    const tags = row === undefined ? [] : table.standOut(row, withDefaults<StandOutOptions>(STAND_OUT_DEFAULTS, shown));
    return tags.length > 0 ? [{ path, tags }] : [];
  });
}

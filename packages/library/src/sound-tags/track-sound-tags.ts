import {
  checkOptions,
  numberFrom,
  type OptionRule,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  type SoundTagShare,
  withDefaults,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { isPresent } from '../mix/is-present.ts';
import { noSoundTags, type SoundVectors } from './read-query.ts';
import { soundVectors } from './sound-vectors.ts';

/** Options of `Library.soundTags`. */
export interface SoundTagOptions extends RunOptions {
  /** Maximum number of tags per track. @default 5 */
  top?: number;
  /** Smallest share of the library that has less of a tag, 0..1. @default 0.8 */
  minShare?: number;
}

/** Defaults of {@link SoundTagOptions}. */
export const SOUND_TAG_DEFAULTS = { top: 5, minShare: 0.8 } as const satisfies SoundTagOptions;

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
  /** The largest share first. */
  tags: SoundTagShare[];
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
  if (sound.table === undefined) {
    const { message, remedies } = noSoundTags(sound);
    context.warn(message, remedies);
    return [];
  }
  const all = () => context.mixTracks.all.filter(isPresent).map(({ path }) => path);
  const paths = tracks.length > 0 ? named : all();
  if (paths.length > FEW_TRACKS) sound.table.prepare();
  return paths.flatMap((path) => {
    const tags = topSoundTags(sound, path, shown);
    return tags.length > 0 ? [{ path, tags }] : [];
  });
}

/** Returns the tags that stand out in a track, the largest share first. */
export function topSoundTags(
  { index, table }: SoundVectors,
  path: string,
  options: Omit<SoundTagOptions, keyof RunOptions> = {},
): SoundTagShare[] {
  const { top, minShare } = withDefaults<{ top: number; minShare: number }>(SOUND_TAG_DEFAULTS, options);
  const row = index?.row(path);
  if (table === undefined || row === undefined) return [];
  return table
    .ofTrack(row)
    .filter(({ share }) => share >= minShare)
    .slice(0, top);
}

import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  checkOptions,
  doubtfulTags,
  type NearTrack,
  NotFoundError,
  notify,
  numberFrom,
  type OptionRule,
  optionRules,
  pathKey,
  RUN_OPTION_RULES,
  type RunOptions,
  requirePaths,
  SUGGEST_TAGS_DEFAULTS,
  suggestTags,
  TAG_PROFILE_DEFAULTS,
  type TagProfile,
  type TagProfiles,
  type TagScore,
  tagProfileSteps,
  wholeFrom,
  withDefaults,
} from '@rbassist/core';
import { isNamed, namesCovering } from '../files/named-paths.ts';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { changeTags, type TagChanges, type TagEdit } from './change-tags.ts';
import type { OwnTags } from './own-tags.ts';
import { runSteps } from './run-steps.ts';
import { roundedScores, type StoredSuggestions } from './stored-suggestions.ts';
import { type TaggedLibrary, taggedLibrary } from './tagged-library.ts';

/** Options of `Library.suggestTags`. */
export interface SuggestLibraryTagsOptions extends RunOptions {
  /** Number of tracks that a tag needs. @default 3 */
  minSamples?: number;
  /** Lowers every threshold by this amount. @default 0 */
  margin?: number;
  /** Maximum number of suggestions per track; 0 = all. @default 3 */
  top?: number;
  /** Also suggests tags for tracks that have My Tags. @default false */
  includeTagged?: boolean;
  /** Doubts own tags whose score is more than this below the threshold; 0 doubts none. @default 0 */
  pruneMargin?: number;
  /**
   * Share of suggestions that must be right, 0..1; see `learnTagProfiles`. Without it, the thresholds are those of the
   * Python rbassist.
   */
  precision?: number;
  /** Number of nearest tagged tracks per suggestion. @default 3 */
  reasons?: number;
  /** Adds the suggestions to the tracks' own tags, and removes the doubtful ones. @default false */
  apply?: boolean;
  /** Stores the suggestions for a review. @default false */
  save?: boolean;
}

/** Defaults of {@link SuggestLibraryTagsOptions}. */
export const TAG_SUGGESTION_DEFAULTS = {
  ...TAG_PROFILE_DEFAULTS,
  margin: SUGGEST_TAGS_DEFAULTS.margin,
  top: SUGGEST_TAGS_DEFAULTS.top,
  includeTagged: false,
  pruneMargin: 0,
  reasons: 3,
  apply: false,
  save: false,
} as const satisfies SuggestLibraryTagsOptions;

const RULES = {
  ...RUN_OPTION_RULES,
  minSamples: optionRules.positiveInteger,
  margin: optionRules.finiteNumber,
  top: wholeFrom(0),
  includeTagged: optionRules.flag,
  pruneMargin: numberFrom(0),
  precision: numberFrom(0, 1),
  reasons: wholeFrom(0),
  apply: optionRules.flag,
  save: optionRules.flag,
} satisfies Record<keyof SuggestLibraryTagsOptions, OptionRule>;

/** A suggested tag, and the nearest tracks with it. */
export interface TagSuggestion extends TagScore {
  nearest: NearTrack[];
}

/** Suggestions for a track. */
export interface SuggestedTags {
  path: string;
  suggestions: TagSuggestion[];
  /** Own tags with a low score. */
  doubtful: TagScore[];
}

/** Result of `Library.suggestTags`. */
export interface TagReport {
  /** Learned tags, sorted. */
  profiles: readonly TagProfile[];
  /** Number of tracks that were compared. */
  compared: number;
  /** Chosen tracks without a vector. */
  withoutVector: string[];
  /** Tracks with suggestions or doubtful tags, sorted by path. */
  tracks: SuggestedTags[];
  /** Saved changes; absent without `apply` and `save`. */
  changes?: TagChanges;
  /** True if the call was aborted; nothing is saved then. */
  interrupted: boolean;
}

type Settings = SuggestLibraryTagsOptions & {
  [Key in keyof typeof TAG_SUGGESTION_DEFAULTS]-?: NonNullable<SuggestLibraryTagsOptions[Key]>;
};

const TRACKS_PER_TURN = 32;

/** See `Library.suggestTags`. */
export async function suggestLibraryTags(
  context: LibraryContext,
  targets: readonly string[],
  options: SuggestLibraryTagsOptions,
): Promise<TagReport> {
  checkOptions(options, RULES);
  requirePaths('targets', targets);
  const settings = withDefaults<Settings>(TAG_SUGGESTION_DEFAULTS, options);
  const report: TagReport = { profiles: [], compared: 0, withoutVector: [], tracks: [], interrupted: true };
  const library = await taggedLibrary(context, settings);
  if (!library) return report;
  const chosen = chooseTracks(context, library, targets, settings);
  report.withoutVector = chosen.filter((path) => !library.index.has(path));
  const paths = chosen.filter((path) => library.index.has(path)).sort();
  const { minSamples, precision } = settings;
  const steps = tagProfileSteps(library.tagged, { minSamples, ...(precision !== undefined && { precision }) });
  const learned = await runSteps(steps, 'tag-learning', settings);
  if (!learned) return report;
  report.profiles = learned.profiles;
  if (learned.profiles.length === 0) {
    const message = `No tag has ${minSamples} scanned tracks to learn from.`;
    throw new NotFoundError(message, [], { remedies: [{ action: 'add-tags' }] });
  }
  for (const [i, path] of paths.entries()) {
    if (i % TRACKS_PER_TURN === 0) {
      await nextTurn();
      if (settings.signal?.aborted) return report;
      notify(settings.onProgress, { stage: 'tags', done: i, total: paths.length });
    }
    const suggested = suggestFor(path, library, learned, settings);
    if (suggested) report.tracks.push(suggested);
    report.compared++;
  }
  if (!settings.apply && !settings.save) return { ...report, interrupted: false };
  const changes = await changeTags(context, settings.apply ? 'apply' : 'save', () => editsOf(report, paths, settings));
  return { ...report, changes, interrupted: false };
}

function suggestFor(
  path: string,
  { own, index, nearest }: TaggedLibrary,
  learned: TagProfiles,
  { margin, top, pruneMargin, reasons }: Settings,
): SuggestedTags | undefined {
  const vector = index.vector(path);
  if (!vector) return undefined;
  const { mine, all, rejected } = own.get(path);
  const suggestions = suggestTags(learned, vector, { margin, top, path, except: [...all, ...rejected] });
  const doubtful = pruneMargin > 0 ? doubtfulTags(learned, vector, { tags: mine, pruneMargin, path }) : [];
  if (suggestions.length + doubtful.length === 0) return undefined;
  return {
    path,
    suggestions: suggestions.map((each) => ({
      ...each,
      nearest: reasons === 0 ? [] : nearest(each.tag, vector, { path, count: reasons }),
    })),
    doubtful,
  };
}

/** Returns the tracks to suggest tags for. Throws {@link NotFoundError} if there are none. */
function chooseTracks(
  { mixTracks, folder }: LibraryContext,
  { own, index }: { own: OwnTags; index: TaggedLibrary['index'] },
  targets: readonly string[],
  { includeTagged }: Settings,
): string[] {
  const playable = mixTracks.all.filter(isPresent).map(({ path }) => path);
  if (targets.length === 0) {
    const chosen = playable.filter((path) => index.has(path) && (includeTagged || own.get(path).mine.length === 0));
    if (chosen.length > 0) return chosen;
    throw new NotFoundError('All scanned tracks have tags. Include tagged tracks to suggest more for them.');
  }
  const named = new Set(targets.map((target) => pathKey(resolve(target))));
  const chosen = playable.filter((path) => isNamed(pathKey(path), named));
  const covered = new Set(chosen.flatMap((path) => namesCovering(pathKey(path), named)));
  const unknown = targets.filter((target) => !covered.has(pathKey(resolve(target))));
  if (unknown.length === 0) return chosen;
  throw new NotFoundError(`The library in ${folder.root} has no track in ${unknown.join(', ')}.`, [], {
    remedies: [{ action: 'rescan', paths: unknown }],
  });
}

function editsOf({ tracks }: TagReport, paths: readonly string[], settings: Settings): Map<string, TagEdit> {
  const edits = new Map<string, TagEdit>();
  // earlier suggestions of a compared track are out of date
  if (settings.save) for (const path of paths) edits.set(path, { suggestions: null });
  const generated = new Date().toISOString();
  for (const { path, suggestions, doubtful } of tracks) {
    edits.set(path, {
      ...(settings.apply && { add: suggestions.map(({ tag }) => tag), remove: doubtful.map(({ tag }) => tag) }),
      ...(settings.save && { suggestions: storedOf({ suggestions, doubtful }, generated, settings) }),
    });
  }
  return edits;
}

function storedOf(
  { suggestions, doubtful }: Pick<SuggestedTags, 'suggestions' | 'doubtful'>,
  generated: string,
  { minSamples, margin, top, pruneMargin, includeTagged, precision }: Settings,
): StoredSuggestions {
  const params = { min_samples: minSamples, margin, top, prune_margin: pruneMargin, include_tagged: includeTagged };
  return {
    generated,
    params: precision === undefined ? params : { ...params, precision },
    candidates: roundedScores(suggestions),
    low_confidence: roundedScores(doubtful),
  };
}

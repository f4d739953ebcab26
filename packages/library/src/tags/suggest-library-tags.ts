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
  oneOf,
  optionRules,
  pathKey,
  RUN_OPTION_RULES,
  type RunOptions,
  requirePaths,
  type StoredSuggestions,
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
import { without } from './own-tags.ts';
import { runSteps } from './run-steps.ts';
import { type SoundSuggester, soundSuggester } from './suggest-sound-tags.ts';
import { roundedScores } from './suggestions-to-store.ts';
import {
  requireTagged,
  type TaggedLibrary,
  type TagsAndVectors,
  tagsAndVectors,
  teachingRemedies,
} from './tagged-library.ts';

/** Sources of suggested tags. */
export const TAG_ORIGINS = ['own', 'sound', 'both'] as const;

/** One of {@link TAG_ORIGINS}. */
export type TagOrigin = (typeof TAG_ORIGINS)[number];

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
  /** Learns from the own tags, takes the tags of the sound, or both: own tags first. @default 'own' */
  from?: TagOrigin;
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
  from: 'own',
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
  from: oneOf(TAG_ORIGINS),
  reasons: wholeFrom(0),
  apply: optionRules.flag,
  save: optionRules.flag,
} satisfies Record<keyof SuggestLibraryTagsOptions, OptionRule>;

/** A suggested tag, and the nearest tracks with it. */
export interface TagSuggestion extends TagScore {
  /** A tag of the sound has a share of the library as its score, and no nearest tracks. */
  from: Exclude<TagOrigin, 'both'>;
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

type Settings = SuggestLibraryTagsOptions & Defaults;
type Defaults = {
  [Key in keyof typeof TAG_SUGGESTION_DEFAULTS]-?: NonNullable<SuggestLibraryTagsOptions[Key]>;
};

/** A track takes up to 3 ms if a precision is asked for; other work must not wait longer than a frame. */
const TRACKS_PER_TURN = 4;

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
  const library = await tagsAndVectors(context, settings);
  if (!library) return report;
  const sound = settings.from === 'own' ? undefined : await soundSuggester(library.index);
  const own = hasOwnTags(library, settings) ? requireTagged(context, library) : undefined;
  const chosen = chooseTracks(context, library, targets, settings);
  report.withoutVector = chosen.filter((path) => !library.index.has(path));
  const paths = chosen.filter((path) => library.index.has(path)).sort();
  const learned = own && (await learnTags(own, settings));
  if (own && !learned) return report;
  report.profiles = learned?.profiles ?? [];
  const suggesters = { own: own && learned && canSuggest(learned, settings) ? { ...own, learned } : undefined, sound };
  for (const [i, path] of paths.entries()) {
    if (i % TRACKS_PER_TURN === 0) {
      await nextTurn();
      if (settings.signal?.aborted) return report;
      notify(settings.onProgress, { stage: 'tags', done: i, total: paths.length });
    }
    const suggested = suggestFor(path, library, suggesters, settings);
    if (suggested) report.tracks.push(suggested);
    report.compared++;
  }
  if (!settings.apply && !settings.save) return { ...report, interrupted: false };
  const changes = await changeTags(context, settings.apply ? 'apply' : 'save', () => editsOf(report, paths, settings));
  return { ...report, changes, interrupted: false };
}

/** Returns true if tags must be learned from own tags. With `both`, a library without them has those of the sound. */
function hasOwnTags({ own }: TagsAndVectors, { from }: Settings): boolean {
  return from === 'own' || (from === 'both' && own.paths().some((path) => own.get(path).all.length > 0));
}

/** Returns undefined after an abort. Throws {@link NotFoundError} if no tag has enough tracks. */
async function learnTags({ tagged, index }: TaggedLibrary, settings: Settings): Promise<TagProfiles | undefined> {
  const { minSamples, precision, from } = settings;
  const steps = tagProfileSteps(tagged, { minSamples, ...(precision !== undefined && { precision }) });
  const learned = await runSteps(steps, 'tag-learning', settings);
  if (learned === undefined || learned.profiles.length > 0 || from === 'both') return learned;
  const message = `No tag has ${minSamples} scanned tracks to learn from.`;
  throw new NotFoundError(message, [], { remedies: teachingRemedies(index) });
}

/** Returns false if no score can reach its threshold, so that comparing each track with the learned ones is in vain. */
function canSuggest({ profiles }: TagProfiles, { margin, pruneMargin }: Settings): boolean {
  return margin > 0 || pruneMargin > 0 || profiles.some((profile) => profile.canSuggest);
}

interface Suggesters {
  own?: TaggedLibrary & { learned: TagProfiles };
  sound?: SoundSuggester;
}

function suggestFor(
  path: string,
  { own, index }: TagsAndVectors,
  suggesters: Suggesters,
  { margin, top, pruneMargin, reasons }: Settings,
): SuggestedTags | undefined {
  const vector = index.vector(path);
  if (!vector) return undefined;
  const { mine, all, rejected } = own.get(path);
  const suggestions: TagSuggestion[] = [];
  let doubtful: TagScore[] = [];
  const except = () => [...all, ...rejected, ...suggestions.map(({ tag }) => tag)];
  if (suggesters.own) {
    const { learned, nearest } = suggesters.own;
    for (const each of suggestTags(learned, vector, { margin, top, path, except: except() })) {
      const near = reasons === 0 ? [] : nearest(each.tag, vector, { path, count: reasons });
      suggestions.push({ ...each, from: 'own', nearest: near });
    }
    if (pruneMargin > 0) doubtful = doubtfulTags(learned, vector, { tags: mine, pruneMargin, path });
  }
  for (const each of suggesters.sound?.(path) ?? []) {
    if (top > 0 && suggestions.length >= top) break;
    if (without([each.tag], except()).length > 0) suggestions.push({ ...each, from: 'sound', nearest: [] });
  }
  return suggestions.length + doubtful.length === 0 ? undefined : { path, suggestions, doubtful };
}

/** Returns the tracks to suggest tags for. Throws {@link NotFoundError} if there are none. */
function chooseTracks(
  { mixTracks, folder }: LibraryContext,
  { own, index }: TagsAndVectors,
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
  { minSamples, margin, top, pruneMargin, includeTagged, precision, from }: Settings,
): StoredSuggestions {
  const params = { min_samples: minSamples, margin, top, prune_margin: pruneMargin, include_tagged: includeTagged };
  return {
    generated,
    params: { ...params, ...(precision !== undefined && { precision }), ...(from !== 'own' && { from }) },
    candidates: roundedScores(suggestions),
    low_confidence: roundedScores(doubtful),
  };
}

import {
  checkOptions,
  NotFoundError,
  numberFrom,
  type OptionRule,
  optionRules,
  readSuggestions,
  STAND_OUT_DEFAULTS,
  type StoredSuggestions,
  type TagScore,
  tagKey,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { SOUND_TAGS } from '../sound-tags/sound-tag-table.ts';
import { changeTags, type TagChanges, type TagEdit } from './change-tags.ts';
import { OwnTags, without } from './own-tags.ts';
import { RecordTags } from './record-tags.ts';

/** Options of `Library.tagSuggestions`. */
export interface TagReviewOptions {
  /** Lowest score of a suggestion. @default 0.5 */
  minConfidence?: number;
}

/** Defaults of {@link TagReviewOptions}. */
export const TAG_REVIEW_DEFAULTS = { minConfidence: 0.5 } as const satisfies TagReviewOptions;

const RULES = { minConfidence: optionRules.finiteNumber } satisfies Record<keyof TagReviewOptions, OptionRule>;

/** Meanings of the score of a stored suggestion. */
export const SUGGESTION_BASES = ['likeness', 'precision', 'sound'] as const;

/**
 * Meaning of a score: `likeness` to the tag's tracks (a cosine), `precision` (the estimated share of right
 * suggestions), or `sound` (the share of the library that has less of it).
 */
export type SuggestionBasis = (typeof SUGGESTION_BASES)[number];

/** A stored suggestion, with the meaning of its score. */
export interface StoredSuggestion extends TagScore {
  basis: SuggestionBasis;
}

/** Stored suggestions of a track, the highest score first. */
export interface ReviewedTrack {
  path: string;
  /** Time of the suggestion, ISO 8601; empty if unknown. */
  generated: string;
  suggestions: StoredSuggestion[];
}

/** Returns the tracks with stored suggestions, the highest score first. See `Library.tagSuggestions`. */
export function tagSuggestions(context: LibraryContext, options: TagReviewOptions): ReviewedTrack[] {
  checkOptions(options, RULES);
  const { minConfidence = TAG_REVIEW_DEFAULTS.minConfidence } = options;
  const found: ReviewedTrack[] = [];
  for (const [path, { suggestions }] of RecordTags.of(context).entries()) {
    const reviewed = suggestions && reviewedTrack(path, suggestions, minConfidence);
    if (reviewed) found.push(reviewed);
  }
  return found.sort((a, b) => b.suggestions[0].score - a.suggestions[0].score || (a.path < b.path ? -1 : 1));
}

/** Returns undefined for a track without suggestions of that score. */
function reviewedTrack(path: string, stored: StoredSuggestions, minConfidence: number): ReviewedTrack | undefined {
  const suggestions = stored.candidates
    .filter(({ score }) => score >= minConfidence)
    .map((each) => ({ ...each, basis: basisOf(each, stored) }));
  suggestions.sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1));
  return suggestions.length > 0 ? { path, generated: stored.generated, suggestions } : undefined;
}

const SOUND = new Set(SOUND_TAGS);

function basisOf({ tag, threshold }: TagScore, { params }: StoredSuggestions): SuggestionBasis {
  const { from, precision } = params;
  const isOfSound =
    from === 'sound' || (from === 'both' && threshold === STAND_OUT_DEFAULTS.minShare && SOUND.has(tag));
  if (isOfSound) return 'sound';
  return precision === undefined ? 'likeness' : 'precision';
}

/** Suggestions to accept or reject. */
export interface TagChoice {
  /** Path or words of a track. @default every track with suggestions */
  track?: string;
  /** @default all suggestions of the track */
  tags?: readonly string[];
  /** Lowest score. @default no limit */
  minConfidence?: number;
}

const CHOICE_RULES = {
  track: optionRules.text,
  tags: optionRules.textList,
  minConfidence: numberFrom(Number.NEGATIVE_INFINITY),
} satisfies Record<keyof TagChoice, OptionRule>;

/** Edits of a track for each way to judge its suggestions. */
const EDITS = {
  accept: (tags: string[]): TagEdit => ({ add: tags }),
  reject: (tags: string[]): TagEdit => ({ reject: tags }),
  drop: (tags: string[]): TagEdit => ({ drop: tags }),
} as const;

type Verdict = keyof typeof EDITS;

/** Accepts, rejects or drops stored suggestions. See `Library.acceptTags`, `rejectTags` and `dropTagSuggestions`. */
export async function judgeSuggestions(
  context: LibraryContext,
  verdict: Verdict,
  choices: TagChoice | readonly TagChoice[],
): Promise<TagChanges> {
  const found: FoundChoice[] = [];
  for (const choice of [choices].flat()) {
    checkOptions(choice, CHOICE_RULES);
    const path = choice.track === undefined ? undefined : await findTrack(context, choice.track);
    found.push({ ...choice, ...(path !== undefined && { path }) });
  }
  return changeTags(context, verdict, () => {
    const records = RecordTags.of(context);
    const suggestionsOf = (path: string) => {
      const stored = records.get(path)?.suggestions;
      return stored && reviewedTrack(path, stored, -Number.MAX_VALUE);
    };
    const all = () => tagSuggestions(context, { minConfidence: -Number.MAX_VALUE });
    const judged = new Map<string, string[]>();
    for (const choice of found) {
      const { path, tags = [] } = choice;
      const chosen = path === undefined ? all() : [suggestionsOf(path)].flatMap((each) => each ?? []);
      if (path !== undefined) requireSuggested(path, chosen.at(0), tags);
      for (const track of chosen) {
        const before = judged.get(track.path) ?? [];
        judged.set(track.path, [...before, ...judgedTags(track, choice)]);
      }
    }
    const edits = [...judged].filter(([, tags]) => tags.length > 0);
    return new Map(edits.map(([path, tags]) => [path, EDITS[verdict](tags)]));
  });
}

type FoundChoice = TagChoice & { path?: string };

function judgedTags(
  { suggestions }: ReviewedTrack,
  { tags = [], minConfidence = Number.NEGATIVE_INFINITY }: TagChoice,
): string[] {
  const keys = new Set(tags.map(tagKey));
  const isChosen = ({ tag, score }: TagScore) => score >= minConfidence && (keys.size === 0 || keys.has(tagKey(tag)));
  return suggestions.filter(isChosen).map(({ tag }) => tag);
}

function requireSuggested(path: string, track: ReviewedTrack | undefined, tags: readonly string[]): void {
  const suggested = track?.suggestions.map(({ tag }) => tag) ?? [];
  const unknown = without(tags, suggested);
  if (unknown.length === 0 && suggested.length > 0) return;
  const names = unknown.map((tag) => `"${tag}"`).join(', ');
  const message = unknown.length > 0 ? `${names} is not suggested for ${path}.` : `No tag is suggested for ${path}.`;
  throw new NotFoundError(message, suggested);
}

/** Removes all stored suggestions. See `Library.clearTagSuggestions`. */
export function clearSuggestions(context: LibraryContext): Promise<TagChanges> {
  return changeTags(context, 'clear', () => {
    const edits = new Map<string, TagEdit>();
    for (const [path, { suggestions }] of RecordTags.of(context).entries()) {
      if (suggestions !== undefined) edits.set(path, { drop: 'all' });
    }
    return edits;
  });
}

/** Tags of a track. */
export interface TagsOfTrack {
  path: string;
  /** My Tags, which you or another program set. */
  mine: readonly string[];
  /** Other own tags, for example of a shop. */
  others: readonly string[];
  /** Stored suggestions. */
  suggestions: readonly TagScore[];
  /** Suggestions that you rejected. */
  rejected: readonly string[];
}

/** Returns a track's tags. See `Library.trackTags`. */
export async function trackTags(context: LibraryContext, track: string): Promise<TagsOfTrack> {
  const path = await findTrack(context, track);
  const { mine, all, rejected } = (await OwnTags.of(context)).get(path);
  const stored = readSuggestions(context.meta.get(path, ['tag_suggestions'])?.tag_suggestions);
  return { path, mine, others: without(all, mine), suggestions: stored?.candidates ?? [], rejected };
}

/** Tags to add to a track, and to remove from it. */
export interface OwnTagEdit {
  add?: readonly string[];
  remove?: readonly string[];
}

const EDIT_RULES = { add: optionRules.textList, remove: optionRules.textList } satisfies Record<
  keyof OwnTagEdit,
  OptionRule
>;

/** Changes own tags of tracks. See `Library.changeTags`. */
export async function changeOwnTags(
  context: LibraryContext,
  tracks: string | readonly string[],
  edit: OwnTagEdit,
): Promise<TagChanges> {
  checkOptions(edit, EDIT_RULES);
  const clean = (tags: readonly string[] = []) => tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  const change = { add: clean(edit.add), remove: clean(edit.remove) };
  const paths: string[] = [];
  for (const track of [tracks].flat()) paths.push(await findTrack(context, track));
  return changeTags(context, 'tag', () => new Map(paths.map((path) => [path, change])));
}

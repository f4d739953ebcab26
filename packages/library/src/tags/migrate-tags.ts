import { checkOptions, type OptionRule, optionRules, readSuggestions, readTags } from '@rbassist/core';
import { isObject } from '../files/is-object.ts';
import type { LibraryContext } from '../library-context.ts';
import { changeTags, type TagEdit } from './change-tags.ts';
import { OwnTags, without } from './own-tags.ts';
import { readConfigJson } from './tag-files.ts';
import { trackReferences } from './track-references.ts';

/** Options of `Library.migrateTags`. */
export interface MigrateTagsOptions {
  /** Only counts. @default false */
  dryRun?: boolean;
}

const RULES = { dryRun: optionRules.flag } satisfies Record<keyof MigrateTagsOptions, OptionRule>;

/** Result of `Library.migrateTags`. */
export interface MigratedTags {
  /** Tracks with tags in tags.yml and my_tags.yml that their records lack. */
  tracks: number;
  tags: number;
  /** Suggestions of ai_suggestions.json. */
  suggestions: number;
  /** Rejected suggestions of tag_corrections.json. */
  rejected: number;
  /** Paths in these files that are no track of the library, sorted. */
  unknown: string[];
}

/** Copies tags, suggestions and rejections of the Python rbassist's files to the records. See `Library.migrateTags`. */
export async function migrateTags(context: LibraryContext, options: MigrateTagsOptions): Promise<MigratedTags> {
  checkOptions(options, RULES);
  const { folder } = context;
  const sources = {
    suggestions: await readConfigJson(folder, 'ai_suggestions.json'),
    corrections: await readConfigJson(folder, 'tag_corrections.json'),
  };
  const { edits, ...counts } = migration(context, await OwnTags.of(context), sources);
  if (options.dryRun || edits.size === 0) return counts;
  await changeTags(context, 'migrate', (own) => migration(context, own, sources).edits);
  return counts;
}

interface Sources {
  suggestions: unknown;
  corrections: unknown;
}

/** Works out the edits, and counts them. */
function migration(
  { meta }: Pick<LibraryContext, 'meta'>,
  own: OwnTags,
  { suggestions, corrections }: Sources,
): MigratedTags & { edits: Map<string, TagEdit> } {
  const find = trackReferences(meta.paths());
  const unknown = new Set<string>();
  const edits = new Map<string, TagEdit>();
  const counts = { tracks: 0, tags: 0, suggestions: 0, rejected: 0 };
  const editFor = (reference: string): TagEdit | undefined => {
    const path = find(reference);
    if (path === undefined) unknown.add(reference);
    const edit = path === undefined ? undefined : (edits.get(path) ?? {});
    if (path !== undefined && edit) edits.set(path, edit);
    return edit;
  };
  for (const { yaml } of own.files) {
    for (const [reference, tags] of yaml.tracks) {
      const edit = tags.length > 0 ? editFor(reference) : undefined;
      if (edit) edit.copy = true;
    }
  }
  for (const [path, edit] of edits) {
    const lacking = edit.copy ? without(own.get(path).mine, readTags(meta.get(path, ['mytags'])?.mytags)) : [];
    if (lacking.length > 0) counts.tracks++;
    counts.tags += lacking.length;
  }
  for (const [reference, tags] of rejectedTags(corrections)) {
    const edit = editFor(reference);
    const path = find(reference);
    if (!edit || path === undefined) continue;
    const { all, rejected } = own.get(path);
    edit.reject = without([...tags], [...all, ...rejected]);
    counts.rejected += edit.reject.length;
  }
  for (const [reference, scores] of suggestedTags(suggestions)) {
    const edit = editFor(reference);
    const path = find(reference);
    if (!edit || path === undefined || meta.get(path, ['tag_suggestions'])?.tag_suggestions !== undefined) continue;
    const { all, rejected } = own.get(path);
    const open = new Set(without([...scores.keys()], [...all, ...rejected, ...(edit.reject ?? [])]));
    const candidates = [...scores].filter(([tag]) => open.has(tag)).map(([tag, score]) => ({ tag, score }));
    if (candidates.length > 0) edit.suggestions = readSuggestions({ ...generatedOf(suggestions), candidates }) ?? null;
    counts.suggestions += candidates.length;
  }
  return { ...counts, unknown: [...unknown].sort(), edits };
}

function generatedOf(value: unknown): { generated?: unknown } {
  return { generated: (value as { generated?: unknown } | null)?.generated };
}

/** Reads `{ suggestions: { path: { tag: score } } }`. Skips odd values. */
function suggestedTags(value: unknown): Map<string, Map<string, number>> {
  const { suggestions } = (value ?? {}) as { suggestions?: unknown };
  const found = new Map<string, Map<string, number>>();
  for (const [path, scores] of Object.entries(isObject(suggestions) ? suggestions : {})) {
    const valid = Object.entries(isObject(scores) ? scores : {}).flatMap(([tag, score]): [string, number][] =>
      tag.trim() !== '' && typeof score === 'number' && Number.isFinite(score) ? [[tag.trim(), score]] : [],
    );
    if (valid.length > 0) found.set(path, new Map(valid));
  }
  return found;
}

/** Reads `[{ track, tag, action }]`. The last action for a tag counts. */
function rejectedTags(value: unknown): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const item of Array.isArray(value) ? value : []) {
    const { track, tag, action } = (item ?? {}) as Record<string, unknown>;
    if (typeof track !== 'string' || typeof tag !== 'string' || tag.trim() === '') continue;
    const tags = found.get(track) ?? new Set<string>();
    if (action === 'rejected') found.set(track, tags.add(tag.trim()));
    else tags.delete(tag.trim());
  }
  return found;
}

import { z } from '@hono/zod-openapi';
import { BROWSE_STATES, type BrowseFilters, type BrowseSort, type Limits, type SortColumn } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import { Flag, repeated } from './parameters.ts';
import { TrackListName, tracksOfList } from './track-lists.ts';

const NUMBER = String.raw`\d{1,9}(?:\.\d{1,6})?`;
const DAY = String.raw`\d{4}-\d\d-\d\d`;
const LONGEST_TEXT = 200;
const MOST_IDS = 500;

const Range = z
  .string()
  .regex(new RegExp(`^(?:${NUMBER}|${NUMBER}-|-${NUMBER}|${NUMBER}-${NUMBER})$`))
  .openapi({ description: 'One number, or a range: "132-142", "3-" or "-5", with both ends', example: '132-142' });
const Days = z
  .string()
  .regex(new RegExp(`^(?:${DAY}|${DAY}\\.\\.|\\.\\.${DAY}|${DAY}\\.\\.${DAY})$`))
  .openapi({
    description: 'One day, or a range: "2026-01-01..2026-02-01", "2026-01-01.." or "..2026-02-01", with both ends',
    example: '2026-01-01..',
  });
const Text = z.string().min(1).max(LONGEST_TEXT);

/** Filters of a list of tracks. A track must pass all that are given. */
export const TrackFilters = z.object({
  q: z.string().max(LONGEST_TEXT).optional().openapi({
    description: 'Words, or beginnings of words, of artist, title, album, comments and tags; all must occur',
  }),
  bpm: Range.optional(),
  bpmFold: Flag.optional().openapi({ description: 'Also accepts half and double of the tempo' }),
  key: z.string().max(LONGEST_TEXT).optional().openapi({
    description: 'Keys in any notation, separated by commas; one must fit',
    example: '8A,9A',
  }),
  tag: repeated(Text).openapi({ description: 'Own tags; all must be there' }),
  genre: repeated(Text).openapi({ description: 'Genres; one must fit' }),
  rating: Range.optional().openapi({ description: 'Stars, 0 to 5; 0 is unrated', example: '3-' }),
  duration: Range.optional().openapi({ description: 'Seconds' }),
  energy: Range.optional().openapi({ description: '0 to 1' }),
  added: Days.optional(),
  folder: repeated(z.string().min(1).max(LONGEST_TEXT)).openapi({
    description: 'Ids of folders, with all folders in them; one must fit',
  }),
  state: repeated(z.enum(BROWSE_STATES)).openapi({
    description: 'States; one must fit. Without it, duplicates that were moved away (`staged`) are left out',
  }),
  ids: z
    .string()
    .max(MOST_IDS * 12)
    .optional()
    .openapi({ description: 'Ids of tracks, separated by commas', example: 'kX3v9_aQ-1Z' }),
});

/** {@link TrackFilters} of the library's table, which can also show one list. */
export const TableFilters = TrackFilters.extend({ list: TrackListName.optional() });

/** Values of {@link TrackFilters}. */
export type TrackFilterValues = z.infer<typeof TrackFilters>;

/** Returns the filters of a request for the library. */
export function browseFilters(values: TrackFilterValues, { ids, folders }: AnswerContext): BrowseFilters {
  const { q, bpm, bpmFold, key, tag, genre, rating, duration, energy, added, folder, state, ids: only } = values;
  return {
    ...(q !== undefined && { text: q }),
    ...(bpm !== undefined && { [bpmFold ? 'bpmOrMultiple' : 'bpm']: limitsOf(bpm) }),
    ...(key !== undefined && { keys: listOf(key) }),
    ...(tag && { tags: tag }),
    ...(genre && { genres: genre }),
    ...(rating !== undefined && { rating: limitsOf(rating) }),
    ...(duration !== undefined && { durationS: limitsOf(duration) }),
    ...(energy !== undefined && { energy: limitsOf(energy) }),
    ...(added !== undefined && { added: daysOf(added) }),
    ...(folder && { folders: folder.map((id) => folders.path(id)) }),
    ...(state && { states: state }),
    ...(only !== undefined && { only: listOf(only).flatMap((id) => ids.known(id) ?? []) }),
  };
}

/** Reads columns to sort by, separated by commas; "-" in front reverses. */
export function sortOf(given = ''): BrowseSort[] {
  return listOf(given).map((name) => {
    const descending = name.startsWith('-');
    return { column: (descending ? name.slice(1) : name) as SortColumn, descending };
  });
}

/** Returns the filters of a request for the library's table. */
export async function tableFilters(
  { list, ...values }: z.infer<typeof TableFilters>,
  context: AnswerContext,
): Promise<BrowseFilters> {
  const filters = browseFilters(values, context);
  if (list === undefined) return filters;
  const { paths } = await tracksOfList(context, list);
  const { only = paths } = filters;
  const chosen = new Set(only);
  return { ...filters, only: paths.filter((path) => chosen.has(path)) };
}

/** Splits a list with commas. */
export function listOf(text: string): string[] {
  return text.split(',').filter(Boolean);
}

function limitsOf(range: string): Limits {
  const [from, to = from] = range.split('-');
  return { ...(from !== '' && { from: Number(from) }), ...(to !== '' && { to: Number(to) }) };
}

function daysOf(range: string): { from?: string; to?: string } {
  const [from, to = from] = range.split('..');
  return { ...(from !== '' && { from }), ...(to !== '' && { to }) };
}

import { z } from '@hono/zod-openapi';
import { Remedies } from './answers.ts';
import { Flag, repeated, TrackId } from './parameters.ts';

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

/** States that a list can be limited to. */
export const LISTED_STATES = ['failed', 'missing', 'staged', 'no-vector', 'uncertain-bpm', 'uncertain-key'] as const;

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
  state: repeated(z.enum(LISTED_STATES)).openapi({
    description: 'States; one must fit. Without it, duplicates that were moved away (`staged`) are left out',
  }),
  ids: z
    .string()
    .max(MOST_IDS * 12)
    .optional()
    .openapi({ description: 'Ids of tracks, separated by commas', example: 'kX3v9_aQ-1Z' }),
});

/** Values of {@link TrackFilters}. */
export type TrackFilterValues = z.infer<typeof TrackFilters>;

/** A track's state in a list. */
export const TrackState = z.enum(['playable', 'failed', 'missing', 'staged']).openapi('TrackState');

/** A failure of a track. */
export const Failure = z
  .object({
    kind: z.string(),
    message: z.string(),
    remedies: Remedies,
  })
  .openapi('Failure');

/** A row of a list: the columns that were asked for. `null` is unknown. */
export const TrackRow = z
  .object({
    id: TrackId,
    title: z.string().nullable().openapi({ description: "The file's name if the track has no title" }),
    artist: z.string().nullable(),
    album: z.string().nullable(),
    genre: z.string().nullable(),
    comments: z.string().nullable(),
    bpm: z.number().nullable(),
    bpmConfidence: z.number().nullable().openapi({ description: '0..1; null if nobody measured the BPM' }),
    bpmUncertain: z.boolean(),
    key: z.string().nullable().openapi({ description: 'Camelot, such as "8A"' }),
    keyConfidence: z.number().nullable(),
    keyUncertain: z.boolean(),
    energy: z.number().nullable().openapi({ description: '0..1' }),
    duration: z.number().nullable().openapi({ description: 'Seconds' }),
    loudness: z.number().nullable().openapi({ description: 'LUFS' }),
    rating: z.number().nullable().openapi({ description: 'Stars, 0..5' }),
    added: z.string().nullable().openapi({ description: 'ISO 8601' }),
    modified: z.string().nullable().openapi({ description: "Time of the file's last change when scanned, ISO 8601" }),
    tags: z.array(z.string()).openapi({ description: 'All tags, with My Tags' }),
    mytags: z.array(z.string()),
    suggested: z.array(z.string()),
    state: TrackState,
    error: Failure.nullable(),
    folder: z.string(),
    hasVector: z.boolean(),
    path: z.string(),
  })
  .partial()
  .required({ id: true })
  .openapi('TrackRow');

/** Names of the columns. */
export const COLUMNS = Object.keys(TrackRow.shape).filter((name) => name !== 'id') as (keyof z.infer<
  typeof TrackRow
>)[];

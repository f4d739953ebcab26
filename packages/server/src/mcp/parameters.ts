import { z } from '@hono/zod-openapi';
import { BROWSE_STATES } from '@rbassist/library';
import { ChosenTracks } from '../http/planning-options.ts';
import { TrackFilters } from '../http/track-query.ts';
import { TrackSummary } from '../http/track-summary.ts';

const LONGEST_NAME = 200;
const MOST_NAMES = 100;

/** Id of a track. Any other text gets an error with candidates. */
export const TrackId = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .describe('Id of a track from an earlier answer, such as "kX3v9_aQ-1Z"');

/** Name of a tag or genre. */
export const Name = z.string().trim().min(1).max(LONGEST_NAME);

/** Several names. */
export const Names = z.array(Name).max(MOST_NAMES);

/** Name of a saved set. */
export const SetName = z.string().trim().min(1).max(LONGEST_NAME).describe('Name of a saved set');

/** Returns the schema of the number of items in an answer. */
export function limit(usual: number, most: number) {
  return z.number().int().min(1).max(most).default(usual).describe(`Largest number of tracks, up to ${most}`);
}

const { q, bpm, key, rating, duration, energy, added } = TrackFilters.shape;

/** Filters of lists, as in the HTTP API. */
export const FILTERS = {
  q: q.describe('Words, or beginnings of words, of artist, title, album, comments and tags; all must occur'),
  bpm: bpm.describe('BPM: one number or a range with both ends, such as "132-142", "128-" or "-100"'),
  bpmFold: z.boolean().optional().describe('Also accept half and double of the tempo'),
  key: key.describe('Keys in any notation, separated by commas, such as "8A,9A" or "Am"; one must fit'),
  tag: Names.optional().describe('Tags of the user; all must be there'),
  genre: Names.optional().describe('Genres; one must fit'),
  rating: rating.describe('Stars, 0 to 5, such as "3-"; 0 is unrated'),
  duration: duration.describe('Length in seconds, such as "240-480"'),
  energy: energy.describe('Energy from 0 to 1, such as "0.6-"'),
  added: added.describe('Day on which a track was added, or a range, such as "2026-01-01.."'),
  state: z
    .array(z.enum(BROWSE_STATES))
    .max(BROWSE_STATES.length)
    .optional()
    .describe('States; one must fit. Without it, staged duplicates are left out'),
};

/** Filters of the tracks that may be chosen; an assistant knows no ids of folders. */
export const Chosen = ChosenTracks.omit({ folders: true })
  .optional()
  .describe('Filters of the tracks that may be chosen');

/** Facts of a track in an answer, without its path. */
export const ListedTrack = TrackSummary.omit({ path: true });

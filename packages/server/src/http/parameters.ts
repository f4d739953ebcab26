import { z } from '@hono/zod-openapi';

/** Id of a track, which `TrackIds` issues. */
export const TrackId = z
  .string()
  .regex(/^[\w-]{11}$/)
  .openapi({ description: 'Short name of a track, the same in every run', example: 'kX3v9_aQ-1Z' });

/** Id of a folder, which `FolderIds` issues. */
export const FolderId = z
  .string()
  .regex(/^[\w-]{11}$/)
  .openapi({ description: 'Short name of a folder, from an earlier answer', example: 'b7Qe0_xLm2A' });

/** Path parameters of one track. */
export const OneTrack = z.object({ id: TrackId.openapi({ param: { name: 'id', in: 'path' } }) });

/** Returns the schema of a parameter that may be given several times. */
export function repeated<Item extends z.ZodType>(item: Item, most = 100) {
  return z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(item).max(most).optional(),
  );
}

/** Returns the schema of a whole number from `low` to `high`. */
export function wholeNumber(low: number, high: number) {
  return z.coerce.number().int().min(low).max(high);
}

/** Most rows that a request may skip. */
export const LAST_OFFSET = 10_000_000;

/** Returns the parameters of a page of a list: rows to answer with, and rows to skip. */
export function rowsOf({ most, usual }: { most: number; usual: number }) {
  return { limit: wholeNumber(1, most).default(usual), offset: wholeNumber(0, LAST_OFFSET).default(0) };
}

/** A yes or no in a query: 1 or 0. */
export const Flag = z
  .enum(['0', '1', 'false', 'true'])
  .transform((text) => text === '1' || text === 'true')
  .openapi({ type: 'string', enum: ['0', '1', 'false', 'true'] });

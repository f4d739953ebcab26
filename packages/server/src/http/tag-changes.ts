import { z } from '@hono/zod-openapi';
import type { TagChanges as Changes } from '@rbassist/library';

/** Counts of a change of tags. */
export const TagChanges = z
  .object({
    tracks: z.number().int().openapi({ description: 'Tracks whose own tags changed' }),
    added: z.number().int(),
    removed: z.number().int(),
    rejected: z.number().int(),
    suggestions: z.number().int().openapi({ description: 'Tracks whose suggestions changed' }),
  })
  .openapi('TagChanges');

/** Returns counts without the names of files. */
export function tagChanges({ files: _, ...counts }: Changes): z.infer<typeof TagChanges> {
  return counts;
}

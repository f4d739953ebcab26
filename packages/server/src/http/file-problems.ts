import { z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { Remedies } from './answers.ts';
import { listed } from './last-result.ts';
import { remediesOf } from './remedy-jobs.ts';
import type { Search } from './shown-groups.ts';

/** A file that a search or a move could not use. */
export const FileProblem = z.object({ path: z.string(), kind: z.string(), message: z.string(), remedies: Remedies });

/** Returns the first problems of a result. */
export function problemsOf(context: ServerContext, problems: Search['problems']): z.infer<typeof FileProblem>[] {
  return listed(problems).map(({ path, error: { kind, message, remedies } }) => ({
    ...{ path, kind, message },
    remedies: remediesOf(context, remedies, path),
  }));
}

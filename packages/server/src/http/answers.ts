import { z } from '@hono/zod-openapi';
import type { Remedy } from '@rbassist/library';

const RemedyAnswer = z
  .object({
    action: z.string(),
    path: z.string().optional(),
    paths: z.array(z.string()).optional(),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
  .openapi('Remedy', { description: 'What to do, as data: `action`, and more for some actions' });

/** Returns the schema of a value that may be null. `nullable` loses the null of a schema with a name. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}

/** Remedies, the best first. */
export const Remedies = z.array(RemedyAnswer);

/** Returns remedies as JSON. */
export function remediesOf(remedies: readonly Remedy[] = []): z.infer<typeof Remedies> {
  return remedies.map((remedy) => JSON.parse(JSON.stringify(remedy)));
}

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    /** Stable, for programs. */
    code: z.string(),
    remedies: Remedies,
  })
  .openapi('Problem', { description: 'An error, in the form of RFC 9457.' });

const problem = { description: 'A problem', content: { 'application/problem+json': { schema: Problem } } } as const;

/** Returns the responses of a route that answers with JSON, or with a problem. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } }, default: problem };
}

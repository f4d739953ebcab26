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

/** Returns the responses of a route that answers with bytes, whole or in part, or with a problem. */
export function bytesAnswers(types: readonly string[], description: string) {
  const schema = z.string().openapi({ format: 'binary' });
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  return {
    200: { description, content },
    206: { description: 'The range of bytes that the request asks for', content },
    304: { description: 'The bytes are those with the tag that the request names' },
    default: problem,
  };
}

/** Returns the responses of a route that answers with JSON, or with a problem. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } }, default: problem };
}

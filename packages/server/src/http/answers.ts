import { z } from '@hono/zod-openapi';
import { JobRequest } from '../jobs/job-request.ts';

const RemedyAnswer = z
  .object({
    action: z.string(),
    path: z.string().optional(),
    paths: z.array(z.string()).optional(),
    job: JobRequest.optional().openapi({ description: 'Job that does it: post it to /api/jobs' }),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), JobRequest]))
  .openapi('Remedy', { description: 'What to do, as data: `action`, and more for some actions' });

/** Returns the schema of a value that may be null. `nullable` loses the null of a schema with a name. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}

/** Remedies, the best first. */
export const Remedies = z.array(RemedyAnswer);

/** An error in the form of RFC 9457. */
export const Problem = z
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

/** Response of any route: an error. */
export const problem = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: Problem } },
} as const;

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
  return { 200: json(schema, description), default: problem };
}

/** Returns the responses of a route that starts a job. */
export function accepted<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 202: json(schema, description), default: problem };
}

/** Returns the responses of a route that answers without a body, or with a problem. */
export function noContent(description: string) {
  return { 204: { description }, default: problem };
}

/** Returns the required JSON body of a request. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

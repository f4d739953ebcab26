import { STATUS_CODES } from 'node:http';
import { RbassistError, TrackError } from '@rbassist/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodError, z } from 'zod';
import type { Problem as ProblemAnswer } from './http/answers.ts';
import { remediesOf } from './http/remedy-jobs.ts';
import type { AnswerContext } from './server-context.ts';

/** Statuses by the code of an error; others are 500. */
const STATUS: Readonly<Record<string, 400 | 404 | 409 | 422 | 503 | 504>> = {
  option: 400,
  'not-found': 404,
  missing: 404,
  'library-busy': 409,
  'space-mismatch': 409,
  'missing-dependency': 409,
  unreadable: 422,
  'not-audio': 422,
  corrupt: 422,
  partial: 422,
  'too-short': 422,
  timeout: 504,
  'data-folder': 503,
};

/** A problem of RFC 9457. */
export type Problem = z.infer<typeof ProblemAnswer>;

/** Answers with an error as problem details. */
export function errorResponse(error: unknown, request: Context, context: AnswerContext): Response {
  return problemBody(problemOf(error, context), request);
}

function problemBody(answer: Problem, request: Context): Response {
  return request.body(JSON.stringify(answer), answer.status as 400, { 'content-type': 'application/problem+json' });
}

/** Answers with a problem of a request that is no error of rbassist. */
export function problemResponse(
  { status, detail }: { status: number; detail: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(problem(status, detail, 'request')), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** Answers with the first mistake in a request that does not fit its route's schema. */
export function invalidRequest(
  result: { success: true } | { success: false; target: string; error: ZodError },
  request: Context,
): Response | undefined {
  if (result.success) return undefined;
  const [{ path, message }] = result.error.issues;
  const name = path.length === 0 ? 'The body' : path.join('.');
  return problemBody(problem(400, `${name}: ${message}.`, 'request'), request);
}

/** Returns true for an error whose message a client may see. */
export function isExpected(error: unknown): boolean {
  return RbassistError.isInstance(error) || error instanceof HTTPException;
}

/** Returns an error as problem details. Hides the message of an unexpected error. */
export function problemOf(error: unknown, context: AnswerContext): Problem {
  if (RbassistError.isInstance(error)) {
    const { code, message, remedies } = error;
    const about = error instanceof TrackError ? error.path : undefined;
    return { ...problem(STATUS[code] ?? 500, message, code), remedies: remediesOf(context, remedies, about) };
  }
  if (error instanceof HTTPException) return problem(error.status, error.message.replace(/\.?$/, '.'), 'request');
  return problem(500, 'The server failed. Its log says more.', 'internal');
}

function problem(status: number, detail: string, code: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, remedies: [] };
}

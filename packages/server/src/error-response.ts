import { RbassistError, type Remedy } from '@rbassist/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodError } from 'zod';

/** Statuses by the code of an error; others are 500. */
const STATUS: Readonly<Record<string, 400 | 404 | 409 | 422 | 503 | 504>> = {
  option: 400,
  'not-found': 404,
  missing: 404,
  'not-audio': 422,
  corrupt: 422,
  unreadable: 422,
  'too-short': 422,
  timeout: 504,
  'library-busy': 409,
  'space-mismatch': 409,
  'data-folder': 503,
};

/** Problem details of RFC 9457, with the error's code and its remedies. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  remedies: readonly Remedy[];
}

/** Answers with an error as problem details. */
export function errorResponse(error: unknown, context: Context): Response {
  const problem = problemOf(error);
  return context.body(JSON.stringify(problem), problem.status as 400, { 'content-type': 'application/problem+json' });
}

/** Answers with a problem of a request that is no error of rbassist. */
export function problemResponse(
  { status, detail }: { status: number; detail: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    code: 'request',
    remedies: [],
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** Answers with the first mistake in a request that does not fit its route's schema. */
export function invalidRequest(
  result: { success: true } | { success: false; target: string; error: ZodError },
  context: Context,
): Response | undefined {
  if (result.success) return undefined;
  const [{ path, message }] = result.error.issues;
  const name = path.length === 0 ? 'The body' : path.join('.');
  return errorResponse(new HTTPException(400, { message: `${name}: ${message}.` }), context);
}

/** Returns an error as problem details. Hides the message of an unexpected error. */
export function problemOf(error: unknown): Problem {
  const about = { type: 'about:blank', remedies: [] };
  if (RbassistError.isInstance(error)) {
    const { code, message, remedies } = error;
    const status = STATUS[code] ?? 500;
    return { ...about, title: TITLES[status], status, detail: message, code, remedies };
  }
  if (error instanceof HTTPException) {
    const { status, message } = error;
    return { ...about, title: TITLES[status] ?? 'Error', status, detail: message, code: 'request' };
  }
  return {
    ...about,
    title: TITLES[500],
    status: 500,
    detail: 'The server failed. Its log has more.',
    code: 'internal',
  };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Busy',
  413: 'Too large',
  416: 'Range not available',
  422: 'File not usable',
  429: 'Too many requests',
  500: 'Error in rbassist',
  503: 'Data folder not available',
  504: 'Took too long',
};

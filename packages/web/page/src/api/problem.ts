import type { components } from './schema.d.ts';
import type { JobRequest } from './types.ts';

/** Remedy as data; the page turns it into a button or a sentence. */
export interface Remedy {
  readonly action: string;
  /** Job that does it; a person must do a remedy without one. */
  readonly job?: JobRequest;
}

/** Answer to a request that failed, as problem details of RFC 9457. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedies: readonly Remedy[];

  constructor({ status, detail, code, remedies }: components['schemas']['Problem']) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.remedies = remedies;
  }
}

/** Statuses of a wrong token. */
const WRONG_TOKEN = new Set([401, 403]);

/** Returns true if the server does not know the page's token: it may have started anew. */
export function isWrongToken(error: unknown): boolean {
  return error instanceof ApiProblem && WRONG_TOKEN.has(error.status);
}

/** Reads a failed answer; one that is no problem details, such as a proxy's page, gives its status only. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const { status, statusText } = response;
  const unknown = { type: 'about:blank', title: statusText, status, detail: statusText, code: 'request', remedies: [] };
  const problem = await response.json().catch(() => unknown);
  return new ApiProblem({ ...unknown, ...problem });
}

import { errorMessage, RbassistError, systemErrorCode } from '@rbassist/core';
import { HubError } from './store-errors.ts';

/** What was asked of which hub. */
export interface Asked {
  id: string;
  endpoint: string;
}

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
const AGAIN = 'What was downloaded is kept: run the same command again later';

/** Puts the status of a hub's answer into a person's words, with the way out. */
export function statusFailure({ id, endpoint }: Asked, status: number, headers?: Headers, cause?: unknown): HubError {
  const [code, message] = statusWords(id, endpoint, status);
  const retryAfterS = Number.parseInt(headers?.get('retry-after') ?? '', 10);
  return new HubError(code, message, {
    status,
    transient: TRANSIENT.has(status),
    retryAfterS: Number.isFinite(retryAfterS) ? retryAfterS : undefined,
    cause,
  });
}

function statusWords(id: string, endpoint: string, status: number): [code: string, message: string] {
  switch (status) {
    case 401:
      return [
        'hub-unauthorized',
        `${endpoint} does not show ${id}: there is no such model, or it needs an account. Check the name; if it is right, set HF_TOKEN ` +
          'to a valid access token (one that is set and has expired has to be replaced).',
      ];
    case 403:
      return [
        'hub-forbidden',
        `${endpoint} does not give ${id} to this account. Ask for access on ${endpoint}/${id}, then set HF_TOKEN to a token of that account.`,
      ];
    case 404:
      return [
        'hub-not-found',
        `${endpoint} has no ${id}, or not this revision or file of it. Check the name and --revision.`,
      ];
    case 429:
      return [
        'hub-busy',
        `${endpoint} has had too many requests from here. ${AGAIN}, or set HF_TOKEN, which raises the limit.`,
      ];
    default:
      return ['hub-failed', `${endpoint} answered ${status} for ${id}. ${AGAIN}.`];
  }
}

/** Puts whatever a request threw into a person's words; an error of ours passes as it is. */
export function requestFailure(asked: Asked, error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number') {
    return statusFailure(asked, error.statusCode, undefined, error);
  }
  if (error instanceof SyntaxError) return oddAnswer(asked, 'its answer is no JSON', error);
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = systemErrorCode(inner) ?? errorMessage(inner);
  return new HubError(
    'hub-unreachable',
    `${asked.endpoint} cannot be reached (${detail}). Check the network, HTTPS_PROXY and HF_ENDPOINT. ${AGAIN}.`,
    { transient: true, cause: error },
  );
}

/** The hub's answer is not what a hub says. */
export function oddAnswer({ endpoint, id }: Asked, reason: string, cause?: unknown): HubError {
  return new HubError(
    'hub-answer',
    `${endpoint} gave an answer for ${id} that cannot be used: ${reason}. Check HF_ENDPOINT, and whether a proxy or a login page is in between.`,
    { cause },
  );
}

import { errorMessage, RbassistError, type Remedy, systemErrorCode } from '@rbassist/core';
import { HubError } from './store-errors.ts';

export interface HubRequest {
  id: string;
  endpoint: string;
}

interface Refusal {
  code: string;
  message: string;
  remedies: readonly Remedy[];
}

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
const RETRY: Remedy = { action: 'retry' };
const SIGN_IN: Remedy = { action: 'sign-in-to-hub' };
const CHOOSE_HUB: Remedy = { action: 'choose-hub' };

export function statusFailure(request: HubRequest, status: number, headers?: Headers, cause?: unknown): HubError {
  const { code, message, remedies } = refusal(request, status);
  return new HubError(code, message, {
    status,
    transient: TRANSIENT.has(status),
    retryAfterS: retryAfter(headers),
    cause,
    remedies,
  });
}

/** Returns the seconds to wait from `Retry-After`, a number or a date. Undefined for anything else. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const text = headers?.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return /^[A-Z]/.test(text) && Number.isFinite(at) ? Math.max(0, (at - Date.now()) / 1000) : undefined;
}

function refusal({ id, endpoint }: HubRequest, status: number): Refusal {
  switch (status) {
    case 401:
      return {
        code: 'hub-unauthorized',
        message: `${endpoint} refuses access to ${id}: the model does not exist, it needs an account, or the access token has expired. Check the name.`,
        remedies: [SIGN_IN],
      };
    case 403:
      return {
        code: 'hub-forbidden',
        message: `${endpoint} does not allow this account to download ${id}. Ask for access on ${endpoint}/${id}.`,
        remedies: [SIGN_IN],
      };
    case 404:
      return {
        code: 'hub-not-found',
        message: `${endpoint} does not have ${id}, or not this revision or file.`,
        remedies: [{ action: 'choose-revision' }],
      };
    case 429:
      return {
        code: 'hub-busy',
        message: `${endpoint} received too many requests from your address.`,
        remedies: [RETRY, SIGN_IN],
      };
    default:
      return {
        code: 'hub-failed',
        message: `${endpoint} answered with HTTP status ${status} for ${id}.`,
        remedies: [RETRY],
      };
  }
}

export function listFailure(request: HubRequest, error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number') {
    return statusFailure(request, error.statusCode, undefined, error);
  }
  const reason = error instanceof SyntaxError ? 'it is not JSON' : 'it is not a list of files';
  return invalidAnswer(request, reason, error);
}

/** Converts an error of a request to an error of rbassist. Returns errors of rbassist unchanged. */
export function requestFailure(request: HubRequest, error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = systemErrorCode(inner) ?? errorMessage(inner);
  return new HubError('hub-unreachable', `${request.endpoint} cannot be reached (${detail}).`, {
    transient: true,
    cause: error,
    remedies: [{ action: 'check-network' }, CHOOSE_HUB, RETRY],
  });
}

export function invalidAnswer({ endpoint, id }: HubRequest, reason: string, cause?: unknown): HubError {
  const message = `The answer of ${endpoint} for ${id} is invalid: ${reason}. A proxy or a login page may have answered instead.`;
  return new HubError('hub-answer', message, { cause, remedies: [CHOOSE_HUB, { action: 'check-network' }] });
}

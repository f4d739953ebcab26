import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { hostName, ownNames } from './loopback.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import { isSameToken } from './same-token.ts';

/** Header of the token. */
const TOKEN_HEADER = 'x-rbassist-token';
const TOKEN_COOKIE = 'rbassist-token';
const LONGEST_ADDRESS = 8192;
/** Fifty pages that scroll come from one address, if a proxy is between. */
const REQUESTS: Rate = { perSecond: 1000, burst: 3000 };
const WRONG_TOKENS: Rate = { perSecond: 0.2, burst: 20 };
const READING = new Set(['GET', 'HEAD']);

/** Options of {@link guard}. */
export interface GuardOptions {
  /** Name or address that the server listens on. */
  host: string;
  token: string;
  /** True if reading needs the token too. */
  isPrivate: boolean;
  clock: () => number;
}

/**
 * Refuses requests that do not come from the server's own page, or from a program with the token:
 *
 * - under a name that is not this computer's, which another site may have pointed at it;
 * - from a page of another site;
 * - that change something, or any of a private server, without the token;
 * - too many, or with too long an address.
 */
export function guard({ host, token, isPrivate, clock }: GuardOptions): MiddlewareHandler {
  const isOwnName = ownNames(host);
  const requests = new RateLimit(REQUESTS, clock);
  const wrongTokens = new RateLimit(WRONG_TOKENS, clock);
  const refuse = (status: 400 | 401 | 403 | 414 | 421 | 429, message: string): never => {
    throw new HTTPException(status, { message });
  };
  return async (request, next) => {
    const { req } = request;
    const client = addressOf(request);
    if (!requests.take(client)) refuse(429, 'Too many requests. Wait a second.');
    if (req.url.length > LONGEST_ADDRESS) refuse(414, `The address is over ${LONGEST_ADDRESS} characters.`);
    const name = hostName(req.header('host'));
    if (name === undefined || !isOwnName(name)) {
      refuse(421, 'The Host header does not name this computer. Open the page by the address that rbassist shows.');
    }
    const isApi = req.path.startsWith('/api/');
    if (isApi && isOfAnotherSite(request)) refuse(403, 'The request comes from a page of another site.');
    const mayRead = READING.has(req.method) && !isPrivate;
    if (mayRead) return next();
    const fromAddress = isApi ? undefined : req.query('token');
    const given = req.header(TOKEN_HEADER) ?? (READING.has(req.method) ? getCookie(request, TOKEN_COOKIE) : undefined);
    if (isSameToken(given ?? fromAddress ?? '', token)) {
      if (fromAddress === undefined) return next();
      setCookie(request, TOKEN_COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return request.redirect(req.path, 303);
    }
    if (!wrongTokens.take(client)) refuse(429, 'Too many wrong tokens. Wait a minute.');
    return refuse(
      401,
      isPrivate
        ? 'This server needs its token. Open the page by the address that rbassist shows.'
        : `A change needs the token in the header ${TOKEN_HEADER}. GET /api/session gives it.`,
    );
  };
}

/** Returns true if a browser says that another site's page sent the request. Programs send neither header. */
function isOfAnotherSite({ req }: Context): boolean {
  const origin = req.header('origin');
  if (origin !== undefined && URL.parse(origin)?.host !== req.header('host')?.toLowerCase()) return true;
  const site = req.header('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Returns the address of the client; '' for a request that did not come over the network. */
function addressOf({ env }: Context): string {
  const bindings = env as Partial<HttpBindings> | undefined;
  return bindings?.incoming?.socket.remoteAddress ?? '';
}

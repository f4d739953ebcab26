import createClient, { type Middleware } from 'openapi-fetch';
import { setConnection } from './connection.ts';
import { isWrongToken, problemOf } from './problem.ts';
import type { components, paths } from './schema.d.ts';

type Session = components['schemas']['Session'];

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

let session: Promise<Session> | undefined;

/** Session that the server gives this page, with the token for changing requests. */
function openSession(): Promise<Session> {
  session ??= fetch('/api/session')
    .then(async (response) => {
      if (!response.ok) throw await problemOf(response);
      return (await response.json()) as Session;
    })
    .catch((error) => {
      session = undefined;
      throw error;
    });
  return session;
}

/** Asks for a new session next time: a server that started again has another token. */
export function forgetSession(): void {
  session = undefined;
}

const everyRequest: Middleware = {
  async onRequest({ request }) {
    if (CHANGING.has(request.method)) request.headers.set('x-rbassist-token', (await openSession()).token);
    return request;
  },
  async onResponse({ response }) {
    setConnection('open');
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (isWrongToken(problem)) forgetSession();
    throw problem;
  },
  onError({ error }) {
    if (error instanceof TypeError) setConnection('lost');
    return undefined;
  },
};

/** Calls the server. A failed request throws an `ApiProblem`. */
export const api = createClient<paths>({ baseUrl: '/' });
api.use(everyRequest);

import createClient, { type Middleware } from 'openapi-fetch';
import { setConnection } from './connection.ts';
import { problemOf } from './problem.ts';
import type { components, paths } from './schema.d.ts';

type Session = components['schemas']['Session'];

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Statuses of a wrong token: the server may have started anew. */
const WRONG_TOKEN = new Set([401, 403]);

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

/** Sends a request; a changing one with the token, and once more if the server has started anew since. */
async function send(request: Request): Promise<Response> {
  if (!CHANGING.has(request.method)) return fetch(request);
  const again = request.clone();
  const response = await sendWithToken(request);
  if (!WRONG_TOKEN.has(response.status)) return response;
  forgetSession();
  return sendWithToken(again);
}

async function sendWithToken(request: Request): Promise<Response> {
  request.headers.set('x-rbassist-token', (await openSession()).token);
  return fetch(request);
}

const everyRequest: Middleware = {
  async onResponse({ response }) {
    setConnection('open');
    if (!response.ok) throw await problemOf(response);
    return undefined;
  },
  onError({ error }) {
    if (error instanceof TypeError) setConnection('lost');
    return undefined;
  },
};

/** Calls the server. A failed request throws an `ApiProblem`. */
export const api = createClient<paths>({ baseUrl: '/', fetch: send });
api.use(everyRequest);

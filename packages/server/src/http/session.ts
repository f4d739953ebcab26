import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';

const Session = z
  .object({
    token: z.string().openapi({ description: 'Value of the header x-rbassist-token, which every change needs' }),
    version: z.string(),
    dataDir: z.string(),
    tracks: z.number().int(),
  })
  .openapi('Session');

const getSession = createRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Begin a session: the token for changes, and what is open',
  responses: answers(Session, 'The session'),
});

/** The session of a page. */
export function addSession(app: OpenAPIHono, { library, token, version }: ServerContext): void {
  app.openapi(getSession, (request) =>
    request.json({ token, version, dataDir: library.dataDir, tracks: library.size }, 200),
  );
}

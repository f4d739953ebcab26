import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';

const LibrarySummary = z
  .object({ dataDir: z.string(), tracks: z.number().int().min(0) })
  .openapi('LibrarySummary', { description: 'The open library' });

const getLibrary = createRoute({
  method: 'get',
  path: '/api/library',
  summary: 'Describe the library',
  responses: { 200: { description: 'The library', content: { 'application/json': { schema: LibrarySummary } } } },
});

/** The library as a whole. */
export function addLibrary(app: OpenAPIHono, { library }: ServerContext): void {
  app.openapi(getLibrary, (request) => request.json({ dataDir: library.dataDir, tracks: library.size }, 200));
}

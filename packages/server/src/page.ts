import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';

/** Serves the page's files, and the page itself at every address that is not the API's. */
export function addPage(app: OpenAPIHono, folder: string): void {
  const onFound = (path: string, request: Context) => {
    // names of assets have a hash of their content
    const isAsset = request.req.path.startsWith('/assets/') && !path.endsWith('index.html');
    request.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
  };
  app.use('*', serveStatic({ root: folder, onFound }));
  app.get('*', async (request, next) => {
    if (request.req.path.startsWith('/api/') || request.req.path.startsWith('/assets/')) return next();
    return serveStatic({ root: folder, path: 'index.html', onFound })(request, next);
  });
}

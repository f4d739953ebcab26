import { OpenAPIHono } from '@hono/zod-openapi';
import { errorResponse } from './error-response.ts';
import { addLibrary } from './http/library.ts';
import type { ServerContext } from './server-context.ts';

/** Every resource, in the order of the API's document. */
const RESOURCES: readonly ((app: OpenAPIHono, context: ServerContext) => void)[] = [addLibrary];

/** Builds the HTTP API over a library. */
export function buildApp(context: ServerContext): OpenAPIHono {
  const app = new OpenAPIHono();
  app.onError(errorResponse);
  for (const add of RESOURCES) add(app, context);
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'rbassist', version: '1' } });
  return app;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLibrary } from '@rbassist/library';
import { serveLibrary } from '@rbassist/server';
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript';

/** File of the generated types. */
export const SCHEMA_FILE: string = fileURLToPath(new URL('../page/src/api/schema.d.ts', import.meta.url));

/** Returns the text of {@link SCHEMA_FILE} for the API as it is. */
export async function apiTypes(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rbassist-api-'));
  try {
    await using library = await openLibrary({ dataDir });
    await using server = await serveLibrary(library, { port: 0 });
    const answer = await fetch(`${server.url}/api/openapi.json`);
    return (
      COMMENT_HEADER +
      astToString(await openapiTypescript(Buffer.from(await answer.arrayBuffer()), { alphabetize: true }))
    );
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

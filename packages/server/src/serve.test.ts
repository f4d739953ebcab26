import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { serveLibrary } from './serve.ts';

it('answers over HTTP', async () => {
  await using library = await openLibrary({ dataDir: await temporaryFolder('data') });
  await using server = await serveLibrary(library, { port: 0 });
  const answer = await fetch(`${server.url}/api/library`);
  expect(await answer.json()).toMatchObject({ tracks: 0 });
});

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { rbassist, start } from './support/rbassist.ts';

const dataDir = async () => join(await temporaryFolder('ui'), 'data');

/** Opens the page by the command. */
async function openUi(...words: string[]) {
  const command = start(['ui', '--port', '0', '--no-open', '--json', ...words]);
  const lines = createInterface({ input: command.child.stdout! })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  return { ...command, ...(JSON.parse(value ?? '') as { url: string; pageUrl: string }) };
}

it('serves the page at the address that it prints, until Ctrl-C', async () => {
  const { child, ended, url, pageUrl } = await openUi('--data-dir', await dataDir());
  expect(pageUrl).toBe(url);
  expect(await (await fetch(url)).text()).toContain('<title>rbassist</title>');
  expect((await fetch(`${url}/api/library`)).status).toBe(200);

  const { port } = new URL(url);
  const second = await rbassist('ui', '--port', port, '--no-open', '--data-dir', await dataDir());
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toContain(port);
  expect(second.stderr).toContain('--port');

  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Stopped.') });
});

it('lets other computers in only with a token', async () => {
  const folder = await dataDir();
  const open = await rbassist('ui', '--port', '0', '--host', '0.0.0.0', '--no-open', '--data-dir', folder);
  expect(open.code).toBe(2);
  expect(open.stderr).toContain('--host 0.0.0.0 is not loopback');
  expect(open.stderr).toContain('Set a token');

  const token = 'a secret of sixteen characters';
  const { child, ended, url, pageUrl } = await openUi('--token', token, '--data-dir', folder);
  expect((await fetch(`${url}/api/library`)).status).toBe(401);
  expect((await fetch(`${url}/api/library`, { headers: { 'x-rbassist-token': token } })).status).toBe(200);
  expect(new URL(pageUrl).searchParams.get('token')).toBe(token);
  child.kill('SIGTERM');
  await ended;
});

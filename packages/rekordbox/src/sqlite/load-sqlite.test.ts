import { MissingDependencyError } from '@rbassist/core';
import { expect, test, vi } from 'vitest';

vi.mock('node:sqlite', () => {
  throw new Error('No such built-in module: node:sqlite');
});

test('names the Node that a database needs where node:sqlite is missing', async () => {
  const { loadSqlite } = await import('./load-sqlite.ts');
  const { emitWarning } = process;
  const error: unknown = await loadSqlite().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MissingDependencyError);
  expect(error).toMatchObject({
    message: `Reading a database needs Node 22.13 or later. This is ${process.version}.`,
    remedies: [{ action: 'update-node', version: '22.13' }],
  });
  expect(process.emitWarning).toBe(emitWarning);
});

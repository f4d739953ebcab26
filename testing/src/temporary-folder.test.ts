import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const made: string[] = [];
// hooks run last in, first out, so this one is registered before that of the helper
afterAll(() => expect(made.filter(existsSync)).toEqual([]));
const { temporaryFolder } = await import('./temporary-folder.ts');

describe('temporaryFolder', () => {
  it.each(['one', 'two'])('makes a new folder, which is gone after the tests (%s)', async (name) => {
    const folder = await temporaryFolder(name);
    await writeFile(join(folder, 'file.txt'), 'anything');
    expect(made).not.toContain(folder);
    made.push(folder);
  });
});

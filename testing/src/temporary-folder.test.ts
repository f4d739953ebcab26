import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const made: string[] = [];
// hooks run in reverse order, so this one is registered before the helper's
afterAll(() => expect(made.filter(existsSync)).toEqual([]));
const { temporaryFolder } = await import('./temporary-folder.ts');

describe('temporaryFolder', () => {
  it.each(['one', 'two'])('makes a new folder, which is removed after the tests (%s)', async (name) => {
    const folder = await temporaryFolder(name);
    await writeFile(join(folder, 'file.txt'), 'anything');
    expect(made).not.toContain(folder);
    made.push(folder);
  });
});

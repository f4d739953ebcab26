import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { foldersToScan, outermost } from './scan-scope.ts';

describe('the folders to scan', () => {
  it('are those of the changed files, or the closest ones that still exist', async () => {
    const root = await temporaryFolder('scope');
    await mkdir(join(root, 'a', 'b'), { recursive: true });
    await mkdir(join(root, 'c'));
    const changed = [join(root, 'a', 'b', '1.mp3'), join(root, 'c', 'gone', 'too', '2.mp3'), '/elsewhere/3.mp3'];
    expect(await foldersToScan(changed, [root])).toEqual([join(root, 'a', 'b'), join(root, 'c')]);
    expect(await foldersToScan([...changed, join(root, '4.mp3')], [root])).toEqual([root]);
    expect(await foldersToScan([], [root])).toEqual([]);
  });

  it('are whole watched folders after very many changes', async () => {
    const roots = [await temporaryFolder('one'), await temporaryFolder('two')];
    await mkdir(join(roots[0], 'a'));
    const changed = Array.from({ length: 1001 }, (_, i) => join(roots[0], 'a', `${i}.mp3`));
    expect(await foldersToScan(changed, roots)).toEqual([roots[0]]);
  });
});

it('keeps the outermost folders', () => {
  expect(outermost(['/m/a/b', '/m/a', '/m/ab', '/m/a'])).toEqual(['/m/a', '/m/ab']);
});

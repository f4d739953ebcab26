import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../manifest.ts';
import { readManifest, readManifestFiles } from './manifest.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('manifest');
});

async function write(text: string): Promise<string> {
  const path = join(folder, 'manifest.json');
  await writeFile(path, text);
  return path;
}

describe('readManifest', () => {
  it('resolves files relative to the manifest, ignores other keys, and counts rows without a label', async () => {
    const path = await write(
      '[{"file": "a.ogg", "label": "x", "bpm": 120}, {"file": "/m/b.ogg", "label": "y", "kind": "render"}, {"file": "c.ogg"}]',
    );
    expect(await readManifest(path)).toEqual({
      tracks: [
        { file: join(folder, 'a.ogg'), label: 'x', groups: [], isRecording: true },
        { file: '/m/b.ogg', label: 'y', groups: [], isRecording: false },
      ],
      unlabelled: 1,
    });
    expect(await readManifestFiles(path)).toEqual([join(folder, 'a.ogg'), '/m/b.ogg', join(folder, 'c.ogg')]);
  });

  async function trackOf(row: object, keys = {}) {
    return (await readManifest(await write(JSON.stringify([{ file: '/a.ogg', ...row }])), keys)).tracks[0];
  }

  it('reads the group of a label, and words of a style as the groups of a package', async () => {
    expect(await trackOf({ label: 'x', group: 'dark-folk' })).toMatchObject({ label: 'x', groups: ['dark-folk'] });
    expect(await trackOf({ package: 'p', label: 'metal-electronic-fps' })).toMatchObject({
      label: 'p',
      groups: ['metal', 'electronic'],
    });
    expect(await trackOf({ package: 'p', label: 'x', group: 'y' })).toMatchObject({ label: 'x', groups: ['y'] });
    expect(await trackOf({ package: 'p', label: 'x', style: 'y' }, { label: 'package', group: 'style' })).toMatchObject(
      { label: 'p', groups: ['y'] },
    );
  });

  it('puts tracks into the first of the given groups', async () => {
    const groups = ['metal', 'electronic'];
    const row = { package: 'p', label: 'electronic-metal' };
    expect(await trackOf(row, { groups })).toMatchObject({ groups: ['metal'] });
    expect(await trackOf({ ...row, label: 'folk-metalcore' }, { groups })).toMatchObject({ groups: [] });
    expect(await trackOf({ label: 'x', group: 'electronic' }, { groups })).toMatchObject({ groups: ['electronic'] });
  });

  it('leaves out renders if asked to', async () => {
    const path = await write('[{"file": "a.ogg", "label": "x", "kind": "render"}, {"file": "b.ogg", "label": "x"}]');
    expect((await readManifest(path)).tracks).toHaveLength(2);
    expect((await readManifest(path, { recordings: true })).tracks).toHaveLength(1);
  });

  it('leaves out repeats of a recording', async () => {
    const path = await write('[{"file": "a.ogg", "label": "x"}, {"file": "b.ogg", "label": "x", "dup_of": "a.ogg"}]');
    expect(await readManifest(path)).toMatchObject({ tracks: [{ file: join(folder, 'a.ogg') }], unlabelled: 0 });
  });

  it.each(['', '{}', '[1]', '[{"label": "x"}]', '[{"file": "a.ogg"}]', '[]'])('refuses %j', async (text) => {
    await expect(readManifest(await write(text))).rejects.toThrow(UsageError);
  });

  it('refuses a missing manifest', async () => {
    await expect(readManifest(join(folder, 'none.json'))).rejects.toThrow(/none\.json is not a manifest/);
  });
});

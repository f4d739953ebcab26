import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './test-support.ts';
import { walkAudio } from './walk-audio.ts';

let root: string;
beforeEach(async () => {
  root = await realpath(await temporaryFolder());
});

async function make(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), '');
  }
}

/** Paths below the root in the order given; problems as their kind and path. */
async function walked(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const event of walkAudio(paths.map((path) => join(root, path)))) {
    const path = relative(root, event.path);
    found.push(event.type === 'file' ? path : `${event.error.kind}: ${path}`);
  }
  return found;
}

describe('walkAudio', () => {
  it('gives audio files depth first, names in code-unit order, case of the ending ignored', async () => {
    await make('b/2.mp3', 'b/10.FLAC', 'b/B.ogg', 'b/a.Wav', 'a.aiff', 'c.txt', 'b-side.opus', 'b/é/x.m4a');
    expect(await walked('.')).toEqual([
      'a.aiff',
      'b/10.FLAC',
      'b/2.mp3',
      'b/B.ogg',
      'b/a.Wav',
      'b/é/x.m4a',
      'b-side.opus',
    ]);
  });

  it('passes over hidden files and folders, unless named', async () => {
    await make('.x/a.mp3', '._b.mp3', 'b.mp3', '.hidden.mp3');
    expect(await walked('.')).toEqual(['b.mp3']);
    expect(await walked('.x', '.hidden.mp3')).toEqual(['.x/a.mp3', '.hidden.mp3']);
  });

  it('passes over staged duplicates, unless named', async () => {
    await make('a.mp3', 'staged/rbassist-staged.ndjson', 'staged/b.mp3', 'staged/deeper/c.mp3');
    await symlink(join(root, 'staged'), join(root, 'linked'));
    expect(await walked('.')).toEqual(['a.mp3']);
    expect(await walked('.', 'staged/b.mp3')).toEqual(['a.mp3', 'staged/b.mp3']);
    expect(await walked('staged')).toEqual(['staged/b.mp3', 'staged/deeper/c.mp3']);
  });

  it('gives a file once, however often it is reached', async () => {
    await make('a/1.mp3', 'a/sub/2.mp3');
    expect(await walked('a/sub', 'a', 'a/1.mp3', '.')).toEqual(['a/sub/2.mp3', 'a/1.mp3']);
    expect(await walked('a/1.mp3', 'a/1.mp3', 'a')).toEqual(['a/1.mp3', 'a/sub/2.mp3']);
    await symlink(join(root, 'a/1.mp3'), join(root, 'link.mp3'));
    await symlink(join(root, 'a'), join(root, 'linked'));
    expect(await walked('.')).toEqual(['a/1.mp3', 'a/sub/2.mp3']);
    expect(await walked('link.mp3', 'a')).toEqual(['link.mp3', 'a/sub/2.mp3']);
  });

  it('follows links and ends where they form a loop', async () => {
    await make('music/a.mp3');
    await symlink(root, join(root, 'music/up'));
    await symlink(join(root, 'music'), join(root, 'music/self'));
    expect(await walked('music')).toEqual(['music/a.mp3']);
    await make('elsewhere/b.mp3');
    await symlink(join(root, 'elsewhere'), join(root, 'music/another'));
    expect(await walked('music')).toEqual(['music/a.mp3', 'music/another/b.mp3']);
  });

  it('reports what is missing or not audio, and goes on', async () => {
    await make('a.mp3', 'notes.txt');
    await symlink(join(root, 'gone.mp3'), join(root, 'broken.mp3'));
    expect(await walked('none', 'notes.txt', '.')).toEqual([
      'missing: none',
      'not-audio: notes.txt',
      'a.mp3',
      'missing: broken.mp3',
    ]);
  });

  it('keeps names as the file system spells them', async () => {
    const decomposed = 'Bjo\u0308rk - Jo\u0301ga.mp3';
    await make(decomposed);
    const [found] = await walked('.');
    expect(found.normalize('NFC')).toBe(decomposed.normalize('NFC'));
    expect(await walked(found)).toEqual([found]);
  });

  it('is stopped by its signal', async () => {
    await make('a.mp3', 'b.mp3');
    const controller = new AbortController();
    const reason = new Error('enough');
    const walk = walkAudio([root], { signal: controller.signal });
    expect((await walk.next()).value).toMatchObject({ type: 'file' });
    controller.abort(reason);
    await expect(walk.next()).rejects.toBe(reason);
  });
});

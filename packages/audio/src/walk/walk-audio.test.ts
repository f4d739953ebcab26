import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { mp4Box } from '@rbassist/testing/tags';
import { beforeEach, describe, expect, it } from 'vitest';
import { walkAudio } from './walk-audio.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder();
});

async function make(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), '');
  }
}

/** Returns paths below the root in the order given; problems as kind and path. */
async function walked(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const event of walkAudio(paths.map((path) => join(root, path)))) {
    const path = relative(root, event.path);
    if (event.type !== 'skipped') found.push(event.type === 'file' ? path : `${event.error.kind}: ${path}`);
  }
  return found;
}

/** Returns the reasons and paths of everything that the walk of a folder skips. */
async function skipped(path = '.'): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const event of walkAudio([join(root, path)])) {
    if (event.type === 'skipped') found[relative(root, event.path)] = event.reason;
  }
  return found;
}

describe('walkAudio', () => {
  it('finds audio files depth first, in code-unit order, with the extension in any case', async () => {
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

  it('skips hidden files and folders, unless named', async () => {
    await make('.x/a.mp3', '._b.mp3', 'b.mp3', '.hidden.mp3', '.DS_Store', 'cover.jpg');
    expect(await walked('.')).toEqual(['b.mp3']);
    expect(await walked('.x', '.hidden.mp3')).toEqual(['.x/a.mp3', '.hidden.mp3']);
    expect(await skipped()).toEqual({
      '.x': 'hidden',
      '.hidden.mp3': 'hidden',
      '._b.mp3': 'system',
      '.DS_Store': 'other',
      'cover.jpg': 'other',
    });
  });

  it('finds music whose name begins with dots', async () => {
    const music = [
      '...And Justice for All/...And Justice for All.mp3',
      '...Baby One More Time.mp3',
      '.38 Special - Caught Up in You.mp3',
      '.5.mp3',
    ];
    await make(...music);
    expect(await walked('.')).toEqual(music);
  });

  it.each([
    ...['$RECYCLE.BIN', '$Recycle.Bin', 'RECYCLER', '#recycle', '@Recycle', '@eaDir', '__MACOSX', 'LOST.DIR'],
    ...['System Volume Information', 'lost+found', 'found.000', '$Extend', '.Trash', '.Trash-1000', '.Trashes', '.git'],
    ...['.Spotlight-V100', '.AppleDouble', '.stfolder', '.stversions'],
  ])('skips %s in any case, unless named', async (name) => {
    await make(`a/${name}/deep/x.mp3`, `a/b/${name.toUpperCase()}/y.mp3`, 'a/z.mp3');
    expect(await walked('a')).toEqual(['a/z.mp3']);
    expect(await skipped('a')).toMatchObject({ [`a/${name}`]: 'system', [`a/b/${name.toUpperCase()}`]: 'system' });
    expect(await walked(`a/${name}`)).toEqual([`a/${name}/deep/x.mp3`]);
    await symlink(join(root, `a/${name}`), join(root, 'a/linked'));
    expect(await walked('a')).toEqual(['a/z.mp3']);
  });

  it('does not skip folders with similar names', async () => {
    const music = ['Recycled/1.mp3', 'found.0000/2.mp3', 'lost/3.mp3', 'system/4.mp3'];
    await make(...music);
    expect(await walked('.')).toEqual(music);
  });

  it('skips unfinished downloads, broken links, and special files', async () => {
    await make('a.mp3.part', 'b.mp3.crdownload', 'c.mp3.download/c.mp3', 'd.flac.!qB');
    await symlink(join(root, 'nowhere'), join(root, 'link'));
    await symlink(join(root, 'loop'), join(root, 'loop'));
    expect(await walked('.')).toEqual([]);
    expect(await skipped()).toEqual({
      'a.mp3.part': 'unfinished',
      'b.mp3.crdownload': 'unfinished',
      'c.mp3.download': 'unfinished',
      'd.flac.!qB': 'unfinished',
      link: 'broken-link',
      loop: 'broken-link',
    });
  });

  it.skipIf(process.platform !== 'linux')(
    'skips names that are not UTF-8, and reports a problem for a named one',
    async () => {
      await make('good.mp3', '\ufffd.mp3', 'z.txt');
      const bytes = (name: string) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
      await writeFile(bytes('caf\xe9.mp3'), '');
      await mkdir(bytes('Alb\xfcm'));
      expect(await walked('.')).toEqual(['good.mp3', '\ufffd.mp3']);
      expect(await skipped()).toEqual({ 'Alb\ufffdm': 'bad-name', 'caf\ufffd.mp3': 'bad-name', 'z.txt': 'other' });
      for await (const event of walkAudio([join(root, 'caf\ufffd.mp3')])) {
        expect(event).toMatchObject({ error: { kind: 'unreadable', message: expect.stringContaining('not UTF-8') } });
      }
    },
  );

  it('finds .mp4 files with only sound, and all stem files', async () => {
    const handler = (type: string) =>
      mp4Box('trak', mp4Box('mdia', mp4Box('hdlr', Buffer.alloc(8), Buffer.from(type))));
    const mp4 = (...types: string[]) =>
      Buffer.concat([mp4Box('mdat', Buffer.alloc(9)), mp4Box('moov', ...types.map(handler))]);
    const element = (id: string, ...contents: Uint8Array[]) => {
      const body = Buffer.concat(contents);
      return Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x80 | body.length]), body]);
    };
    const webm = (...types: number[]) => {
      const entries = types.map((type) => element('ae', element('83', Buffer.from([type]))));
      // a stream has an unknown size
      const segment = Buffer.concat([Buffer.from('1853806701ffffffffffffff', 'hex'), element('1654ae6b', ...entries)]);
      return Buffer.concat([element('1a45dfa3', Buffer.alloc(3)), segment]);
    };
    const files = {
      'audio.mp4': mp4('soun'),
      'chapters.MP4': mp4('soun', 'text'),
      'damaged.mp4': Buffer.from('no box'),
      'empty.mp4': Buffer.alloc(0),
      'clip.mkv': '',
      'film.mp4': mp4('vide', 'soun'),
      'film.webm': webm(1, 2),
      'live.webm': webm(2),
      'silent.mp4': mp4('vide'),
      'x.Stem.mp4': mp4('vide', 'soun', 'soun'),
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, name), bytes);
    expect(await walked('.')).toEqual(['audio.mp4', 'chapters.MP4', 'live.webm', 'x.Stem.mp4']);
    expect(await skipped()).toEqual({
      'damaged.mp4': 'video',
      'empty.mp4': 'video',
      'clip.mkv': 'video',
      'film.mp4': 'video',
      'film.webm': 'video',
      'silent.mp4': 'video',
    });
    expect(await walked('.', 'film.mp4', 'audio.mp4')).toEqual([
      'audio.mp4',
      'chapters.MP4',
      'live.webm',
      'x.Stem.mp4',
      'film.mp4',
    ]);
    expect(await walked('film.mp4')).toEqual(['film.mp4']);
  });

  it('keeps names that are hard to print or store', async () => {
    const music = ['a\nb.mp3', 'con.mp3', 'dots....mp3', 'tab\t.mp3', `${'x'.repeat(251)}.mp3`];
    await make(...music);
    expect(await walked('.')).toEqual(music);
  });

  it('skips staged duplicates, unless named', async () => {
    await make('a.mp3', 'staged/rbassist-staged.ndjson', 'staged/b.mp3', 'staged/deeper/c.mp3');
    await symlink(join(root, 'staged'), join(root, 'linked'));
    expect(await walked('.')).toEqual(['a.mp3']);
    expect(await skipped()).toEqual({ linked: 'staged', staged: 'staged' });
    expect(await walked('.', 'staged/b.mp3')).toEqual(['a.mp3', 'staged/b.mp3']);
    expect(await walked('staged')).toEqual(['staged/b.mp3', 'staged/deeper/c.mp3']);
  });

  it('yields a file once, even if it is reached several times', async () => {
    await make('a/1.mp3', 'a/sub/2.mp3');
    expect(await walked('a/sub', 'a', 'a/1.mp3', '.')).toEqual(['a/sub/2.mp3', 'a/1.mp3']);
    expect(await walked('a/1.mp3', 'a/1.mp3', 'a')).toEqual(['a/1.mp3', 'a/sub/2.mp3']);
    await symlink(join(root, 'a/1.mp3'), join(root, 'link.mp3'));
    await symlink(join(root, 'a'), join(root, 'linked'));
    expect(await walked('.')).toEqual(['a/1.mp3', 'a/sub/2.mp3']);
    expect(await walked('link.mp3', 'a')).toEqual(['link.mp3', 'a/sub/2.mp3']);
  });

  it('follows links, and stops at a loop', async () => {
    await make('music/a.mp3');
    await symlink(root, join(root, 'music/up'));
    await symlink(join(root, 'music'), join(root, 'music/self'));
    expect(await walked('music')).toEqual(['music/a.mp3']);
    await make('elsewhere/b.mp3');
    await symlink(join(root, 'elsewhere'), join(root, 'music/another'));
    expect(await walked('music')).toEqual(['music/a.mp3', 'music/another/b.mp3']);
  });

  it('reports missing files and files that are not audio, and continues', async () => {
    await make('a.mp3', 'notes.txt');
    await symlink(join(root, 'gone.mp3'), join(root, 'broken.mp3'));
    expect(await walked('none', 'notes.txt', '.')).toEqual([
      'missing: none',
      'not-audio: notes.txt',
      'a.mp3',
      'missing: broken.mp3',
    ]);
  });

  it('keeps the file system’s spelling of names', async () => {
    const decomposed = 'Bjo\u0308rk - Jo\u0301ga.mp3';
    await make(decomposed);
    const [found] = await walked('.');
    expect(found.normalize('NFC')).toBe(decomposed.normalize('NFC'));
    expect(await walked(found)).toEqual([found]);
  });

  it('stops after an abort', async () => {
    await make('a.mp3', 'b.mp3');
    const controller = new AbortController();
    const reason = new Error('enough');
    const walk = walkAudio([root], { signal: controller.signal });
    expect((await walk.next()).value).toMatchObject({ type: 'file' });
    controller.abort(reason);
    await expect(walk.next()).rejects.toBe(reason);
  });
});

import { spawnSync } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { hashAudioStream } from '../audio-hash/hash-audio-stream.ts';
import { parseMetadata } from '../formats/parse-metadata.ts';
import { sniffFormat } from '../formats/sniff-format.ts';
import {
  allPlanes,
  ffmpegOnly,
  fixture,
  fixtureCopy,
  OWN_DECODERS,
  otherTags,
  TAGGABLE_FIXTURES,
  temporaryFile,
} from '../test-support.ts';
import { readTags } from './read-tags.ts';
import type { ReplayGain } from './replay-gain.ts';
import { taggedFiles } from './test-files.ts';
import { COVER, unsynchronised, vorbisComments, withOpusComments } from './test-tags.ts';
import { writeReplayGain } from './write-replay-gain.ts';

const GAIN: ReplayGain = { loudnessLufs: -7.79, truePeakDb: 1.25, targetLufs: -11 };
const RG = {
  REPLAYGAIN_TRACK_GAIN: '-3.21 dB',
  REPLAYGAIN_TRACK_PEAK: '1.154782',
  REPLAYGAIN_REFERENCE_LOUDNESS: '-11.00 LUFS',
};

async function gainTags(path: string): Promise<Record<string, unknown>> {
  const { native } = await parseMetadata(path, await sniffFormat(path));
  const found = Object.values(native)
    .flat()
    .map(({ id, value }) => [id.split(':').at(-1)?.toUpperCase() ?? '', value] as const)
    .filter(([id]) => /^(REPLAYGAIN|R128)_/.test(id));
  return Object.fromEntries(found);
}

/** Returns the value of a field. It follows the field's name in all tags except those of MP4. */
function valueBehind(bytes: Buffer, field: string): string | undefined {
  const text = bytes.toString('latin1');
  return new RegExp(`${field}(?:[=\\0]|.{4}data.{8})([ -~]+(?:dB|LUFS)|[\\d.]+)`, 's').exec(text)?.[1];
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const)),
  );
}

describe('writeReplayGain', () => {
  it.each(TAGGABLE_FIXTURES)('tags %s without changing its audio or anything else', async (name) => {
    const path = await fixtureCopy(name, `Zoë ${name}`);
    await chmod(path, 0o640);
    await utimes(path, 1.2e9, 1.3e9);
    const decoders = (await ffmpegOnly()) ?? OWN_DECODERS;
    const format = await sniffFormat(path);
    const before = {
      tags: await otherTags(path, format),
      read: await readTags(path),
      print: await hashAudioStream(path, format),
    };
    const sound = await allPlanes(path, { decoders }).catch((error: TrackError) => error.kind);

    expect(await writeReplayGain(path, GAIN)).toBe(true);
    expect(await gainTags(path)).toEqual(format === 'ogg-opus' ? { R128_TRACK_GAIN: '-3894' } : RG);
    expect(await hashAudioStream(path, format)).toBe(before.print);
    expect(await otherTags(path, format)).toEqual(before.tags);
    const { bitrate: _, ...read } = await readTags(path);
    expect(before.read).toMatchObject(read);
    const after = await allPlanes(path, { decoders }).catch((error: TrackError) => error.kind);
    if (typeof sound === 'string' || typeof after === 'string') expect(after).toEqual(sound);
    else expect(after.planes).toEqual(sound.planes);

    const { mode, mtimeMs } = await stat(path);
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o640);
    expect(mtimeMs).toBe(1.3e12);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('does not change a file with the same tags, or any file in a dry run', async () => {
    for (const name of ['tagged.mp3', 'tagged.m4a', 'opus.opus', 'info.wav']) {
      const path = await fixtureCopy(name);
      expect(await writeReplayGain(path, GAIN, { dryRun: true })).toBe(true);
      expect(await readFile(path)).toEqual(await readFile(fixture(name)));
      await writeReplayGain(path, GAIN);
      const { ino, ctimeMs } = await stat(path);
      expect(await writeReplayGain(path, GAIN)).toBe(false);
      expect(await stat(path)).toMatchObject({ ino, ctimeMs });
      expect(await writeReplayGain(path, { ...GAIN, loudnessLufs: -9 })).toBe(true);
    }
  });

  it.each(Object.entries(taggedFiles()))('keeps everything else in the tags of %s', async (name, bytes) => {
    const path = await temporaryFile(name, bytes);
    const format = await sniffFormat(path);
    // music-metadata can't read all of them
    const seen = () => otherTags(path, format).catch(() => undefined);
    const before = await seen();
    expect(await writeReplayGain(path, GAIN)).toBe(true);
    expect(await seen()).toEqual(before);
    const after = await readFile(path);
    for (const [field, value] of Object.entries(RG)) expect(valueBehind(after, field)).toBe(value);
    // data of DJ programs and covers are unchanged
    expect(after.includes(COVER) || after.includes(unsynchronised(COVER))).toBe(name !== 'ape-alone.mp3');
    expect(after.includes('+4.00 dB')).toBe(false);
  });

  it('removes the ReplayGain of an Opus file, because players would also apply it', async () => {
    const comments = vorbisComments('TITLE=Na', 'replaygain_track_gain=+4.00 dB');
    const path = await temporaryFile('gain.opus', withOpusComments(await readFile(fixture('opus.opus')), comments));
    await writeReplayGain(path, { ...GAIN, loudnessLufs: -200 });
    expect(await gainTags(path)).toEqual({ R128_TRACK_GAIN: '32767' });
  });

  it.skipIf(process.platform === 'win32')('writes through a link', async () => {
    const path = await fixtureCopy('cbr.mp3');
    const link = join(await temporaryFolder(), 'link.mp3');
    await symlink(path, link);
    await writeReplayGain(link, GAIN);
    expect(await readlink(link)).toBe(path);
    expect(await gainTags(path)).toMatchObject({ REPLAYGAIN_TRACK_GAIN: '-3.21 dB' });
    expect(await readdir(dirname(link))).toEqual(['link.mp3']);
  });

  it('copes with the longest names and deep folders', async () => {
    let folder = await temporaryFolder();
    for (let depth = 0; depth < 8; depth++) folder = join(folder, '曲'.repeat(60));
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${'é'.repeat(125)}.mp3`);
    await copyFile(fixture('cbr.mp3'), path);
    expect(await writeReplayGain(path, GAIN)).toBe(true);
    expect(await readdir(folder)).toEqual([basename(path)]);
  });
});

describe('files that cannot be tagged', () => {
  async function expectRefusal(path: string, kind: string, words: RegExp): Promise<void> {
    const before = await contents(dirname(path));
    const error = await writeReplayGain(path, GAIN).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TrackError);
    expect(error).toMatchObject({ kind, path, message: expect.stringContaining(path) });
    expect((error as TrackError).message).toMatch(words);
    expect(await contents(dirname(path))).toEqual(before);
  }

  it('include a format that cannot be tagged safely; the file stays as it is', async () => {
    await expectRefusal(await fixtureCopy('wma.wma'), 'unwritable', /asf files/);
  });

  it('include files that are not audio, damaged, or missing', async () => {
    await expectRefusal(await temporaryFile('text.mp3', 'this is no music\n'.repeat(500)), 'not-audio', /text/);
    await expectRefusal(await temporaryFile('empty.flac', ''), 'not-audio', /empty/);
    const path = await fixtureCopy('opus.opus');
    const bytes = await readFile(path);
    bytes.write('Nothing', bytes.lastIndexOf('OggS', bytes.lastIndexOf('OggS') - 1));
    await writeFile(path, bytes);
    await expectRefusal(path, 'corrupt', /damaged/);
    await expect(writeReplayGain(join(await temporaryFolder(), 'none.mp3'), GAIN)).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  it('include a read-only file', async () => {
    const path = await fixtureCopy('cbr.mp3');
    await chmod(path, 0o444);
    await expectRefusal(path, 'unwritable', /read-only/);
  });

  // root may write anywhere
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'include a file in a folder that cannot be written to',
    async () => {
      const path = await fixtureCopy('cbr.mp3');
      await chmod(dirname(path), 0o555);
      await expectRefusal(path, 'unwritable', /permission is denied/);
      await chmod(dirname(path), 0o755);
      expect(await readdir(dirname(path))).toEqual(['cbr.mp3']);
    },
  );

  it.skipIf(process.platform === 'win32')('include a file whose copy does not fit on the disk', async () => {
    const path = await fixtureCopy('cbr.mp3');
    // a limit of 20 KB per file stands for a full disk: the copy stops half-way
    const said = tagWithin(path, 'ulimit -f 40;');
    expect(said).toMatch(/^unwritable: .*cbr\.mp3 cannot be tagged: /);
    expect(await readFile(path)).toEqual(await readFile(fixture('cbr.mp3')));
    expect(await readdir(dirname(path))).toEqual(['cbr.mp3']);
  });

  it.skipIf(process.platform === 'win32')('include a file whose copy fits, but not with its tags', async () => {
    const path = await fixtureCopy('cbr.mp3');
    // 30 740 bytes and 134 of tags: a limit of 61 blocks is between both once the copy has 430 bytes more
    const bytes = Buffer.concat([await readFile(path), Buffer.alloc(430)]);
    await writeFile(path, bytes);
    const said = tagWithin(path, 'ulimit -f 61;');
    expect(said).toMatch(/^unwritable: .*cbr\.mp3 cannot be tagged: the system does not allow a file this large/);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await readdir(dirname(path))).toEqual(['cbr.mp3']);
  });
});

/** Tags a file in its own process, under a shell's limits. Returns the error. */
function tagWithin(path: string, limits: string): string {
  const module = new URL('../../dist/index.js', import.meta.url).href;
  const code = `import { writeReplayGain } from ${JSON.stringify(module)};
    await writeReplayGain(process.argv[1], ${JSON.stringify(GAIN)})
      .then(() => console.log('tagged'), (error) => console.log(error.code + ': ' + error.message));`;
  const command = `${limits} exec "$0" --input-type=module -e "$1" "$2"`;
  return spawnSync('sh', ['-c', command, process.execPath, code, path], { encoding: 'utf8' }).stdout;
}

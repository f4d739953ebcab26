import { openAsBlob } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OptionError, TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeAudio } from '../decoders/decode-audio.ts';
import { readTags } from '../tags/read-tags.ts';
import { ffmpegOnly, fixture, OWN_DECODERS } from '../test-support.ts';
import type { AudioInput } from './audio-input.ts';

const NAME = 'the audio data';
const options = { sampleRate: 22050, decoders: OWN_DECODERS };

/** Yields the bytes of a file in small chunks. Fails at the end if an error is given. */
function chunked(bytes: Uint8Array, failure?: Error): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (failure && at > bytes.length / 2) return controller.error(failure);
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 1000));
      at += 1000;
    },
  });
}

function failureOf(input: unknown, signal?: AbortSignal): Promise<unknown> {
  return decodeAudio(input as AudioInput, { ...options, signal }).then(
    () => 'decoded',
    (error: unknown) => error,
  );
}

describe('audio as a path, a URL or bytes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
  });
  afterEach(async () => {
    const left = await readdir(folder).catch(() => []);
    vi.unstubAllEnvs();
    expect(left).toEqual([]);
  });

  it.each([
    'cbr.mp3',
    'no-xing.mp3',
    'flac.flac',
    'flac.ogg',
    'vorbis.ogg',
    'opus.opus',
    'plain.aiff',
    'extensible-24.wav',
  ])('%s gives identical samples', async (name) => {
    const path = fixture(name);
    const bytes = await readFile(path);
    const expected = await decodeAudio(path, options);
    const padded = new Uint8Array([0, ...bytes, 0]);
    const inputs: Record<string, AudioInput> = {
      url: pathToFileURL(path),
      buffer: bytes,
      view: padded.subarray(1, -1),
      blob: new Blob([bytes]),
      file: new File([bytes], 'Artist - Title.wav'),
      fileBackedBlob: await openAsBlob(path),
      stream: chunked(bytes),
      body: new Response(bytes).body as ReadableStream<Uint8Array>,
    };
    for (const [kind, input] of Object.entries(inputs)) {
      expect(await decodeAudio(input, options), kind).toEqual(expected);
    }
  });

  it('decodes a part', async () => {
    const part = { ...options, startS: 1, durationS: 0.5 };
    const bytes = await readFile(fixture('cbr.mp3'));
    expect(await decodeAudio(bytes, part)).toEqual(await decodeAudio(fixture('cbr.mp3'), part));
  });

  it.for(['alac.m4a', 'adts.aac', 'wma.wma', 'vbr.mp3'])('%s through ffmpeg too', async (name, { skip }) => {
    const decoders = await ffmpegOnly();
    if (!decoders) return skip('needs ffmpeg');
    const bytes = await readFile(fixture(name));
    const expected = await decodeAudio(fixture(name), { ...options, decoders });
    expect(await decodeAudio(new Blob([bytes]), { ...options, decoders })).toEqual(expected);
  });

  it('reads the same tags, except those in the name, because bytes have none', async () => {
    for (const name of ['tagged.mp3', 'tagged.flac', 'tagged.m4a', 'tagged.ogg', 'info.wav', 'wma.wma']) {
      const bytes = await readFile(fixture(name));
      const { title, ...expected } = await readTags(fixture(name));
      for (const input of [bytes, new Blob([bytes]), chunked(bytes)]) {
        const { title: ownTitle, ...tags } = await readTags(input);
        expect(tags, name).toEqual(expected);
        expect(ownTitle).toBe(title === 'wma' ? undefined : title);
      }
      expect(await readTags(pathToFileURL(fixture(name)))).toEqual({ title, ...expected });
    }
    expect(await readTags(Buffer.from('Dear diary,'))).toEqual({});
    await expect(readTags(new URL('https://example.com/a.mp3'))).rejects.toBeInstanceOf(OptionError);
  });

  it.each([
    ['an empty array', new Uint8Array(0), 'not-audio', 'The audio data is empty.'],
    ['an empty stream', chunked(new Uint8Array(0)), 'not-audio', 'The audio data is empty.'],
    [
      'a text',
      new Blob(['Dear diary, no music today.\n'.repeat(90)]),
      'not-audio',
      /^The audio data .*looks like text/,
    ],
    ['a header alone', Buffer.from('RIFF\x24\0\0\0WAVE'), 'corrupt', /^The audio data is a WAV file without samples/],
  ] as const)('%s is a classed error that names the audio data', async (_, input, kind, message) => {
    const error = await failureOf(input);
    expect(error).toBeInstanceOf(TrackError);
    expect(error).toMatchObject({ kind, path: NAME, message: expect.stringMatching(message) });
    expect(String(error)).not.toContain(folder);
  });

  it('names the audio data in errors of decoding too', async () => {
    const bytes = await readFile(fixture('cbr.mp3'));
    const needsFfmpeg = await failureOf(await readFile(fixture('aac.m4a')));
    expect(needsFfmpeg).toMatchObject({ kind: 'unreadable', path: NAME, message: expect.stringMatching(/^The audio/) });
    await expect(decodeAudio(bytes, { ...options, startS: 60 })).rejects.toMatchObject({
      kind: 'too-short',
      path: NAME,
      message: 'The audio data ends before 60 s.',
    });
  });

  it('a stream that fails half-way is unreadable, with its own error as the cause', async () => {
    const failure = new Error('connection reset');
    const error = await failureOf(chunked(await readFile(fixture('cbr.mp3')), failure));
    expect(error).toBeInstanceOf(TrackError);
    expect(error).toMatchObject({
      kind: 'unreadable',
      path: NAME,
      cause: failure,
      message: 'The audio data cannot be read: connection reset',
    });
  });

  it('an abort ends it with its reason, and cancels the stream', async () => {
    const reason = new Error('enough');
    const bytes = await readFile(fixture('cbr.mp3'));
    for (const input of [fixture('cbr.mp3'), bytes, new Blob([bytes])]) {
      expect(await failureOf(input, AbortSignal.abort(reason))).toBe(reason);
    }
    const controller = new AbortController();
    const cancelled = vi.fn();
    const stalled = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(bytes.subarray(0, 1000)),
      cancel: cancelled,
    });
    const failure = failureOf(stalled, controller.signal);
    setTimeout(() => controller.abort(reason), 20);
    expect(await failure).toBe(reason);
    expect(cancelled).toHaveBeenCalledWith(reason);
    expect(await failureOf(new ReadableStream(), AbortSignal.timeout(20))).toMatchObject({
      kind: 'timeout',
      path: NAME,
    });
  });

  it('a temporary folder that cannot be written is a classed error, and cancels the stream', async () => {
    await rm(folder, { recursive: true });
    const cancelled = vi.fn();
    const stream = new ReadableStream<Uint8Array>({ cancel: cancelled });
    expect(await failureOf(stream)).toMatchObject({ kind: 'unwritable', path: NAME, cause: { code: 'ENOENT' } });
    expect(cancelled).toHaveBeenCalled();
  });

  it.each([
    [7, /a value of type number/],
    [null, /not null/],
    [undefined, /not undefined/],
    [true, /a value of type boolean/],
    [['a.mp3'], /an array/],
    [{ path: 'a.mp3' }, /a value of type object/],
    [new ArrayBuffer(8), /a value of type object/],
    ['https://example.com/a.mp3', /Fetch it and pass the body/],
    [new URL('http://example.com/a.mp3'), /Fetch it and pass the body/],
    [new URL('data:audio/wav;base64,UklGRg=='), /not a data: URL/],
    [new URL('file://elsewhere/%2Fa.mp3'), /is not the URL of a local file/],
  ])('%s is an OptionError', async (input, message) => {
    const error = await failureOf(input);
    expect(error).toBeInstanceOf(OptionError);
    expect(error).toMatchObject({ code: 'option', message: expect.stringMatching(message) });
  });

  it('a stream of text and a locked stream are OptionErrors', async () => {
    const cancelled = vi.fn();
    const text = new ReadableStream({ start: (stream) => stream.enqueue('RIFF'), cancel: cancelled });
    expect(await failureOf(text)).toBeInstanceOf(OptionError);
    expect(cancelled).toHaveBeenCalled();
    const locked = chunked(new Uint8Array(10));
    locked.getReader();
    expect(await failureOf(locked)).toMatchObject({ code: 'option', message: expect.stringMatching(/locked/) });
  });

  it.skipIf(process.platform === 'win32')('no other user can read the temporary copy', async () => {
    const modes: number[] = [];
    const stream = chunked(await readFile(fixture('cbr.mp3')));
    const spy: typeof OWN_DECODERS = OWN_DECODERS.map((decoder) => ({
      ...decoder,
      async decode(path, request) {
        for (const each of [path, join(path, '..')]) {
          const file = await open(each);
          modes.push((await file.stat()).mode & 0o777);
          await file.close();
        }
        return decoder.decode(path, request);
      },
    }));
    await decodeAudio(stream, { ...options, decoders: spy });
    expect(modes).toEqual([0o600, 0o700]);
  });
});

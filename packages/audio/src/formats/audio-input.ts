import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorMessage, OptionError, TrackError } from '@rbassist/core';
import { throwIfStopped } from '../track-errors.ts';

/** Audio to read: a path, a `file:` URL, or the bytes of an audio file. A stream is read to its end, or cancelled. */
export type AudioInput = string | URL | Uint8Array | Blob | ReadableStream<Uint8Array>;

export interface InputFile {
  path: string;
  temporary: boolean;
}

const IN_MEMORY = 'the audio data';
const EXPECTED = 'The audio must be a path, a file: URL, a Uint8Array, a Blob or a ReadableStream of bytes';

/**
 * Bytes go to a private temporary file, removed when `use` settles. Throws OptionError for any other input; TrackError
 * `unreadable` if a stream fails, `unwritable` if the temporary folder cannot take the bytes.
 */
export async function withInputFile<T>(
  input: AudioInput,
  signal: AbortSignal | undefined,
  use: (file: InputFile) => Promise<T>,
): Promise<T> {
  const source = sourceOf(input);
  if (typeof source === 'string') return use({ path: source, temporary: false });
  const reader = source.getReader();
  // ends the wait for a stalled stream
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener('abort', cancel, { once: true });
  let folder: string | undefined;
  try {
    throwIfStopped(signal, IN_MEMORY);
    folder = await mkdtemp(join(tmpdir(), 'rbassist-')).catch(cannotSave);
    const path = join(folder, 'audio');
    await save(reader, path, signal);
    return await use({ path, temporary: true }).catch((error: unknown) => {
      throw withoutPath(error, path);
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function sourceOf(input: unknown): string | ReadableStream<Uint8Array> {
  if (typeof input === 'string') {
    if (/^https?:\/\//i.test(input)) throw notLocal(input);
    return input;
  }
  if (input instanceof URL) return pathOf(input);
  if (input instanceof Blob) return input.stream();
  if (input instanceof Uint8Array) {
    return new ReadableStream({
      start(controller) {
        controller.enqueue(input);
        controller.close();
      },
    });
  }
  if (!(input instanceof ReadableStream)) throw new OptionError(`${EXPECTED}, not ${kindOf(input)}.`);
  if (input.locked) throw new OptionError('The audio stream is locked: something else is already reading it.');
  return input;
}

function pathOf(url: URL): string {
  if (url.protocol === 'http:' || url.protocol === 'https:') throw notLocal(url.href);
  if (url.protocol !== 'file:') throw new OptionError(`${EXPECTED}, not a ${url.protocol} URL.`);
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new OptionError(`${url.href} is not the URL of a local file: ${errorMessage(cause)}`, { cause });
  }
}

function notLocal(url: string): OptionError {
  return new OptionError(`${url} is not a local file. Fetch it and pass the body of the response.`);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

async function save(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch(cannotSave);
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((cause: unknown) => cannotRead(cause, signal));
      throwIfStopped(signal, IN_MEMORY);
      if (done) return;
      if (!(value instanceof Uint8Array)) {
        throw new OptionError(`An audio stream must contain Uint8Array chunks, not ${kindOf(value)}.`);
      }
      await file.writeFile(value).catch(cannotSave);
    }
  } finally {
    await file.close();
  }
}

function cannotRead(cause: unknown, signal: AbortSignal | undefined): never {
  throwIfStopped(signal, IN_MEMORY);
  throw new TrackError('unreadable', IN_MEMORY, `The audio data cannot be read: ${errorMessage(cause)}`, { cause });
}

function cannotSave(cause: unknown): never {
  throw new TrackError(
    'unwritable',
    IN_MEMORY,
    `The audio data cannot be saved in the temporary folder: ${errorMessage(cause)}. Free some space in ${tmpdir()}.`,
    { cause },
  );
}

function withoutPath(error: unknown, path: string): unknown {
  if (!(error instanceof TrackError)) return error;
  const { kind, message, cause, remedies } = error;
  const rest = message.startsWith(path) ? `The audio data${message.slice(path.length)}` : message;
  return new TrackError(kind, IN_MEMORY, rest.replaceAll(path, IN_MEMORY), { cause, remedies });
}

import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';
import { FileKindError } from './file-kind-error.ts';

/** Flags that open a pipe without waiting for its writer. Windows has no such flag. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file of up to `maxBytes` bytes. Refuses a pipe, which could wait forever, and a device.
 *
 * @throws {FileKindError} for a folder, a pipe, a socket, a device, or a larger file; the system's error (`ENOENT`, …).
 */
export async function openRegularFile(path: string, maxBytes: number): Promise<FileHandle> {
  const handle = await open(path, READ_AT_ONCE).catch((error) => {
    throw openError(path, error);
  });
  try {
    requireRegular(path, await handle.stat(), maxBytes);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Opens a file as {@link openRegularFile} does, and returns its descriptor. */
export function openRegularFileSync(path: string, maxBytes: number): number {
  const descriptor = openAtOnce(path);
  try {
    requireRegular(path, fstatSync(descriptor), maxBytes);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Reads a whole file. Throws as {@link openRegularFile}. */
export async function readRegularFile(path: string, maxBytes: number): Promise<Buffer> {
  const handle = await openRegularFile(path, maxBytes);
  try {
    const bytes = Buffer.allocUnsafe((await handle.stat()).size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/**
 * Reads a whole file as {@link readRegularFile} does, synchronously.
 *
 * @param scratch Where to put the bytes, if they fit. Many small files are read faster so.
 */
export function readRegularFileSync(path: string, maxBytes: number, scratch?: Buffer): Buffer {
  const descriptor = openAtOnce(path);
  try {
    const stats = fstatSync(descriptor);
    requireRegular(path, stats, maxBytes);
    const fits = scratch !== undefined && stats.size <= scratch.length;
    const bytes = fits ? scratch.subarray(0, stats.size) : Buffer.allocUnsafe(stats.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function openAtOnce(path: string): number {
  try {
    return openSync(path, READ_AT_ONCE);
  } catch (error) {
    throw openError(path, error);
  }
}

/** Translates the system's "no such device" for a socket. */
function openError(path: string, error: unknown): unknown {
  return systemErrorCode(error) === 'ENXIO' ? notRegular(path) : error;
}

function notRegular(path: string): FileKindError {
  return new FileKindError('ENOTREGULAR', path, 'is not a regular file');
}

function requireRegular(path: string, stats: Stats, maxBytes: number): void {
  if (stats.isDirectory()) throw new FileKindError('EISDIR', path, 'is a folder');
  if (!stats.isFile()) throw notRegular(path);
  if (stats.size > maxBytes) {
    throw new FileKindError('ETOOLARGE', path, `has ${stats.size} bytes, more than the maximum of ${maxBytes}`);
  }
}

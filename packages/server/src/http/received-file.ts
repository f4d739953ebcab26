import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { OptionError } from '@rbassist/core';

/** Addresses that take a file as their body, which may be far larger than others. */
export const FILE_ADDRESSES: ReadonlySet<string> = new Set(['/api/imports/xml', '/api/exports/merged-xml']);
/** Bytes of the largest one. The XML file of 50,000 tracks has about 91 MB. */
export const LARGEST_FILE = 300_000_000;

/**
 * Stores the body of a request as a temporary file, at the client's speed, and removes it after the work.
 *
 * @throws {OptionError} for a request without a body.
 */
export async function withReceivedFile<Result>(
  body: globalThis.ReadableStream | null,
  name: string,
  work: (file: string, folder: string) => Promise<Result>,
): Promise<Result> {
  if (body === null) throw new OptionError('The body of the request is empty. Send the file as the body.');
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-received-'));
  try {
    const file = join(folder, name);
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(file));
    return await work(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

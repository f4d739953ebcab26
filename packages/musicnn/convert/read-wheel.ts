import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** SHA-256 of musicnn-0.1.0-py3-none-any.whl on PyPI. */
const WHEEL_SHA256 = 'f38a4890c648c1ddbb141c5d96d2b0a8cfcd36746002d896989f7b88beb65cfa';

/** Reads files of the published wheel, by their paths in it. Throws if the wheel is another one. */
export async function readWheel(path: string, names: readonly string[]): Promise<Buffer[]> {
  const bytes = await readFile(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== WHEEL_SHA256) {
    throw new Error(`${path} has the SHA-256 ${digest}, not ${WHEEL_SHA256}. Download musicnn 0.1.0 from PyPI.`);
  }
  const zip = await fromBufferPromise(bytes);
  const found = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (!names.includes(entry.fileName)) continue;
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return names.map((name) => {
    const contents = found.get(name);
    if (!contents) throw new Error(`${path} lacks ${name}.`);
    return contents;
  });
}

// vitest runs this before each test file
import { afterAll, expect, vi } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

// a million samples take vitest seconds; if this finds no equality, vitest shows the difference
expect.addEqualityTesters([(a: unknown, b: unknown) => (haveSameBytes(a, b) ? true : undefined)]);

// quick files share a process, so each leaves it as it was
const STREAMS = [process.stdout, process.stderr];
const PROPERTIES = ['isTTY', 'columns'] as const;
const before = STREAMS.map((stream) => PROPERTIES.map((name) => Object.getOwnPropertyDescriptor(stream, name)));

afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const [i, stream] of STREAMS.entries()) {
    for (const [k, name] of PROPERTIES.entries()) {
      Reflect.deleteProperty(stream, name);
      const descriptor = before[i][k];
      if (descriptor) Object.defineProperty(stream, name, descriptor);
    }
  }
  await removeTemporaryFolders();
});

function haveSameBytes(a: unknown, b: unknown): boolean {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return false;
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

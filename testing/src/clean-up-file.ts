import { afterAll, vi } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

// vitest runs this before each test file; quick files share a process, so each must leave it as it was

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

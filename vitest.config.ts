import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'benchmarks/src/**/*.test.ts',
      'testing/src/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    // a model that this machine's owner pulled must not become the one that tests scan with
    env: { HF_HOME: join(tmpdir(), 'rbassist-tests-have-no-models'), HF_HUB_CACHE: '' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

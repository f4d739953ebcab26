import { defineConfig } from 'tsup';
import { buildOptions } from '../../tsup.base.ts';

export default defineConfig(
  buildOptions(['src/index.ts', 'src/track-worker.ts', 'src/normalize-worker.ts', 'src/fingerprint-worker.ts']),
);

import { defineConfig } from 'tsup';
import { buildOptions } from '../../tsup.base.ts';

// tsup keeps only dependencies and peers out of the bundle, and a native module can't be in it
export default defineConfig({ ...buildOptions(), external: ['hnswlib-node'] });

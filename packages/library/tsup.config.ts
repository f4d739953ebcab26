import { defineConfig } from 'tsup';
import { buildOptions } from '../../tsup.base.ts';

export default defineConfig(
  buildOptions([
    'src/index.ts',
    'src/scan/track-worker.ts',
    'src/normalize/normalize-worker.ts',
    'src/duplicates/fingerprint-worker.ts',
    'src/waveforms/waveform-worker.ts',
  ]),
);

import { describe, expect, it } from 'vitest';
import { unusedModelFlags } from './embedding-flags.ts';

describe('unusedModelFlags', () => {
  it('names the flags that the built-in model ignores', () => {
    expect(unusedModelFlags('spectral-v1', { device: 'cpu', layer: 3 })).toBe(
      '--layer has no effect with spectral-v1; it is for models from files, such as MERT.',
    );
    expect(unusedModelFlags('spectral-v1', { windows: 'chunks', layer: 3, batchSize: 2 })).toBe(
      '--windows, --layer and --batch-size have no effect with spectral-v1; they are for models from files, such as MERT.',
    );
  });

  it('says nothing if there are none, or for another model', () => {
    expect(unusedModelFlags('spectral-v1', { device: 'auto', windows: undefined })).toBeUndefined();
    expect(unusedModelFlags('m-a-p/MERT-v1-95M', { windows: 'chunks', layer: 3 })).toBeUndefined();
  });
});

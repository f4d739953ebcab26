import { readFileSync } from 'node:fs';
import { FileFormatError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { parseMertConfig, receptiveField } from './mert-config.ts';

const FIXTURE = new URL('../../../../tests/fixtures/mert/post-ln/', import.meta.url);
const config = JSON.parse(readFileSync(new URL('config.json', FIXTURE), 'utf8'));
const preprocessor = JSON.parse(readFileSync(new URL('preprocessor_config.json', FIXTURE), 'utf8'));
const parse = (change: object, listening: object = {}) =>
  parseMertConfig({ ...config, ...change }, { ...preprocessor, ...listening }, 'config.json');

describe('parseMertConfig', () => {
  it('reads the geometry of MERT-v1', () => {
    const parsed = parse({});
    expect(parsed).toMatchObject({
      layers: 3,
      heads: 4,
      featureNorm: 'group',
      normalizeInput: true,
      sampleRate: 24_000,
    });
    expect(receptiveField(parsed)).toBe(400);
  });

  it.each([
    [{ feature_extractor_cqt: true }, /CQT/],
    [{ conv_pos_batch_norm: true }, /batch norm/],
    [{ hidden_act: 'relu' }, /"hidden_act" is "relu"/],
    [{ feat_extract_norm: 'batch' }, /feat_extract_norm/],
    [{ deepnorm: true, do_stable_layer_norm: true }, /exclude/],
    [{ num_hidden_layers: 1e9 }, /num_hidden_layers/],
    [{ num_hidden_layers: 2.5 }, /num_hidden_layers/],
    [{ hidden_size: undefined }, /hidden_size/],
    [{ num_attention_heads: 5 }, /multiple/],
    [{ num_conv_pos_embedding_groups: 5 }, /multiple/],
    [{ conv_stride: [5, 2] }, /equally long/],
    [{ conv_kernel: [10, 3, 3, 3, 3, 2, 0] }, /equally long/],
    [{ layer_norm_eps: 0 }, /layer_norm_eps/],
    [{ do_stable_layer_norm: 'yes' }, /boolean/],
  ])('%j is refused', (change, message) => {
    expect(() => parse(change)).toThrow(message);
    expect(() => parse(change)).toThrow(FileFormatError);
  });

  it('refuses a preprocessor without a required setting', () => {
    expect(() => parse({}, { do_normalize: undefined })).toThrow(/do_normalize/);
    expect(() => parse({}, { sampling_rate: '24 kHz' })).toThrow(/sampling_rate/);
    expect(() => parseMertConfig(config, null, 'config.json')).toThrow(FileFormatError);
    expect(() => parseMertConfig([], preprocessor, 'config.json')).toThrow(FileFormatError);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeMachine } from './describe-machine.ts';

afterEach(() => vi.unstubAllEnvs());

describe('describeMachine', () => {
  it('lists the parts that every machine has', async () => {
    const { node, decoders, engines, models, modelsError } = await describeMachine();
    expect(node).toBe(process.version);
    expect(decoders.find(({ name }) => name === 'mpg123-decoder')).toMatchObject({ available: true, formats: ['mp3'] });
    expect(engines[0]).toMatchObject({ name: 'exact', available: true });
    expect(models).toEqual([]);
    expect(modelsError).toBeUndefined();
  });

  it('gives the remedies of missing parts as data', async () => {
    const folder = await temporaryFolder('machine');
    const file = join(folder, 'file');
    await writeFile(file, '');
    vi.stubEnv('RBASSIST_FFMPEG', join(folder, 'no-ffmpeg'));
    vi.stubEnv('HF_HUB_CACHE', file);
    const { decoders, models, modelsError } = await describeMachine();
    expect(decoders.find(({ name }) => name === 'ffmpeg')).toMatchObject({
      available: false,
      reason: expect.stringContaining('no-ffmpeg'),
      remedies: [{ action: 'install-program', program: 'ffmpeg', command: expect.stringContaining('install') }],
    });
    expect(models).toEqual([]);
    expect(modelsError).toMatchObject({ code: 'model-cache', path: file });
    expect(modelsError?.remedies.map(({ action }) => action)).toContain('choose-model-cache');
  });
});

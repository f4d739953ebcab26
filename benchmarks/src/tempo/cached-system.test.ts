import { rm } from 'node:fs/promises';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { cachedSystem } from './cached-system.ts';

describe('cachedSystem', () => {
  it('analyses a track once, and a new track later', async () => {
    const folder = await temporaryFolder('answers');
    const found: string[] = [];
    const start = async () => ({
      name: 'peer',
      async analyze({ file }: { file: string }) {
        found.push(file);
        return { bpm: file.length, seconds: 1, cpuSeconds: null };
      },
      async close() {},
    });
    try {
      for (const files of [['a', 'bb'], ['bb', 'a', 'ccc'], ['ccc']]) {
        const system = await cachedSystem({ name: 'peer', start }, folder);
        for (const file of files) expect(await system?.analyze({ file, bpm: 1 })).toMatchObject({ bpm: file.length });
        await system?.close();
      }
      expect(found).toEqual(['a', 'bb', 'ccc']);
      expect(await cachedSystem({ name: 'missing', start: async () => null }, folder)).toBeNull();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownRecords } from './support/library.ts';
import { rbassist, start } from './support/rbassist.ts';
import { contents, libraryOf, musicOf, STAGING_LOG } from './support/staging.ts';

describe('rbassist dup-stage', () => {
  // a Windows process can't send a signal to another
  it.skipIf(process.platform === 'win32').each(['SIGKILL', 'SIGINT'] as const)(
    'loses nothing if stopped halfway by %s',
    async (signal) => {
      const names = Array.from({ length: 400 }, (_, i) => [`${i}.mp3`, 'vbr.mp3']);
      const music = await musicOf(Object.fromEntries(names));
      const before = await contents(music);
      const dataDir = await libraryOf(Object.fromEntries(names.map(([name]) => [join(music, name), { rating: 1 }])));
      const known = await knownRecords(dataDir);
      const run = start(['dup-stage', '--exact', '--move', '--verbose', '--data-dir', dataDir]);
      await run.whenSaid('Staging: 1/399');
      run.child.kill(signal);
      const { code } = await run.ended;
      if (signal === 'SIGINT') expect(code).toBe(130);
      const left = await readdir(music);
      const staged = (await readdir(join(dataDir, 'dup_stage'))).filter((name) => name !== STAGING_LOG);
      expect(new Set([...left, ...staged]).size).toBe(400);
      expect(staged.length).toBeGreaterThan(0);
      expect(await rbassist('dup-stage', '--exact', '--move', '--data-dir', dataDir)).toMatchObject({ code: 0 });
      expect(await readdir(music)).toHaveLength(1);
      const during = Object.values(await knownRecords(dataDir));
      expect(during.filter((record) => record.staged)).toHaveLength(399);
      expect(await rbassist('dup-unstage', '--data-dir', dataDir)).toMatchObject({
        code: 0,
        stderr: expect.anything(),
      });
      expect(await contents(music)).toEqual(before);
      expect(await knownRecords(dataDir)).toEqual(known);
    },
  );
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeUntagged } from './support/music.ts';
import { start } from './support/rbassist.ts';

let music: string;
beforeAll(async () => {
  music = await temporaryFolder('music');
  await writeUntagged(join(music, 'Perihelion.wav'), 'Perihelion', 4);
});

/** Scans with empty folders for the user's and temporary files. Returns the names of the files of usage data. */
async function usageDataAfterScan(setting: string | undefined): Promise<string[]> {
  const [home, temporary, data] = await Promise.all(['home', 'temporary', 'data'].map((name) => temporaryFolder(name)));
  const env = { HOME: home, TMPDIR: temporary, XDG_CACHE_HOME: undefined, ORT_DISABLE_TELEMETRY: setting };
  expect((await start(['scan', music, '--data-dir', data], env).ended).code).toBe(0);
  const names = await Promise.all([home, temporary].map((folder) => readdir(folder, { recursive: true })));
  return names.flat().filter((name) => /\.ses$|mat-debug|Microsoft/.test(name));
}

describe.runIf(process.platform === 'linux')('ONNX Runtime', () => {
  it('collects no usage data in a scan', async () => {
    expect(await usageDataAfterScan(undefined)).toEqual([]);
  });

  it('collects it for a person who wants that', async () => {
    expect(await usageDataAfterScan('0')).not.toEqual([]);
  });
});

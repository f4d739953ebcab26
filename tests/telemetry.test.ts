import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeUntagged } from './support/music.ts';
import { start, startProgram } from './support/rbassist.ts';

let music: string;
beforeAll(async () => {
  music = await temporaryFolder('music');
  await writeUntagged(join(music, 'Perihelion.wav'), 'Perihelion', 4);
});

/** Scans with empty folders for the user's and temporary files. Returns the names of the files of usage data. */
async function usageDataAfterScan(): Promise<string[]> {
  const [home, temporary, data] = await Promise.all(['home', 'temporary', 'data'].map((name) => temporaryFolder(name)));
  // a variable such as CI would stop the collection by itself
  const none = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const env = { ...none, PATH: process.env.PATH, HOME: home, TMPDIR: temporary };
  expect((await start(['scan', music, '--data-dir', data], env).ended).code).toBe(0);
  const names = await Promise.all([home, temporary].map((folder) => readdir(folder, { recursive: true })));
  return names.flat().filter((name) => /\.ses$|mat-debug|Microsoft/.test(name));
}

describe.runIf(process.platform === 'linux')('ONNX Runtime', () => {
  it('collects no usage data in a scan', async () => {
    expect(await usageDataAfterScan()).toEqual([]);
  });

  it('obeys a person who set the variable', async () => {
    const program = `
      delete process.env.ORT_DISABLE_TELEMETRY;
      if (process.argv[1]) process.env.ORT_DISABLE_TELEMETRY = process.argv[1];
      await import('@rbassist/embed');
      console.log(process.env.ORT_DISABLE_TELEMETRY);`;
    expect((await startProgram(program, '0').ended).stdout).toBe('0\n');
    expect((await startProgram(program).ended).stdout).toBe('1\n');
  });
});

import { existsSync, openSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownRecords } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { start } from './support/rbassist.ts';

/** Enough tracks to stop a scan while it runs. */
const TRACKS = 40;

let music: string;
beforeAll(async () => {
  music = await temporaryFolder('music');
  const sounds = await writeSounds(await temporaryFolder('rendered'), 1, 4);
  for (let i = 0; i < TRACKS; i++) await copyFile(sounds[i % sounds.length], join(music, `${i}.wav`));
});

let dataDir: string;
beforeEach(async () => {
  dataDir = join(await temporaryFolder('output'), 'data');
});

const scanWords = (...more: string[]) => [
  'scan',
  music,
  '--data-dir',
  dataDir,
  '--no-analyze',
  '--workers',
  '1',
  ...more,
];
const scanned = async () => Object.keys(await knownRecords(dataDir)).length;

describe('a command without a reader of its output', { timeout: 60_000 }, () => {
  it('scans to the end if the reader of its events is gone', async () => {
    const { child, ended, whenSaid } = start(scanWords('--json', '--verbose'));
    await whenSaid('"model"');
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Indexing') });
    expect(await scanned()).toBe(TRACKS);
  });

  it('scans to the end if the reader of its progress is gone too', async () => {
    const { child, ended } = start(scanWords());
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect(await ended).toMatchObject({ code: 0 });
    expect(await scanned()).toBe(TRACKS);
  });

  it.each([['stats'], ['doctor'], ['--help'], ['library', 'check', '--json']])(
    'ends as usual: %s %s %s',
    async (...words) => {
      const { child, ended } = start([...words, '--data-dir', dataDir]);
      child.stdout?.destroy();
      const { code, stderr } = await ended;
      expect({ code, stderr: /Error|at /.exec(stderr) }).toEqual({ code: 0, stderr: null });
    },
  );

  it.skipIf(!existsSync('/dev/full')).each([['stats'], ['--help'], ['scan']])(
    'reports a full disk and fails: %s',
    async (command) => {
      const full = openSync('/dev/full', 'w');
      const words = command === 'scan' ? scanWords('--json', '--quiet') : [command, '--data-dir', dataDir];
      const { code, stderr } = await start(words, {}, ['ignore', full, 'pipe']).ended;
      expect(code).toBe(1);
      expect(stderr).toBe('rbassist: The output cannot be written: the disk is full.\n');
      if (command === 'scan') expect(await scanned()).toBe(TRACKS);
    },
  );
});

describe.skipIf(process.platform === 'win32')('a signal', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops a scan cleanly', async (signal) => {
    const { child, ended, whenSaid } = start(scanWords('--json'));
    await whenSaid('"done":1,');
    child.kill(signal);
    // the shell and the system both report a closed terminal
    if (signal === 'SIGHUP') child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'summary', interrupted: true });
    expect(stderr).toContain('Stopping; finished work is saved.');
    expect(await scanned()).toBeGreaterThan(0);
    expect(existsSync(join(dataDir, 'write.lock'))).toBe(false);
  });

  it('that comes twice quits at once, and leaves no lock', async () => {
    const { child, ended, whenSaid } = start(scanWords('--json'));
    await whenSaid('"done":1,');
    child.kill('SIGINT');
    await whenSaid('Stopping');
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(existsSync(join(dataDir, 'write.lock'))).toBe(false);
  });
});

describe('an invalid folder', { timeout: 60_000 }, () => {
  const everywhere = (home: string) => ({
    HOME: home,
    USERPROFILE: home,
    LOCALAPPDATA: home,
    XDG_DATA_HOME: undefined,
  });

  it.skipIf(process.platform === 'win32').each(['/dev/null', '/proc/nowhere', '', 'relative'])(
    'as home folder is an error with a remedy: "%s"',
    async (home) => {
      const { code, stderr } = await start(['scan', music], { ...everywhere(home), RBASSIST_DATA: undefined }).ended;
      expect(code).toBe(1);
      expect(stderr.trim().split('\n').at(-1)).toMatch(/^rbassist: .+--data-dir or RBASSIST_DATA\.$/);
    },
  );

  it.skipIf(process.platform === 'win32').each(['/dev/null', '/proc/nowhere', '', 'relative'])(
    'as home folder is no problem if you name the data folder: "%s"',
    async (home) => {
      const ran = await start(scanWords('--quiet'), { ...everywhere(home), TMPDIR: home || undefined }).ended;
      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(await scanned()).toBe(TRACKS);
    },
  );

  it.skipIf(process.platform === 'win32')('as current folder is an error', async () => {
    const gone = join(dataDir, 'gone');
    await mkdir(gone, { recursive: true });
    const shell = `cd '${gone}' && rmdir '${gone}' && exec "$0" "$@"`;
    const { code, stderr } = await start(['stats'], {}, undefined, ['/bin/sh', '-c', shell]).ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'rbassist: The current folder was deleted. Go to another folder, then run the command again.\n',
    });
  });
});

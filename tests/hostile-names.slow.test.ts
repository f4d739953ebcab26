import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { id3v2, textFrame } from '@rbassist/testing/tags';
import { beforeAll, describe, expect, it } from 'vitest';
import { editRecords, knownRecords } from './support/library.ts';
import { withTag, writeUntagged } from './support/music.ts';
import { rbassist, start } from './support/rbassist.ts';

/** Text that sets the window's title, clears the screen, forges a line and turns letters round. */
const HOSTILE = '\x1b]0;PWNED\x07\x1b[2J\r\nexit code 0\t\x7f\x9b31m\u202E\u2066\u200F\u061C\u2028\u2029\u200Bend';
/** As much of it as a file's name may hold. */
const IN_NAME = process.platform === 'win32' ? '\x9b31m\u202E\u2066\u2028end' : HOSTILE;
const SHOWN = process.platform === 'win32' ? '\\x9b31m\\u202e' : '\\x1b]0;PWNED\\x07\\x1b[2J\\r\\nexit code 0\\t\\x7f';
/** Stands for the folder of the music, which each run of the tests names anew. */
const MUSIC = 'MUSIC';
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200B]/u;

let music: string;
let dataDir: string;
const run = (...words: string[]) => rbassist(...words, '--data-dir', dataDir);

beforeAll(async () => {
  const folder = await temporaryFolder('hostile');
  dataDir = join(folder, `data${IN_NAME}`);
  music = join(folder, `music${IN_NAME}`);
  await mkdir(music);
  const plain = join(folder, 'plain.wav');
  await writeUntagged(plain, 'Pressure Gauge', 6);
  const sound = await readFile(plain);
  for (const name of ['one', 'two', 'three']) {
    const frames = ['TIT2', 'TPE1', 'TALB', 'TCON'].map((id) => textFrame(id, `${name} ${HOSTILE}`));
    await writeFile(join(music, `${name}${IN_NAME}.wav`), withTag(sound, id3v2(frames)));
  }
  await writeFile(join(music, `copy${IN_NAME}.wav`), await readFile(join(music, `one${IN_NAME}.wav`)));
  await writeFile(join(music, `broken${IN_NAME}.mp3`), 'no music');
  await writeFile(join(music, `film${IN_NAME}.mkv`), 'no music');
  await writeFile(join(music, `.hidden${IN_NAME}.mp3`), 'no music');
  expect(await run('scan', music, '--verbose')).toSatisfy(isClean);
  const records = await knownRecords(dataDir);
  expect(records[join(music, `two${IN_NAME}.wav`)].title).toContain('\x1b]0;PWNED');
  await editRecords(dataDir, (tracks) => {
    tracks[join(music, `gone${IN_NAME}.wav`)] = {
      title: HOSTILE,
      cues: [{ name: HOSTILE, type: 0, start: 1 }],
    } as never;
  });
});

/** Returns true if no character of the output but the end of a line is unseen or obeyed. */
function isClean({ stdout, stderr }: { stdout: string; stderr: string }): boolean {
  return !(stdout + stderr).split('\n').some((line) => UNSAFE.test(line));
}

describe('names and tags with control characters', () => {
  it.each([
    ['analyze', ['analyze', '--verbose', '--force']],
    ['beatgrid', ['beatgrid', '--overwrite']],
    ['cues', ['cues', '--overwrite']],
    ['normalize', ['normalize', '--dry-run', '--verbose']],
    ['reanalyze', ['reanalyze', '--verbose']],
  ])('%s shows them without obeying them', async (_, words) => {
    const ran = await run(...words, join(music, `one${IN_NAME}.wav`));
    expect(ran).toSatisfy(isClean);
    expect(ran.stdout + ran.stderr).toContain(SHOWN);
  });

  it.each([
    ['scan', ['scan', '--verbose', '--retry-failed', MUSIC]],
    ['features', ['features', '--verbose', MUSIC]],
    ['dup-check of a folder', ['dup-check', '--exact', '--verbose', MUSIC]],
    ['recommend', ['recommend', 'one']],
    ['recommend in JSON', ['recommend', 'one', '--json']],
    ['an unknown seed', ['recommend', `none${HOSTILE}`]],
    ['dup-check', ['dup-check', '--verbose']],
    ['dup-check in JSON', ['dup-check', '--json']],
    ['library check', ['library', 'check', '--verbose']],
    ['library check in JSON', ['library', 'check', '--json']],
    ['library repair', ['library', 'repair', '--verbose']],
    ['library prune', ['library', 'prune', '--include-edited', '--verbose']],
    ['stats', ['stats']],
    ['doctor', ['doctor']],
    ['an unknown command', [`stats${HOSTILE}`]],
    ['an unknown flag', ['stats', `--no-such${HOSTILE}`]],
    ['a wrong value', ['scan', 'x', '--bpm-range', HOSTILE]],
    ['model path', ['model', 'path', `x/${HOSTILE}`]],
    ['model pull', ['model', 'pull', HOSTILE]],
    ['model rm', ['model', 'rm', HOSTILE]],
    ['model verify', ['model', 'verify', HOSTILE]],
    ['an unknown model', ['scan', 'x', '--model', HOSTILE, '--verbose']],
    ['a missing file', ['embed', '--paths-file', `/none${HOSTILE}`]],
    ['a missing folder', ['scan', `/none${IN_NAME}`]],
  ])('%s shows them without obeying them', async (_, words) => {
    const ran = await run(...words.map((word) => (word === MUSIC ? music : word)));
    expect(ran).toSatisfy(isClean);
    expect(ran.stdout + ran.stderr).toMatch(/\\(?:x9b|u009b)/);
  });

  it('stay as they are in JSON', async () => {
    const { stdout } = await run('recommend', 'one', '--json');
    const { seed } = JSON.parse(stdout);
    expect(seed.path).toContain(IN_NAME);
    const { stdout: scanned } = await run('scan', music, '--json');
    for (const line of scanned.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(scanned).not.toMatch(/[\x7f-\x9f\u202E\u2028]/);
  });

  it('break no row of a CSV', async () => {
    const csv = join(dataDir, 'out.csv');
    expect(await run('dup-check', '--exact', '--csv', csv)).toMatchObject({ code: 0 });
    const lines = (await readFile(csv, 'utf8')).slice(1).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(UNSAFE);
  });

  it('move and come back', async () => {
    const dest = join(dataDir, `staged${IN_NAME}`);
    const staged = await run('dup-stage', '--exact', '--move', '--dest', dest, '--verbose');
    expect(staged).toSatisfy(isClean);
    expect(staged.stdout).toMatch(/^Staged 1 file -> /);
    const back = await run('dup-unstage', '--dest', dest, '--verbose');
    expect(back).toSatisfy(isClean);
    expect(back.stdout).toMatch(/^Put back 1 file from /);
  });

  it('reach no pipe of the started command either', async () => {
    const ran = await start(['stats', '--data-dir', dataDir]).ended;
    expect(ran).toSatisfy(isClean);
    expect(ran.stdout.split('\n')[0]).toContain('\\x9b31m');
  });
});

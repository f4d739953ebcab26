import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@rbassist/testing';
import { commentFrame, id3v2, textFrame } from '@rbassist/testing/tags';
import { beforeAll, describe, expect, it } from 'vitest';
import { editRecords, knownRecords, scanLibrary, withLibrary } from './support/library.ts';
import { withTag, writeUntagged } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';

/** A track of 133 BPM. */
const TITLE = 'Pressure Gauge';
const BPM = 133;

let sound: Buffer;
let short: string;
beforeAll(async () => {
  const path = join(await temporaryFolder('sound'), 'x.wav');
  await writeUntagged(path, TITLE, 12);
  sound = await readFile(path);
  short = fileURLToPath(new URL('fixtures/audio/mono.mp3', import.meta.url));
});

const tempoTag = (text: string) => withTag(sound, id3v2([textFrame('TBPM', text, 'latin1')]));

describe('tempos in tags', () => {
  it.each([
    ['13300', 133],
    ['1,332', 133.2],
    ['132,9', 132.9],
    ['999', undefined],
    ['1e9', undefined],
    // the music has another tempo
    ['150', undefined],
  ])('%s: a possible tempo, and a grid', async (text, bpm) => {
    const folder = await temporaryFolder('tempo');
    const path = join(folder, 'x.wav');
    await writeFile(path, tempoTag(text));
    await scanLibrary(join(folder, 'data'), [path], { embed: false, analyze: true, analysis: { parts: ['tempo'] } });
    const record = (await knownRecords(join(folder, 'data')))[path];
    if (bpm === undefined) expect(Math.abs(record.bpm! - BPM)).toBeLessThan(1);
    else expect(record.bpm).toBe(bpm);
    expect(record.bpm_confidence === undefined).toBe(bpm !== undefined);
    expect(record.tempos).not.toHaveLength(0);
    expect(Math.abs(record.tempos![0].bpm - BPM)).toBeLessThan(1);
  });

  it('a tempo set by a person stays next to the grid of the music, and is listed', async () => {
    const folder = await temporaryFolder('tempo');
    const dataDir = join(folder, 'data');
    const path = join(folder, 'x.wav');
    await writeFile(path, sound);
    await editRecords(dataDir, (tracks) => {
      tracks[path] = { bpm: 150 };
    });
    await scanLibrary(dataDir, [path], { embed: false, analyze: true, analysis: { parts: ['tempo'] } });
    const record = (await knownRecords(dataDir))[path];
    expect(record.bpm).toBe(150);
    expect(Math.abs(record.tempos![0].bpm - BPM)).toBeLessThan(1);
    const { ok, findings } = await withLibrary(dataDir, (library) => library.check());
    expect(findings).toContainEqual({ kind: 'bpm-unlike-grid', count: 1, paths: [path] });
    expect(ok).toBe(true);
  });

  it('an impossible stored tempo is listed, and measured again', async () => {
    const folder = await temporaryFolder('tempo');
    const dataDir = join(folder, 'data');
    const path = join(folder, 'x.wav');
    await writeFile(path, sound);
    const options = { embed: false, analyze: true, analysis: { parts: ['tempo'] } } as const;
    await scanLibrary(dataDir, [path], options);
    await editRecords(dataDir, (tracks) => {
      tracks[path] = { ...tracks[path], bpm: 999, bpm_confidence: undefined, tempos: [], year: 99999 };
    });
    const findings = () => withLibrary(dataDir, async (library) => (await library.check()).findings);
    expect(await findings()).toContainEqual({
      kind: 'value-impossible',
      count: 1,
      paths: [path],
      detail: 'year: 1, bpm: 1',
      steps: [{ action: 'rescan' }],
    });
    await scanLibrary(dataDir, [path], options);
    const record = (await knownRecords(dataDir))[path];
    expect(Math.abs(record.bpm! - BPM)).toBeLessThan(1);
    expect(record).toMatchObject({ year: 99999 });
    expect(await findings()).toContainEqual(expect.objectContaining({ kind: 'value-impossible', detail: 'year: 1' }));
  });
});

describe('a scan of unusual names and tags', () => {
  let music: string;
  let dataDir: string;
  beforeAll(async () => {
    const folder = await temporaryFolder('names');
    music = join(folder, 'music');
    dataDir = join(folder, 'data');
    const names = [
      '...Baby One More Time.mp3',
      '01 - Some Artist - Some Title.mp3',
      '02 - Kick.mp3',
      '.hidden.mp3',
      '._02 - Kick.mp3',
      '$RECYCLE.BIN/gone.mp3',
      '__MACOSX/02 - Kick.mp3',
      'half.mp3.part',
    ];
    for (const name of names) {
      await mkdir(join(music, name, '..'), { recursive: true });
      await copyFile(short, join(music, name));
    }
    await writeFile(join(music, 'cover.jpg'), '');
    const frames = [
      textFrame('TPE1', 'AC/DC'),
      textFrame('TIT2', 'T.N.T.'),
      textFrame('TKEY', '8A (Am)'),
      commentFrame('00000A9C 00000B1E 00006C5A 00006F2B', { description: 'iTunNORM' }),
      commentFrame('8A - Energy 6'),
    ];
    await writeFile(join(music, 'tagged.wav'), withTag(sound, id3v2(frames, { unsynchronised: true })));
  });

  it('finds the music, and reports skipped files', async () => {
    const scan = ['scan', music, '--data-dir', dataDir, '--no-analyze'];
    const { code, stdout, stderr } = await rbassist(...scan, '--verbose');
    expect(code).toBe(0);
    expect(stdout).toContain('4 tracks processed');
    expect(stdout).toContain(
      'Skipped 1 hidden name, 3 system folders and files, 1 unfinished download, 1 file that is not audio',
    );
    for (const name of ['.hidden.mp3', '._02 - Kick.mp3', '$RECYCLE.BIN', '__MACOSX', 'half.mp3.part', 'cover.jpg']) {
      expect(stderr).toContain(`skipped: ${join(music, name)}: `);
    }
    const lines = (await rbassist(...scan, '--json')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual({ type: 'skipped', path: join(music, '.hidden.mp3'), reason: 'hidden' });
    expect(lines.at(-1)).toMatchObject({ skipped: { hidden: 1, system: 3, unfinished: 1, other: 1 } });
  });

  it('stores the meaning of names and tags', async () => {
    await scanLibrary(dataDir, [music]);
    const records = await knownRecords(dataDir);
    expect(records[join(music, '01 - Some Artist - Some Title.mp3')]).toMatchObject({
      artist: 'Some Artist',
      title: 'Some Title',
    });
    expect(records[join(music, '02 - Kick.mp3')]).toMatchObject({ title: 'Kick' });
    expect(records[join(music, '02 - Kick.mp3')]).not.toHaveProperty('artist');
    expect(records[join(music, '...Baby One More Time.mp3')]).toMatchObject({ title: '...Baby One More Time' });
    expect(records[join(music, 'tagged.wav')]).toMatchObject({
      artist: 'AC/DC',
      title: 'T.N.T.',
      key: '8A',
      comments: '8A - Energy 6',
    });
  });

  it.skipIf(process.platform !== 'linux')('skips a name that is not UTF-8 every time, with exit code 0', async () => {
    const folder = await temporaryFolder('bytes');
    await copyFile(short, join(folder, 'good.mp3'));
    await copyFile(short, Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.mp3')]));
    const scan = () => rbassist('scan', folder, '--data-dir', join(folder, 'data'), '--no-analyze', '--verbose');
    for (const { code, stdout, stderr } of [await scan(), await scan()]) {
      expect(code).toBe(0);
      expect(stdout).toContain('1 name that is not UTF-8');
      expect(stderr).toContain('rename it');
    }
  });
});

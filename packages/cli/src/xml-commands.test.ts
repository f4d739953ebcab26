import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from './test-run.ts';

let folder: string;
let said: CommandRun;

beforeEach(async () => {
  folder = await temporaryFolder('xml-commands');
  const track = (title: string) => ({ artist: 'Ada', title, duration: 300, rating: 4 });
  const tracks = { '/music/a.mp3': track('A'), '/music/b.mp3': track('B') };
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
});

async function rbassist(...words: string[]): Promise<CommandRun> {
  said = await runCommand([...words, '--data-dir', folder]);
  return said;
}

/** Writes an export with one track. */
async function exportOf(name: string, values = 'Rating="204" Kind="MP3 File"'): Promise<string> {
  const file = join(folder, name);
  const track = `<TRACK TrackID="7" Name="A" Artist="Ada" TotalTime="300" ${values} Location="file://localhost/music/a.mp3"/>`;
  await writeFile(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/>
<COLLECTION Entries="1">
${track}
</COLLECTION><PLAYLISTS><NODE Type="0" Name="ROOT" Count="0"/></PLAYLISTS></DJ_PLAYLISTS>`,
  );
  return file;
}

describe('rbassist xml', () => {
  it('checks files, and fails only if Rekordbox would refuse something', async () => {
    const good = await exportOf('good.xml');
    expect(await rbassist('xml', 'check', good, '--files', 'none')).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain('rekordbox 6.8.2, 1 track, 0 playlists.\nNo problems found.');
    const odd = await exportOf('odd.xml', 'Rating="4" Kind="MP3 File"');
    expect(await rbassist('xml', 'check', odd, '--files', 'none')).toMatchObject({ code: 0 });
    expect(said.out).toMatch(
      /IGNORED {2}rating-invalid \(1\)\n {2}Rekordbox writes 0, 51.*\n {2}Multiply[\s\S]*4:1 {2}A: Rating "4"/,
    );
    const bad = join(folder, 'bad.xml');
    await writeFile(bad, (await readFile(good, 'utf8')).slice(0, 200));
    expect((await rbassist('xml', 'check', good, bad, '--files', 'none')).code).toBe(1);
    expect(said.out).toContain('REFUSED  not-xml (1)');
  });

  it('prints a check as JSON', async () => {
    const { out } = await rbassist('xml', 'check', await exportOf('a.xml', 'Rating="4"'), '--files', 'none', '--json');
    expect(JSON.parse(out)).toMatchObject({
      tracks: 1,
      counts: { ignored: 1 },
      rules: [{ rule: 'rating-invalid' }, {}],
    });
  });

  it('compares files', async () => {
    const [from, same, to] = [
      await exportOf('1.xml'),
      await exportOf('2.xml'),
      await exportOf('3.xml', 'Rating="255"'),
    ];
    expect(await rbassist('xml', 'diff', from, same)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 the same'),
    });
    expect((await rbassist('xml', 'diff', from, to)).code).toBe(1);
    expect(said.out).toContain('Ada - A\n  Kind: "MP3 File" -> none\n  Rating: "204" -> "255"');
  });

  it('plans an import, and writes a file with only the new tracks', async () => {
    const theirs = await exportOf('theirs.xml');
    const before = await readFile(theirs, 'utf8');
    const out = join(folder, 'delta.xml');
    expect((await rbassist('xml', 'plan', theirs, '--out', out)).code).toBe(0);
    expect(said.out).toContain('New: 1 track. One import adds them.\n  /music/b.mp3');
    expect(said.err).toContain('1. Save your collection first');
    expect(await readFile(out, 'utf8')).toContain('Entries="1"');
    expect(await readFile(theirs, 'utf8')).toBe(before);
    await writeFile(out, 'mine');
    expect((await rbassist('xml', 'plan', theirs, '--out', out)).code).toBe(2);
    expect((await rbassist('xml', 'plan', theirs, '--out', theirs, '--overwrite')).code).toBe(2);
  });

  it('prints a plan as lines of JSON', async () => {
    const { out } = await rbassist('xml', 'plan', await exportOf('theirs.xml'), '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ type: 'summary', theirTracks: 1, counts: { new: 1 } });
    expect(lines).toHaveLength(3);
  });

  it('imports the export that it follows', async () => {
    const file = await exportOf('export.xml', 'Rating="255"');
    const { code, out } = await rbassist('xml', 'watch', file, '--once', '--settle', '0', '--poll', '0.05');
    expect(code).toBe(0);
    expect(out).toMatch(/Imported .*export\.xml: 1 track/);
  });

  it('refuses wrong values by the names of the flags', async () => {
    const file = await exportOf('a.xml');
    expect((await rbassist('xml', 'watch', file, '--settle', '-1')).err).toContain('--settle must be 0 or more');
    expect((await rbassist('xml', 'check', file, '--per-rule', '0')).err).toContain('--per-rule must be');
    expect((await rbassist('xml', 'diff', file, file, '--limit', '-3')).err).toContain('--limit must be');
  });
});

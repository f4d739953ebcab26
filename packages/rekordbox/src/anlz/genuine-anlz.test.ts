import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf } from './beat-grid.ts';
import { type AnlzFile, readAnlz } from './read-anlz.ts';

/** Folder `.testdata` of pyrekordbox. */
const FOLDER = process.env.RBASSIST_PYREKORDBOX ?? '';
/** Python with pyrekordbox, for the comparison. */
const PYTHON = process.env.RBASSIST_PYTHON ?? '';
const files = FOLDER === '' ? [] : globSync(join(FOLDER, '**', 'ANLZ0000.{DAT,EXT,2EX}')).sort();

const COMPARE = `
import json, sys
from pyrekordbox.anlz import AnlzFile
for path in json.load(sys.stdin):
    file = AnlzFile.parse_file(path)
    tags = {tag.type: tag for tag in file.tags}
    beats = [[e.beat, e.tempo, e.time] for e in tags["PQTZ"].content.entries] if "PQTZ" in tags else []
    song = tags["PSSI"].content if "PSSI" in tags else None
    phrases = [[e.beat, e.kind] for e in song.entries] if song else []
    print(json.dumps({"path": tags["PPTH"].content.path.rstrip("\\0"), "beats": beats, "starts": [p[0] for p in phrases], "mood": song.mood if song else None}))
`;

describe.skipIf(files.length === 0)('analysis files of pyrekordbox (set RBASSIST_PYREKORDBOX to its .testdata)', () => {
  test('give the grids that Rekordbox wrote into XML', async () => {
    const grids = new Map<string, string>();
    for (const version of ['5', '6']) {
      const xml = readFileSync(join(FOLDER, `rekordbox ${version}`, 'database.xml'), 'utf8');
      for (const [, name, body] of xml.matchAll(/<TRACK [^>]*?Name="(Demo Track \d)"[^>]*?[^/]>([\s\S]*?)<\/TRACK>/g)) {
        const tempos = body.matchAll(/Inizio="([\d.]+)" Bpm="([\d.]+)" Metro="4\/4" Battito="(\d)"/g);
        grids.set(name, Array.from(tempos, ([, ...values]) => values.join(' ')).join('\n'));
      }
    }
    expect([...grids.keys()].sort()).toEqual(['Demo Track 1', 'Demo Track 2']);
    let compared = 0;
    for (const file of files) {
      const { beats, path } = await readAnlz(file);
      const name = /Demo Track \d/.exec(path ?? '')?.[0];
      if (beats.length === 0 || name === undefined) continue;
      compared++;
      const anchors = anchorsOf(beats).map(({ timeS, bpm, beat }) => `${timeS.toFixed(3)} ${bpm.toFixed(2)} ${beat}`);
      expect(anchors.join('\n')).toBe(grids.get(name));
    }
    expect(compared).toBeGreaterThanOrEqual(4);
  });

  test.skipIf(PYTHON === '')('are read as pyrekordbox reads them (set RBASSIST_PYTHON)', async () => {
    const output = execFileSync(PYTHON, ['-c', COMPARE], { input: JSON.stringify(files), maxBuffer: 1 << 28 });
    const theirs = output
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const moodOf = ({ mood }: AnlzFile) => (mood === null ? null : ['high', 'mid', 'low'].indexOf(mood) + 1);
    for (const [i, path] of files.entries()) {
      const file = await readAnlz(path);
      expect({
        path: file.path,
        beats: file.beats.map(({ beat, bpm, timeMs }) => [beat, Math.round(bpm * 100), timeMs]),
        starts: file.phrases.map(({ startBeat }) => startBeat),
        mood: moodOf(file),
      }).toEqual(theirs[i]);
    }
  });
});

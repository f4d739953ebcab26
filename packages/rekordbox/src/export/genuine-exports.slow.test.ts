import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { positionMarks } from '../marks/position-marks.ts';
import type { DjTrack } from '../model/dj-track.ts';
import { tempoElements } from '../tempo/tempo-elements.ts';
import { readRekordboxItems } from '../xml/rekordbox-items.ts';
import { readTrack } from '../xml/track-values.ts';
import type { XmlElement } from '../xml/xml-element.ts';

/** Folder with genuine exports, which are private and not in the repository. */
const FOLDER = process.env.RBASSIST_EXPORTS;
const files = FOLDER ? readdirSync(FOLDER).filter((name) => name.endsWith('.xml')) : [];

const valuesOf = (element: XmlElement, name: string) =>
  element.children.filter((child) => child.name === name).map(({ attributes }) => attributes.toJSON());

async function* tracksOf(file: string): AsyncGenerator<{ element: XmlElement; track: DjTrack }> {
  for await (const item of readRekordboxItems(join(FOLDER as string, file))) {
    if (item.type !== 'element' || item.parents.at(-1)?.name !== 'COLLECTION') continue;
    yield { element: item.element, track: readTrack(item.element, () => {}) };
  }
}

describe.skipIf(files.length === 0)('genuine exports (folder in RBASSIST_EXPORTS)', () => {
  test.each(files)('%s: grids and marks come out as Rekordbox wrote them', async (file) => {
    const odd: string[] = [];
    for await (const { element, track } of tracksOf(file)) {
      const theirs = valuesOf(element, 'TEMPO').map((tempo) => JSON.stringify(tempo));
      const ours = tempoElements(track.grid, track.durationS ?? 0).map((tempo) => JSON.stringify(tempo));
      // a grid that starts late starts at its first beat; an element is left out if the line before goes through it
      const [first, ...others] = ours;
      const known = new Set(theirs);
      const isEqual = others.every((tempo) => known.has(tempo)) && theirs.length - ours.length <= 1;
      const startsLate = track.grid.length > 0 && track.grid[0].timeS > 60 / track.grid[0].bpm;
      if (!isEqual || (first !== theirs[0] && !startsLate)) odd.push(`${track.title}: ${first}, not ${theirs[0]}`);
      const sorted = (list: object[]) => list.map((mark) => JSON.stringify(mark)).sort();
      expect(sorted(positionMarks(track.marks).marks)).toEqual(sorted(valuesOf(element, 'POSITION_MARK')));
    }
    expect(odd).toEqual([]);
  });
});

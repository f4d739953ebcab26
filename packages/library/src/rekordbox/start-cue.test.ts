import { join } from 'node:path';
import { openMetaStore } from '@rbassist/meta';
import { readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { openLibrary } from '../library.ts';

const DELAY = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 } as const;
const CUE = { name: 'Start', type: 0, num: 0 };

async function startsAfterExport(dataDir: string): Promise<number[]> {
  await using library = await openLibrary({ dataDir });
  const file = join(dataDir, 'out.xml');
  await library.exportXml(file, {});
  const starts: number[] = [];
  for await (const entry of readRekordboxXml(file)) {
    if (entry.type === 'track') starts.push(...entry.track.marks.map(({ startS }) => startS));
  }
  return starts;
}

test('a cue at the start of a file in Rekordbox goes back there', async () => {
  const dataDir = await temporaryFolder('start-cue');
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  meta.update('/m/a.mp3', { duration: 300, encoder_delay: DELAY });
  await meta.close();
  {
    await using library = await openLibrary({ dataDir });
    const xml = `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.8" Company="AlphaTheta"/>
  <COLLECTION Entries="1">
    <TRACK TrackID="1" Name="A" TotalTime="300" Location="file://localhost/m/a.mp3">
      <POSITION_MARK Name="" Type="0" Start="0.000" Num="0" Red="40" Green="226" Blue="20"/>
      <POSITION_MARK Name="" Type="0" Start="8.000" Num="1" Red="40" Green="226" Blue="20"/>
    </TRACK>
  </COLLECTION>
</DJ_PLAYLISTS>
`;
    for await (const _ of library.importCollection(readRekordboxXml(Buffer.from(xml)))) void _;
    expect(library.track('/m/a.mp3')?.cues?.map(({ start }) => start)).toEqual([0, 7.949]);
  }
  expect(await startsAfterExport(dataDir)).toEqual([0, 8]);
});

test("a cue of one's own at 0 is shifted like every other", async () => {
  const dataDir = await temporaryFolder('own-start-cue');
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  meta.update('/m/a.mp3', { duration: 300, encoder_delay: DELAY, cues: [{ ...CUE, start: 0, end: 0 }] });
  await meta.close();
  expect(await startsAfterExport(dataDir)).toEqual([0.051]);
});

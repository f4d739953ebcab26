import { writeRekordboxXml, type XmlElement, xmlElement } from '@rbassist/rekordbox';

const MARKS = 20;

/** Writes a made-up collection, in the layout of Rekordbox, with 20 cues a track. */
export async function makeCollection(path: string, tracks: number): Promise<void> {
  const product = { name: 'rekordbox', version: '7.2.6', company: 'AlphaTheta' };
  await writeRekordboxXml(path, { product, trackCount: tracks, tracks: madeUpTracks(tracks) });
}

function* madeUpTracks(count: number): Generator<XmlElement> {
  for (let at = 1; at <= count; at++) {
    const attributes = {
      TrackID: at * 7,
      Name: `Track ${at} (é Mix)`,
      Artist: `Artist & ${at % 500}`,
      Composer: '',
      Album: 'Album',
      Grouping: '',
      Genre: 'Techno',
      Kind: 'MP3 File',
      Size: 6_872_006,
      TotalTime: 284,
      DiscNumber: 0,
      TrackNumber: 0,
      Year: 2025,
      AverageBpm: '128.98',
      DateAdded: '2025-10-30',
      BitRate: 320,
      SampleRate: 44_100,
      Comments: '',
      PlayCount: 0,
      Rating: 153,
      Location: `file://localhost/C:/Music/Artist%20${at % 500}/Track%20${at}.mp3`,
      Remixer: '',
      Tonality: '8A',
      Label: '',
      Mix: '',
    };
    const grid = xmlElement('TEMPO', { Inizio: '0.048', Bpm: '128.98', Metro: '4/4', Battito: 1 });
    yield xmlElement('TRACK', attributes, [grid, ...Array.from({ length: MARKS }, (_, mark) => markOf(mark))]);
  }
}

function markOf(mark: number): XmlElement {
  const values = { Name: '', Type: 0, Start: (mark * 12.013).toFixed(3) };
  if (mark >= 8) return xmlElement('POSITION_MARK', { ...values, Num: -1 });
  return xmlElement('POSITION_MARK', { ...values, Num: mark, Red: 40, Green: 226, Blue: 20 });
}

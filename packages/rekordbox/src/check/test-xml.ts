import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';

/** Attributes of a track as Rekordbox writes them. */
const TRACK: Readonly<Record<string, string>> = {
  TrackID: '1',
  Name: 'Strings',
  Artist: 'Ada',
  Composer: '',
  Album: '',
  Grouping: '',
  Genre: 'House',
  Kind: 'MP3 File',
  Size: '8000000',
  TotalTime: '300',
  DiscNumber: '0',
  TrackNumber: '1',
  Year: '2024',
  AverageBpm: '128.00',
  DateAdded: '2024-03-09',
  BitRate: '320',
  SampleRate: '44100',
  Comments: '',
  PlayCount: '2',
  Rating: '153',
  Location: 'file://localhost/C:/Music/Ada%20-%20Strings.mp3',
  Remixer: '',
  Tonality: '8A',
  Label: '',
  Mix: '',
};

export const TEMPO = '<TEMPO Inizio="0.048" Bpm="128.00" Metro="4/4" Battito="1"/>';
export const HOT = '<POSITION_MARK Name="" Type="0" Start="12.048" Num="0" Red="40" Green="226" Blue="20"/>';
export const MEMORY = '<POSITION_MARK Name="" Type="0" Start="30.000" Num="-1"/>';
export const NODES = '<NODE Name="Set" Type="1" KeyType="0" Entries="1"><TRACK Key="1"/></NODE>';

/** Returns a track element, with other values and children. Null leaves an attribute out. */
export function trackXml(
  values: Readonly<Record<string, string | null>> = {},
  children: string = TEMPO + HOT + MEMORY,
): string {
  const attributes = Object.entries({ ...TRACK, ...values })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${value}"`);
  return `<TRACK${attributes.join('')}>${children}</TRACK>`;
}

/** Returns a file with tracks and playlists. */
export function fileXml({
  tracks = [trackXml()],
  nodes = NODES,
  count = 1,
  version = '6.8.2',
  entries = tracks.length,
}: {
  tracks?: readonly string[];
  nodes?: string;
  count?: number;
  version?: string;
  entries?: number;
} = {}): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '',
    '<DJ_PLAYLISTS Version="1.0.0">',
    `<PRODUCT Name="rekordbox" Version="${version}" Company="AlphaTheta"/>`,
    `<COLLECTION Entries="${entries}">`,
    ...tracks,
    '</COLLECTION>',
    `<PLAYLISTS><NODE Type="0" Name="ROOT" Count="${count}">`,
    nodes,
    '</NODE></PLAYLISTS>',
    '</DJ_PLAYLISTS>',
    '',
  ].join('\r\n');
}

/** Writes bytes to a file of a folder that is removed after the test. */
export async function writeXml(contents: string | Uint8Array, name = 'rekordbox.xml'): Promise<string> {
  const file = join(await temporaryFolder('xml'), name);
  await writeFile(file, contents);
  return file;
}

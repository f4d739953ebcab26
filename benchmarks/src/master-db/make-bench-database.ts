import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deriveTestKeys, encryptDatabase, type InsertRow, makeMasterDb } from '@rbassist/testing/rekordbox';

/** Key of the database, which is only ever this. */
export const BENCH_KEY = 'key of a benchmark';
const ARTISTS = 5000;
const PLAYLISTS = 500;
const TAGS = 24;
const CUES_PER_TRACK = 4;
const TAGS_PER_TRACK = 2;
const BEATS = 850;
/** Makes the database as large as one of 50,000 tracks that SQLCipher wrote: 190 MB. */
const SEEK_INFO = '0'.repeat(48);

/** Writes an encrypted database like a DJ's, and with `grids` an analysis file per track. */
export async function makeBenchDatabase(path: string, tracks: number, grids: boolean): Promise<void> {
  const { main } = makeMasterDb(({ insert }) => fill(insert, tracks));
  await writeFile(path, encryptDatabase(main, deriveTestKeys(BENCH_KEY)));
  if (!grids) return;
  for (let track = 0; track < tracks; track++) {
    const file = join(dirname(path), 'share', analysisPath(track));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, analysisFile(track));
  }
}

function fill(insert: InsertRow, tracks: number): void {
  insert('djmdProperty', { DBID: '1', DBVersion: '6000' });
  for (let i = 1; i <= ARTISTS; i++) insert('djmdArtist', { ID: idOf('artist', i), Name: `Artist number ${i}` });
  for (let i = 1; i <= 24; i++) insert('djmdKey', { ID: idOf('key', i), ScaleName: `${((i - 1) % 12) + 1}A`, Seq: i });
  for (let i = 1; i <= 4; i++)
    insert('djmdMyTag', { ID: `${i}`, Seq: i, Name: `Category ${i}`, Attribute: 1, ParentID: 'root' });
  for (let i = 0; i < TAGS; i++) {
    insert('djmdMyTag', { ID: idOf('tag', i), Seq: i, Name: `Tag ${i}`, Attribute: 0, ParentID: `${(i % 4) + 1}` });
  }
  for (let i = 0; i < PLAYLISTS; i++) {
    insert('djmdPlaylist', { ID: idOf('list', i), Seq: i, Name: `Playlist ${i}`, Attribute: 0, ParentID: 'root' });
  }
  for (let track = 0; track < tracks; track++) fillTrack(insert, track);
}

function fillTrack(insert: InsertRow, track: number): void {
  const id = idOf('track', track);
  const uuid = uuidOf('track', track);
  const artist = (track * 7919) % ARTISTS;
  const file = `Artist number ${artist + 1} - A title of usual length ${track} (Extended Mix).mp3`;
  insert('djmdContent', {
    ID: id,
    UUID: uuid,
    FolderPath: `/Users/somebody/Music/DJ/House/2024-${(track % 12) + 1}/${file}`,
    FileNameL: file,
    Title: `A title of usual length ${track} (Extended Mix)`,
    ArtistID: idOf('artist', artist + 1),
    KeyID: idOf('key', (track % 24) + 1),
    BPM: 12_000 + (track % 1000),
    Length: 360,
    BitRate: 320,
    SampleRate: 44_100,
    Commnt: 'A comment about where it came from',
    Rating: track % 6,
    ReleaseYear: 2000 + (track % 25),
    StockDate: '2024-03-01',
    DateCreated: '2024-02-28',
    ColorID: String(track % 9),
    DJPlayCount: track % 20,
    FileSize: 14_400_000,
    FileType: 1,
    AnalysisDataPath: analysisPath(track),
    SearchStr: `A TITLE OF USUAL LENGTH ${track} EXTENDED MIX`,
    ImagePath: `/PIONEER/Artwork/${uuid.slice(0, 3)}/${uuid.slice(3)}/artwork.jpg`,
    MasterDBID: '3546525630',
    MasterSongID: id,
    DeviceID: uuidOf('device', 1),
  });
  for (let i = 0; i < CUES_PER_TRACK; i++) {
    const cue = { InMsec: 1000 * (i + 1) * 30, OutMsec: i === 3 ? 125_000 : -1, Kind: [0, 1, 2, 3][i], Color: -1 };
    const row = {
      ID: uuidOf('cue', track * 10 + i),
      ContentID: id,
      ContentUUID: uuid,
      UUID: uuidOf('cue', track * 10 + i),
      ...cue,
    };
    const seek = { InPointSeekInfo: SEEK_INFO, OutPointSeekInfo: SEEK_INFO };
    insert('djmdCue', { ...row, ...seek, ColorTableIndex: 22, InFrame: cue.InMsec * 0.15, Comment: `Drop ${i}` });
  }
  for (let i = 0; i < TAGS_PER_TRACK; i++) {
    const tag = idOf('tag', (track + i * 11) % TAGS);
    insert('djmdSongMyTag', {
      ID: uuidOf('link', track * 10 + i),
      MyTagID: tag,
      ContentID: id,
      TrackNo: i,
      UUID: uuidOf('l', track * 10 + i),
    });
  }
  const list = idOf('list', track % PLAYLISTS);
  insert('djmdSongPlaylist', {
    ID: uuidOf('song', track),
    PlaylistID: list,
    ContentID: id,
    TrackNo: track,
    UUID: uuidOf('s', track),
  });
}

/** Writes a grid of a constant tempo whose times are rounded to a millisecond. */
function analysisFile(track: number): Buffer {
  const bpm = 12_000 + (track % 1000);
  const grid = Buffer.alloc(24 + BEATS * 8);
  grid.write('PQTZ', 'latin1');
  for (const [i, value] of [24, grid.length, 0, 0x80000, BEATS].entries()) grid.writeUInt32BE(value, 4 + i * 4);
  for (let beat = 0; beat < BEATS; beat++) {
    grid.writeUInt16BE((beat % 4) + 1, 24 + beat * 8);
    grid.writeUInt16BE(bpm, 26 + beat * 8);
    grid.writeUInt32BE(25 + Math.round((beat * 6_000_000) / bpm), 28 + beat * 8);
  }
  const header = Buffer.alloc(28);
  header.write('PMAI', 'latin1');
  header.writeUInt32BE(28, 4);
  header.writeUInt32BE(28 + grid.length, 8);
  return Buffer.concat([header, grid]);
}

function analysisPath(track: number): string {
  const uuid = uuidOf('track', track);
  return `/PIONEER/USBANLZ/${uuid.slice(0, 3)}/${uuid.slice(3)}/ANLZ0000.DAT`;
}

function idOf(kind: string, number: number): string {
  return String(createHash('md5').update(`${kind} ${number}`).digest().readUInt32BE(0));
}

function uuidOf(kind: string, number: number): string {
  const hex = createHash('md5').update(`${kind} ${number}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

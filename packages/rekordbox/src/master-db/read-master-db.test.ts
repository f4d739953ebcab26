import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseWriter } from '@rbassist/testing/rekordbox';
import { describe, expect, test } from 'vitest';
import { anlzFile, beatGrid } from '../anlz/test-anlz.ts';
import { padOf } from './cues.ts';
import { addTrack, collect, plainDatabase } from './test-library.ts';

const read = async (fill: (writer: DatabaseWriter) => void) => collect(await plainDatabase(fill));

describe('readMasterDb', () => {
  test('reads the values of a track', async () => {
    const { tracks } = await read((writer) => {
      const { insert } = writer;
      insert('djmdArtist', { ID: 'a1', Name: 'Âme' });
      insert('djmdArtist', { ID: 'a2', Name: 'Remixer' });
      insert('djmdAlbum', { ID: 'b', Name: 'Album' });
      insert('djmdGenre', { ID: 'g', Name: 'House' });
      insert('djmdLabel', { ID: 'l', Name: 'Innervisions' });
      insert('djmdKey', { ID: 'k', ScaleName: '8A' });
      addTrack(writer, '42', {
        FolderPath: 'C:/Music/Âme/Rej.mp3',
        Title: 'Rej',
        ...{ ArtistID: 'a1', RemixerID: 'a2', AlbumID: 'b', GenreID: 'g', LabelID: 'l', KeyID: 'k', ColorID: '7' },
        ...{ BPM: 12_345, Length: 412, Commnt: 'good /* Peak */', Rating: 4, ReleaseYear: 2006, DJPlayCount: 3 },
        ...{ StockDate: '2024-03-09', created_at: '2020-01-01 10:00:00', FileSize: 123_456 },
      });
    });
    expect(tracks).toEqual([
      {
        id: '42',
        path: 'C:\\Music\\Âme\\Rej.mp3',
        location: 'C:/Music/Âme/Rej.mp3',
        isStream: false,
        title: 'Rej',
        artist: 'Âme',
        remixer: 'Remixer',
        album: 'Album',
        genre: 'House',
        label: 'Innervisions',
        comments: 'good /* Peak */',
        year: 2006,
        durationS: 412,
        sizeBytes: 123_456,
        bpm: 123.45,
        key: '8A',
        stars: 4,
        color: 0x0000ff,
        playCount: 3,
        added: '2024-03-09',
        grid: [],
        marks: [],
        tags: [],
      },
    ]);
  });

  test('leaves out what Rekordbox does not know', async () => {
    const { tracks } = await read((writer) =>
      addTrack(writer, '1', {
        ...{ Title: null, BPM: 0, Length: 0, Rating: 0, ReleaseYear: 0, KeyID: '0', ArtistID: 'gone', ColorID: '0' },
        ...{ StockDate: null, created_at: '2021-05-06 07:08:09.123 +00:00' },
      }),
    );
    expect(Object.keys(tracks[0]).sort()).toEqual(
      ['added', 'grid', 'id', 'isStream', 'location', 'marks', 'path', 'tags'].sort(),
    );
    expect(tracks[0].added).toBe('2021-05-06');
  });

  test.each([[51], [255], [-1], [6], [2.5]])(
    'takes a rating of %d for unrated, since the table has stars',
    async (rating) => {
      const { tracks } = await read((writer) => addTrack(writer, '1', { Rating: rating }));
      expect(tracks[0].stars).toBeUndefined();
    },
  );

  test('skips deleted tracks, rows without an ID and sounds of the sampler', async () => {
    const { tracks, warnings } = await read((writer) => {
      addTrack(writer, 'kept');
      addTrack(writer, 'deleted', { rb_local_deleted: 1 });
      writer.insert('djmdContent', { ID: null, FolderPath: '/a.mp3' });
      writer.insert('djmdContent', { ID: 'nowhere', FolderPath: null });
      addTrack(writer, 's', { FolderPath: 'C:/Users/dj/Music/PioneerDJ/Sampler/OSC_SAMPLER/PRESET ONESHOT/HORN.wav' });
      addTrack(writer, 'own', { FolderPath: '/Users/dj/Music/Sampler/mine.wav' });
    });
    expect(tracks.map(({ id }) => id)).toEqual(['kept', 'own']);
    expect(warnings).toEqual(["Skipped 1 sounds of Rekordbox's sampler."]);
  });

  test('keeps entries of streaming services', async () => {
    const locations = [
      'soundcloud:tracks:900261313',
      'tidal:tracks:1',
      '/v4/catalog/tracks/12/',
      '//nas/music/a.mp3',
      '/a',
    ];
    const { tracks } = await read((writer) => {
      for (const [i, FolderPath] of locations.entries()) addTrack(writer, `${i}`, { FolderPath });
    });
    expect(tracks.map(({ isStream }) => isStream)).toEqual([true, true, true, false, false]);
    expect(tracks.map(({ location }) => location)).toEqual(locations);
    expect(tracks[0].path).toBe(locations[0]);
  });

  test('reads hot cues, memory cues, loops and their colours', async () => {
    const { tracks } = await read((writer) => {
      addTrack(writer, '1');
      const cue = (id: number, columns: Record<string, number | string | null>) =>
        writer.insert('djmdCue', { ID: `${id}`, ContentID: '1', OutMsec: -1, Color: -1, ...columns });
      cue(1, { InMsec: 5000, Kind: 1, ColorTableIndex: 22, Comment: 'Drop' });
      cue(2, { InMsec: 1500, Kind: 0, Color: 7 });
      cue(3, { InMsec: 9000, Kind: 5, OutMsec: 12_750, ColorTableIndex: 42 });
      cue(4, { InMsec: 20_000, Kind: 0, OutMsec: 24_000, Color: 255 });
      cue(5, { InMsec: 30_000, Kind: 4, OutMsec: null });
      cue(6, { InMsec: 40_000, Kind: 3, OutMsec: 0, ColorTableIndex: 63 });
      cue(7, { InMsec: 50_000, Kind: 17 });
      cue(8, { InMsec: 60_000, Kind: 99 });
      cue(9, { InMsec: null, Kind: 1 });
      cue(10, { InMsec: 1, Kind: 1, rb_local_deleted: 1 });
    });
    expect(tracks[0].marks).toEqual([
      { kind: 'cue', name: '', pad: null, startS: 1.5, endS: null, color: 0x660099 },
      { kind: 'cue', name: 'Drop', pad: 0, startS: 5, endS: null, color: 0x28e214 },
      { kind: 'loop', name: '', pad: 3, startS: 9, endS: 12.75, color: 0xe62828 },
      { kind: 'loop', name: '', pad: null, startS: 20, endS: 24 },
      { kind: 'cue', name: '', pad: null, startS: 30, endS: null },
      { kind: 'cue', name: '', pad: 2, startS: 40, endS: null },
      { kind: 'cue', name: '', pad: 15, startS: 50, endS: null },
      { kind: 'cue', name: '', pad: null, startS: 60, endS: null },
    ]);
    expect([0, 1, 2, 3, 4, 5, 6, 9, 10, 17, 18].map(padOf)).toEqual([null, 0, 1, 2, null, 3, 4, 7, 8, 15, null]);
  });

  test('reads My Tags in the order of their window, without categories', async () => {
    const { tracks } = await read((writer) => {
      const { insert } = writer;
      addTrack(writer, '1');
      addTrack(writer, '2');
      insert('djmdMyTag', { ID: '1', Seq: 1, Name: 'Genre', Attribute: 1, ParentID: 'root' });
      insert('djmdMyTag', { ID: '2', Seq: 2, Name: 'Mood', Attribute: 1, ParentID: 'root' });
      insert('djmdMyTag', { ID: '30', Seq: 1, Name: 'Dark', Attribute: 0, ParentID: '2' });
      insert('djmdMyTag', { ID: '20', Seq: 2, Name: 'Techno', Attribute: 0, ParentID: '1' });
      insert('djmdMyTag', { ID: '10', Seq: 1, Name: ' House ', Attribute: 0, ParentID: '1' });
      insert('djmdMyTag', { ID: '40', Seq: 9, Name: 'Gone', Attribute: 0, ParentID: '2', rb_local_deleted: 1 });
      for (const [i, tag] of ['30', '20', '10', '40', '1', '20'].entries()) {
        insert('djmdSongMyTag', { ID: `${i}`, MyTagID: tag, ContentID: '1' });
      }
      insert('djmdSongMyTag', { ID: '9', MyTagID: '10', ContentID: '2', rb_local_deleted: 1 });
    });
    expect(tracks.map(({ tags }) => tags)).toEqual([['House', 'Techno', 'Dark'], []]);
  });

  test('takes the last play from the history', async () => {
    const { tracks } = await read((writer) => {
      addTrack(writer, '1');
      for (const [i, day] of ['2024-05-01', '2024-06-01', '2024-04-01'].entries()) {
        writer.insert('djmdHistory', { ID: `${i}`, Name: `HISTORY ${i}`, DateCreated: day });
        writer.insert('djmdSongHistory', { ID: `${i}`, HistoryID: `${i}`, ContentID: '1', TrackNo: 1 });
      }
    });
    expect(tracks[0].lastPlayed).toBe('2024-06-01');
  });

  test('reads playlists in the order of the tree, and tracks in the order of the playlist', async () => {
    const { playlists } = await read((writer) => {
      const { insert } = writer;
      for (const id of ['1', '2', '3']) addTrack(writer, id);
      const list = (ID: string, Seq: number, Name: string, Attribute: number, ParentID: string) =>
        insert('djmdPlaylist', { ID, Seq, Name, Attribute, ParentID });
      list('f', 2, 'Sets', 1, 'root');
      list('p1', 1, 'First', 0, 'root');
      list('p2', 2, 'Second', 0, 'f');
      list('p3', 1, 'Inner', 0, 'f2');
      list('f2', 1, 'Deep', 1, 'f');
      list('lost', 1, 'Lost', 0, 'nobody');
      list('loop1', 1, 'Loop', 1, 'loop2');
      list('loop2', 1, 'Loop', 1, 'loop1');
      list('trial', 9, 'Trial playlist', -128, 'root');
      const songs = [
        ['1', 3],
        ['2', 1],
        ['3', 2],
        ['2', 4],
        ['gone', 5],
      ] as const;
      for (const [track, TrackNo] of songs) {
        insert('djmdSongPlaylist', { ID: `${TrackNo}`, PlaylistID: 'p2', ContentID: track, TrackNo });
      }
    });
    expect(playlists).toEqual([
      { id: 'p1', folders: [], name: 'First', trackIds: [] },
      { id: 'p3', folders: ['Sets', 'Deep'], name: 'Inner', trackIds: [] },
      { id: 'p2', folders: ['Sets'], name: 'Second', trackIds: ['2', '3', '1', '2'] },
      { id: 'lost', folders: [], name: 'Lost', trackIds: [] },
    ]);
  });

  test('reads grids from the analysis files, and counts those that give none', async () => {
    const path = await plainDatabase((writer) => {
      addTrack(writer, '1', { AnalysisDataPath: '/PIONEER/USBANLZ/a/ANLZ0000.DAT' });
      addTrack(writer, '2', { AnalysisDataPath: '/PIONEER/USBANLZ/missing/ANLZ0000.DAT' });
      addTrack(writer, '3', { AnalysisDataPath: '/PIONEER/USBANLZ/broken/ANLZ0000.DAT' });
      addTrack(writer, '4', { AnalysisDataPath: '/../../../../../../etc/hostname' });
      addTrack(writer, '5');
    });
    const share = join(dirname(path), 'share', 'PIONEER', 'USBANLZ');
    for (const folder of ['a', 'broken']) await mkdir(join(share, folder), { recursive: true });
    const grid = anlzFile(beatGrid([{ beat: 2, bpm: 124, timeMs: 31 }]));
    await writeFile(join(share, 'a', 'ANLZ0000.DAT'), grid);
    await writeFile(join(share, 'broken', 'ANLZ0000.DAT'), grid.subarray(0, -3));
    const { tracks, warnings } = await collect(path);
    expect(tracks.map((track) => track.grid)).toEqual([
      [{ timeS: 0.031, bpm: 124, metre: '4/4', beat: 2 }],
      ...Array(4).fill([]),
    ]);
    expect(warnings).toEqual([
      `1 tracks have no grid, since ${join(dirname(path), 'share')} lacks their analysis files.`,
      "2 tracks have no grid, since their analysis files can't be read.",
    ]);
    expect((await collect(path, { grids: false })).warnings).toEqual([]);
  });

  test('tolerates tables and columns of other versions', async () => {
    const { tracks } = await read((writer) => {
      for (const table of ['djmdMyTag', 'djmdHistory', 'djmdPlaylist', 'djmdCue', 'djmdKey', 'djmdProperty']) {
        writer.exec(`DROP TABLE ${table}`);
      }
      writer.exec('DROP TABLE djmdContent; CREATE TABLE djmdContent (ID TEXT PRIMARY KEY, FolderPath TEXT, New TEXT)');
      writer.insert('djmdContent', { ID: '1', FolderPath: '/a.mp3', New: 'x' });
    });
    expect(tracks).toEqual([
      { id: '1', path: '/a.mp3', location: '/a.mp3', isStream: false, grid: [], marks: [], tags: [] },
    ]);
  });

  test('takes values of other types than the usual ones', async () => {
    const { tracks } = await read((writer) => {
      writer.insert('djmdContent', { ID: 7n, FolderPath: '/a.mp3', BPM: '12800', Length: 'long', Rating: '3' });
      writer.exec(
        "INSERT INTO djmdContent (ID, FolderPath, Title, FileSize) VALUES ('8', '/b.mp3', x'00ff', 9223372036854775807)",
      );
      writer.insert('djmdCue', { ID: '1', ContentID: 7n, InMsec: '1000', Kind: 'x' });
    });
    expect(tracks[0]).toMatchObject({ id: '7', bpm: 128, stars: 3, marks: [{ startS: 1, pad: null }] });
    expect(tracks[1]).not.toHaveProperty('title');
  });
});

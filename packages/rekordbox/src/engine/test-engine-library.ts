import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deflateSync } from 'node:zlib';

/** Generations of the schema, as far as they differ for a reader. */
export const SCHEMAS = ['1.7.1', '1.9.1', '1.18.0', '2.18.0', '3.0.2'] as const;
export type Schema = (typeof SCHEMAS)[number];

const UUID = '6a4f7c1e-0000-4000-8000-000000000001';
const OTHER_UUID = '6a4f7c1e-0000-4000-8000-000000000002';
export const RATE = 44_100;

const f64 = (value: number, little = false) => {
  const bytes = Buffer.alloc(8);
  if (little) bytes.writeDoubleLE(value);
  else bytes.writeDoubleBE(value);
  return bytes;
};
const i64 = (value: number, little = false) => {
  const bytes = Buffer.alloc(8);
  if (little) bytes.writeBigInt64LE(BigInt(value));
  else bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const label = (name: string) => Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name)]);

export function pack(content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  return Buffer.concat([size, deflateSync(content)]);
}

export const trackData = (rate = RATE) => pack(Buffer.concat([f64(rate), i64(rate * 200), Buffer.alloc(28)]));

/** Beats as [sample, number]. The analysed grid comes first, then the adjusted one. */
export function beatData(analysed: [number, number][], adjusted: [number, number][] = analysed): Buffer {
  const grid = (beats: [number, number][]) =>
    Buffer.concat([
      i64(beats.length),
      ...beats.map(([sample, number]) => Buffer.concat([f64(sample, true), i64(number, true), Buffer.alloc(8)])),
    ]);
  return pack(Buffer.concat([f64(RATE), f64(RATE * 200), Buffer.from([1]), grid(analysed), grid(adjusted)]));
}

/** Hot cues as [name, sample, colour]; a sample of -1 is an empty pad. */
export function quickCues(cues: [string, number, number][], mainCue?: number): Buffer {
  const argb = (color: number) => Buffer.from([255, color >> 16, (color >> 8) & 255, color & 255]);
  return pack(
    Buffer.concat([
      i64(cues.length),
      ...cues.map(([name, sample, color]) => Buffer.concat([label(name), f64(sample), argb(color)])),
      f64(mainCue ?? 0),
      Buffer.from([mainCue === undefined ? 0 : 1]),
      f64(0),
    ]),
  );
}

export function loops(list: [string, number, number][]): Buffer {
  return Buffer.concat([
    i64(list.length, true),
    ...list.map(([name, start, end]) =>
      Buffer.concat([label(name), f64(start, true), f64(end, true), Buffer.from([1, 1, 255, 0, 128, 255])]),
    ),
  ]);
}

export const CUES = quickCues(
  [
    ['Intro', RATE * 1.5, 0xff0000],
    ['', -1, 0],
    ['Dröp', RATE * 60, 0x00ff00],
  ],
  RATE * 0.5,
);
export const LOOPS = loops([['Outro', RATE * 90, RATE * 98]]);
/** 120 BPM from 0.1 s, where a bar begins; stored from one bar before. */
export const BEATS = beatData([
  [RATE * (0.1 - 2), -4],
  [RATE * 200.1, 400],
]);

/** Builds a library of a schema in a folder. Returns the folder "Engine Library". */
export async function buildEngineLibrary(parent: string, schema: Schema): Promise<string> {
  const folder = join(parent, 'Engine Library');
  const isNew = !schema.startsWith('1.');
  const place = isNew ? join(folder, 'Database2') : folder;
  await mkdir(place, { recursive: true });
  const main = new DatabaseSync(join(place, 'm.db'));
  const [major, minor, patch] = schema.split('.').map(Number);
  main.exec(
    `CREATE TABLE Information (id INTEGER PRIMARY KEY, uuid TEXT, schemaVersionMajor INTEGER,
      schemaVersionMinor INTEGER, schemaVersionPatch INTEGER);
     INSERT INTO Information VALUES (1, '${UUID}', ${major}, ${minor}, ${patch});`,
  );
  if (isNew) buildNew(main, schema);
  else buildOld(main, schema);
  main.close();
  if (!isNew) buildPerformance(join(place, 'p.db'));
  return folder;
}

const TRACKS = [
  { id: 1, path: '../Music/Wärme.mp3', title: 'Wärme', artist: 'Nord', key: 1, rating: 80 },
  { id: 2, path: '../Music/b.flac', title: 'B', artist: null, key: null, rating: 0 },
];

function buildNew(main: DatabaseSync, schema: Schema): void {
  const inTrack = schema === '2.18.0';
  const blobs = 'trackData BLOB, overviewWaveFormData BLOB, beatData BLOB, quickCues BLOB, loops BLOB';
  main.exec(
    `CREATE TABLE Track (id INTEGER PRIMARY KEY, length INTEGER, bpm INTEGER, year INTEGER, path TEXT, bpmAnalyzed REAL,
       fileBytes INTEGER, title TEXT, artist TEXT, album TEXT, genre TEXT, comment TEXT, label TEXT, remixer TEXT,
       key INTEGER, rating INTEGER, timeLastPlayed DATETIME, dateAdded DATETIME, streamingSource TEXT, uri TEXT,
       originDatabaseUuid TEXT, originTrackId INTEGER${inTrack ? `, ${blobs}` : ''});
     CREATE TABLE Playlist (id INTEGER PRIMARY KEY, title TEXT, parentListId INTEGER, nextListId INTEGER);
     CREATE TABLE PlaylistEntity (id INTEGER PRIMARY KEY, listId INTEGER, trackId INTEGER, databaseUuid TEXT,
       nextEntityId INTEGER);
     CREATE TABLE Smartlist (listUuid TEXT PRIMARY KEY, title TEXT);
     INSERT INTO Smartlist VALUES ('x', 'Fast');`,
  );
  main.exec(
    inTrack
      ? 'CREATE VIEW PerformanceData AS SELECT id AS trackId, trackData, beatData, quickCues, loops FROM Track'
      : `CREATE TABLE PerformanceData (trackId INTEGER PRIMARY KEY, ${blobs})`,
  );
  const insert = main.prepare(
    `INSERT INTO Track (id, length, bpm, year, path, bpmAnalyzed, title, artist, genre, comment, key, rating,
       timeLastPlayed, dateAdded, originDatabaseUuid, originTrackId)
     VALUES (?, 200, 120, 2024, ?, 120.004, ?, ?, 'House', 'warm', ?, ?, 1700000000, 1600000000, ?, ?)`,
  );
  for (const { id, path, title, artist, key, rating } of TRACKS) {
    const [uuid, origin] = id === 2 ? [OTHER_UUID, 77] : [UUID, id];
    insert.run(id, path, title, artist, key, rating, uuid, origin);
  }
  main.exec(
    `INSERT INTO Track (id, path, title, streamingSource, uri) VALUES (3, 'tidal:tracks:5', 'Stream', 'TIDAL', 'tidal://5');
     INSERT INTO Track (id) VALUES (4);`,
  );
  const columns = [trackData(), BEATS, CUES, LOOPS];
  if (inTrack)
    main.prepare('UPDATE Track SET trackData=?, beatData=?, quickCues=?, loops=? WHERE id=1').run(...columns);
  else {
    main
      .prepare('INSERT INTO PerformanceData (trackId, trackData, beatData, quickCues, loops) VALUES (1, ?, ?, ?, ?)')
      .run(...columns);
  }
  main.exec(
    `INSERT INTO Playlist VALUES (1, 'Second', 0, 0), (2, 'Sets', 0, 1), (3, 'Friday', 2, 0);
     INSERT INTO PlaylistEntity VALUES (10, 3, 77, '${OTHER_UUID}', 0), (11, 3, 1, '${UUID}', 10), (12, 1, 1, '${UUID}', 13),
       (13, 1, 999, '${UUID}', 0);`,
  );
}

function buildOld(main: DatabaseSync, schema: Schema): void {
  main.exec(
    `CREATE TABLE Track (id INTEGER PRIMARY KEY, length INTEGER, bpm INTEGER, year INTEGER, path TEXT, bpmAnalyzed REAL);
     CREATE TABLE MetaData (id INTEGER, type INTEGER, text TEXT, PRIMARY KEY (id, type));
     CREATE TABLE MetaDataInteger (id INTEGER, type INTEGER, value INTEGER, PRIMARY KEY (id, type));`,
  );
  const text = main.prepare('INSERT INTO MetaData VALUES (?, ?, ?)');
  const number = main.prepare('INSERT INTO MetaDataInteger VALUES (?, ?, ?)');
  for (const { id, path, title, artist, key, rating } of TRACKS) {
    main.prepare('INSERT INTO Track VALUES (?, 200, 120, 2024, ?, 120.004)').run(id, path);
    for (const [type, value] of [
      [1, title],
      [2, artist],
      [4, 'House'],
      [5, 'warm'],
    ] as const) {
      text.run(id, type, value);
    }
    for (const [type, value] of [
      [1, 1_700_000_000],
      [4, key],
      [5, rating],
    ] as const) {
      number.run(id, type, value);
    }
  }
  if (schema === '1.7.1') {
    main.exec(
      `CREATE TABLE Playlist (id INTEGER PRIMARY KEY, title TEXT);
       CREATE TABLE PlaylistTrackList (playlistId INTEGER, trackId INTEGER, trackIdInOriginDatabase INTEGER,
         databaseUuid TEXT, trackNumber INTEGER);
       CREATE TABLE Crate (id INTEGER PRIMARY KEY, title TEXT, path TEXT);
       CREATE TABLE CrateTrackList (crateId INTEGER, trackId INTEGER);
       INSERT INTO Playlist VALUES (1, 'Second');
       INSERT INTO PlaylistTrackList VALUES (1, 999, 999, '${UUID}', 2), (1, 1, 1, '${UUID}', 1);
       INSERT INTO Crate VALUES (1, 'Friday', 'Sets;Friday;');
       INSERT INTO CrateTrackList VALUES (1, 1), (1, 2);`,
    );
    return;
  }
  const ordering = schema === '1.9.1' ? '' : ', ordering INTEGER DEFAULT 0';
  main.exec(
    `CREATE TABLE List (id INTEGER, type INTEGER, title TEXT, path TEXT, isFolder NUMERIC${ordering}, PRIMARY KEY (id, type));
     CREATE TABLE ListTrackList (id INTEGER PRIMARY KEY, listId INTEGER, listType INTEGER, trackId INTEGER,
       databaseUuid TEXT, trackNumber INTEGER);
     INSERT INTO List (id, type, title, path, isFolder) VALUES (1, 1, 'Second', 'Second;', 0), (1, 2, 'History', 'History;', 0),
       (2, 4, 'Sets', 'Sets;', 1), (3, 4, 'Friday', 'Sets;Friday;', 0);
     INSERT INTO ListTrackList VALUES (1, 1, 1, 999, '${UUID}', 2), (2, 1, 1, 1, '${UUID}', 1), (3, 1, 2, 2, '${UUID}', 1),
       (4, 3, 4, 1, '${UUID}', 0), (5, 3, 4, 2, '${UUID}', 0);`,
  );
}

function buildPerformance(path: string): void {
  const performance = new DatabaseSync(path);
  performance.exec(
    `CREATE TABLE PerformanceData (id INTEGER PRIMARY KEY, isAnalyzed NUMERIC, trackData BLOB,
       highResolutionWaveFormData BLOB, beatData BLOB, quickCues BLOB, loops BLOB);`,
  );
  performance
    .prepare('INSERT INTO PerformanceData (id, trackData, beatData, quickCues, loops) VALUES (1, ?, ?, ?, ?)')
    .run(trackData(), BEATS, CUES, LOOPS);
  performance.close();
}

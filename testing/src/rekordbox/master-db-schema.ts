const OWN = 'UUID rb_data_status:0 rb_local_data_status:0 rb_local_deleted:0 rb_local_synced:0 usn rb_local_usn';

/** Columns of the tables that rbassist reads, after the ID. A number after a colon is the default. */
const COLUMNS: Readonly<Record<string, string>> = {
  djmdContent: [
    'FolderPath FileNameL FileNameS Title ArtistID AlbumID GenreID BPM Length TrackNo BitRate BitDepth Commnt FileType',
    'Rating ReleaseYear RemixerID LabelID OrgArtistID KeyID StockDate ColorID DJPlayCount ImagePath MasterDBID',
    'MasterSongID AnalysisDataPath SearchStr FileSize DiscNo ComposerID Subtitle SampleRate Analysed ReleaseDate',
    'DateCreated ContentLink HotCueAutoLoad ISRC SamplerTrackInfo ServiceID rb_file_id DeviceID',
  ].join(' '),
  djmdCue: [
    'ContentID InMsec InFrame InMpegFrame InMpegAbs OutMsec OutFrame OutMpegFrame OutMpegAbs Kind Color',
    'ColorTableIndex ActiveLoop Comment BeatLoopSize CueMicrosec InPointSeekInfo OutPointSeekInfo ContentUUID',
  ].join(' '),
  contentCue: 'ContentID Cues rb_cue_count',
  djmdArtist: 'Name SearchStr',
  djmdAlbum: 'Name AlbumArtistID ImagePath Compilation SearchStr',
  djmdGenre: 'Name',
  djmdKey: 'ScaleName Seq',
  djmdLabel: 'Name',
  djmdColor: 'ColorCode SortKey Commnt',
  djmdMyTag: 'Seq Name Attribute ParentID',
  djmdSongMyTag: 'MyTagID ContentID TrackNo',
  djmdPlaylist: 'Seq Name ImagePath Attribute ParentID SmartList',
  djmdSongPlaylist: 'PlaylistID ContentID TrackNo',
  djmdHistory: 'Seq Name Attribute ParentID DateCreated',
  djmdSongHistory: 'HistoryID ContentID TrackNo',
};
const TEXT = /ID$|Name|Path|Title|Comm|Date|Cues|Str$|^SmartList|UUID|Info$|^Subtitle|ISRC|AutoLoad|rb_file_id/;

/** Returns the SQL that creates the tables, with indexes like Rekordbox's. */
export function masterDbSchema(): string {
  const tables = Object.entries(COLUMNS).flatMap(([table, columns]) => {
    const names = `${columns} ${OWN}`.split(' ').map((column) => column.split(':'));
    const typed = names.map(
      ([name, value = 'NULL']) => `"${name}" ${TEXT.test(name) ? 'VARCHAR(255)' : 'INTEGER'} DEFAULT ${value}`,
    );
    const times = ['created_at', 'updated_at'].map(
      (name) => `"${name}" DATETIME NOT NULL DEFAULT '2024-01-01 00:00:00'`,
    );
    const indexed = names
      .map(([name]) => name)
      .filter((name) =>
        /^(ContentID|PlaylistID|MyTagID|UUID|rb_data_status|rb_local_deleted|rb_local_usn|ArtistID|AlbumID|GenreID|Title)$/.test(
          name,
        ),
      );
    return [
      `CREATE TABLE "${table}" ("ID" VARCHAR(255) PRIMARY KEY, ${[...typed, ...times].join(', ')});`,
      ...indexed.map((name) => `CREATE INDEX "${table}_${name}" ON "${table}" ("${name}");`),
    ];
  });
  return `CREATE TABLE "djmdProperty" ("DBID" VARCHAR(255) PRIMARY KEY, "DBVersion" VARCHAR(255));${tables.join('\n')}`;
}

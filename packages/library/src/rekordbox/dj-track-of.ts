import { type CueForm, fileStem, parseKey, readCues, readTags, type TrackRecord } from '@rbassist/core';
import { colorOfText, type DjMark, type DjTrack, locationOfPath, MARK_LIMITS } from '@rbassist/rekordbox';

/** Keys of a record that {@link djTrackOf} reads. */
export const DJ_TRACK_KEYS = [
  'artist',
  'title',
  'album',
  'genre',
  'year',
  'duration',
  'bitrate',
  'sample_rate',
  'added',
  'rating',
  'color',
  'play_count',
  'last_played',
  'rekordbox',
  'comments',
  'bpm',
  'key',
  'tempos',
  'cues',
  'mytags',
] as const satisfies readonly (keyof TrackRecord)[];

/** Record with the keys that {@link djTrackOf} reads. */
export type DjTrackRecord = Pick<TrackRecord, (typeof DJ_TRACK_KEYS)[number]>;

/**
 * Returns a track of the library as DJ programs know it, in the time of the samples: see `shiftTrack` for that of a
 * program. Its `id` is its path.
 *
 * @param path Absolute path, as `meta.json` spells it.
 * @param cueForm Form of cues that could have either, from `folderCueForm`.
 */
export function djTrackOf(path: string, record: DjTrackRecord, { cueForm }: { cueForm?: CueForm } = {}): DjTrack {
  const { rekordbox, duration, tempos = [], color } = record;
  return {
    id: path,
    path,
    location: rekordbox?.location || locationOfPath(path),
    isStream: false,
    title: record.title || fileStem(path),
    ...given('artist', record.artist),
    ...given('album', record.album),
    ...given('genre', record.genre),
    ...given('comments', record.comments),
    ...given('year', record.year),
    ...given('durationS', duration),
    ...given('bitrateKbps', record.bitrate),
    ...given('sampleRateHz', record.sample_rate),
    ...given('bpm', record.bpm),
    ...given('key', keyText(record)),
    ...given('stars', record.rating),
    ...given('color', colorOfText(color)),
    ...given('playCount', record.play_count),
    ...given('added', record.added?.slice(0, 'yyyy-mm-dd'.length)),
    ...given('lastPlayed', record.last_played),
    grid: tempos.map(({ inizio_sec: timeS, bpm, metro: metre, battito: beat }) => ({ timeS, bpm, metre, beat })),
    marks: djMarks(record.cues, cueForm),
    tags: readTags(record.mytags),
  };
}

/** Returns the key as Rekordbox spells it if it is the same key; else as the record has it. */
function keyText({ key, rekordbox }: DjTrackRecord): string | undefined {
  const spelled = rekordbox?.key;
  const isSame = spelled && (!key || parseKey(spelled) === parseKey(key));
  return (isSame ? spelled : key) ?? undefined;
}

function djMarks(cues: unknown, cueForm?: CueForm): DjMark[] {
  let beyond: number = MARK_LIMITS.hot;
  return readCues(cues, cueForm).map(({ kind, name, pad, start, end, color }) => ({
    kind: kind === 'loop' ? 'loop' : 'cue',
    name,
    // a hot cue without a free pad stays one, so that it is reported
    pad: pad === null && kind === 'hot' ? beyond++ : pad,
    startS: start,
    endS: kind === 'loop' ? end : null,
    ...given('color', colorOfText(color)),
  }));
}

/** Returns an object with one member, or none for a value that is missing, empty or 0. */
function given<Key extends string, Value>(key: Key, value: Value | null | undefined): { [K in Key]?: Value } {
  return value ? ({ [key]: value } as { [K in Key]?: Value }) : {};
}

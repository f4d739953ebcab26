import {
  type CueForm,
  isPossibleBpm,
  parseKey,
  round,
  roundValue,
  type TempoSegment,
  type TrackRecord,
} from '@rbassist/core';
import { type DjTrack, gridTempo, hexColor, readTagBlock } from '@rbassist/rekordbox';
import { IMPORT_KEYS, type ImportField, type ImportKey } from './import-fields.ts';
import { importedCues } from './imported-cues.ts';

const MS_DECIMALS = 3;
/** Two decimals would let a grid drift by 10 ms in five minutes. */
const BPM_DECIMALS = 4;
const MOST_STARS = 5;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Values of a record, by key; a key is absent if the program does not know it. */
export type ImportedValues = Partial<Pick<TrackRecord, ImportKey>>;

/**
 * Returns the values of a track that records hold. Leaves out what the program does not know: no rating, no cues, a BPM
 * of 0, a key that no notation has.
 *
 * @param track Track in rbassist's time.
 * @param form Cue form of the library.
 */
export function importedValues(track: DjTrack, fields: ReadonlySet<ImportField>, form: CueForm): ImportedValues {
  const grid = gridTempo(track.grid, { durationS: track.durationS });
  const tempos = grid?.segments.filter(({ bpm }) => isPossibleBpm(bpm)).map(segmentOf) ?? [];
  const bpm = isPossibleBpm(track.bpm) ? track.bpm : tempos[0]?.bpm;
  const cues = importedCues(track.marks, form);
  const tags = importedTags(track);
  const { stars, color, playCount, lastPlayed, added, comments } = track;
  const values: ImportedValues = {
    bpm: bpm === undefined ? undefined : roundValue('bpm', bpm),
    key: parseKey(track.key),
    tempos: tempos.length > 0 ? tempos : undefined,
    cues: cues.length > 0 ? cues : undefined,
    rating: isStars(stars) ? stars : undefined,
    color: color === undefined ? undefined : hexColor(color),
    play_count: Number.isSafeInteger(playCount) && Number(playCount) > 0 ? playCount : undefined,
    last_played: isDay(lastPlayed) ? lastPlayed : undefined,
    added: isDay(added) ? added : undefined,
    comments: comments?.trim() ? comments : undefined,
    mytags: tags.length > 0 ? tags : undefined,
  };
  const keys = [...fields].flatMap((field): readonly ImportKey[] => IMPORT_KEYS[field]);
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}

/** Returns My Tags of a track: those that the program lists, and those at the end of its comment. */
function importedTags({ tags, comments }: Pick<DjTrack, 'tags' | 'comments'>): string[] {
  const inComment = comments === undefined ? [] : (readTagBlock(comments)?.tags ?? []);
  return [...new Set([...tags, ...inComment].map((tag) => tag.trim()).filter(Boolean))];
}

function segmentOf({ timeS, bpm, metre, beat }: DjTrack['grid'][number]): TempoSegment {
  return {
    inizio_sec: Math.max(0, round(timeS, MS_DECIMALS)),
    bpm: round(bpm, BPM_DECIMALS),
    metro: metre || '4/4',
    battito: Number.isInteger(beat) && beat > 0 ? beat : 1,
  };
}

function isStars(stars: number | undefined): stars is number {
  return stars !== undefined && Number.isInteger(stars) && stars > 0 && stars <= MOST_STARS;
}

function isDay(day: string | undefined): day is string {
  return day !== undefined && DAY.test(day);
}

import { z } from '@hono/zod-openapi';
import { type BrowseTrack, folderOf, OptionError } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { orNull, Remedies } from './answers.ts';
import { TrackId } from './parameters.ts';
import { remediesOf } from './remedy-jobs.ts';
import { listOf } from './track-query.ts';

/** State of a track. */
export const TrackState = z.enum(['playable', 'failed', 'missing', 'staged']).openapi('TrackState');

/** The last failure of a track. */
export const Failure = z.object({ kind: z.string(), message: z.string(), remedies: Remedies }).openapi('Failure');

const number = (description: string) => z.number().nullable().openapi({ description });
const text = (description?: string) =>
  z
    .string()
    .nullable()
    .openapi(description ? { description } : {});

const COLUMNS = {
  title: z.string().openapi({ description: "The file's name if the track has no title" }),
  artist: text(),
  album: text(),
  genre: text(),
  comments: text(),
  bpm: number('Beats per minute'),
  bpmConfidence: number('0..1; null if nobody measured the BPM'),
  bpmUncertain: z.boolean(),
  key: text('Camelot, such as "8A"'),
  keyConfidence: number('0..1; null if nobody measured the key'),
  keyUncertain: z.boolean(),
  energy: number('0..1'),
  duration: number('Seconds'),
  loudness: number('LUFS'),
  rating: number('Stars, 0..5'),
  added: text('ISO 8601'),
  modified: text("Time of the file's last change when it was scanned, ISO 8601"),
  tags: z.array(z.string()).openapi({ description: 'All tags, with My Tags' }),
  mytags: z.array(z.string()),
  suggested: z.array(z.string()),
  state: TrackState,
  error: orNull(Failure),
  folder: z.string().openapi({ description: 'Id of the folder' }),
  hasVector: z.boolean(),
  path: z.string(),
  waveform: text('Base64 of 64 columns of three bytes (low, mid, high band); null if none is stored yet'),
};

/** A row of a list: the columns that were asked for. `null` is unknown. */
export const TrackRow = z.object(COLUMNS).partial().extend({ id: TrackId }).openapi('TrackRow');

/** A column of a list. */
export type Column = keyof typeof COLUMNS;

type Row = z.infer<typeof TrackRow>;

/** Columns of a list that asks for none. */
const DEFAULT_COLUMNS: readonly Column[] = [
  ...(['title', 'artist', 'bpm', 'bpmUncertain', 'key', 'keyUncertain', 'duration'] as const),
  ...(['genre', 'tags', 'rating', 'added', 'state'] as const),
];

const VALUES: { [Name in Column]: (track: BrowseTrack, context: ServerContext) => Row[Name] } = {
  title: ({ name }) => name,
  artist: ({ artist }) => artist ?? null,
  album: ({ album }) => album ?? null,
  genre: ({ genre }) => genre ?? null,
  comments: ({ comments }) => comments ?? null,
  bpm: ({ bpm }) => bpm ?? null,
  bpmConfidence: ({ bpmConfidence }) => bpmConfidence ?? null,
  bpmUncertain: ({ isBpmUncertain }) => isBpmUncertain,
  key: ({ key }) => key ?? null,
  keyConfidence: ({ keyConfidence }) => keyConfidence ?? null,
  keyUncertain: ({ isKeyUncertain }) => isKeyUncertain,
  energy: ({ energy }) => energy ?? null,
  duration: ({ durationS }) => durationS ?? null,
  loudness: ({ loudnessLufs }) => loudnessLufs ?? null,
  rating: ({ rating }) => rating ?? null,
  added: ({ addedMs }) => timeOf(addedMs),
  modified: ({ modifiedMs }) => timeOf(modifiedMs),
  tags: ({ tags }) => [...tags],
  mytags: ({ mytags }) => [...mytags],
  suggested: ({ suggested = [] }) => [...suggested],
  state: ({ state }) => state,
  error: ({ error, path }, context) =>
    error ? { kind: error.kind, message: error.message, remedies: remediesOf(context, error.remedies, path) } : null,
  folder: ({ path }, { folders }) => folders.id(folderOf(path)),
  hasVector: ({ hasVector }) => hasVector,
  path: ({ path }) => path,
  // trackRows reads it for all rows at once
  waveform: () => null,
};

/** Reads a list of columns. Throws {@link OptionError} for an unknown one. */
export function columnsOf(given: string | undefined): readonly Column[] {
  if (given === undefined) return DEFAULT_COLUMNS;
  const columns = listOf(given);
  const unknown = columns.find((column) => !Object.hasOwn(VALUES, column));
  if (unknown === undefined) return columns as Column[];
  throw new OptionError(`columns must be some of ${Object.keys(VALUES).join(', ')}, not "${unknown}".`);
}

/** Returns a row with columns of a track. */
export function trackRow(track: BrowseTrack, columns: readonly Column[], context: ServerContext): Row {
  const values = columns.map((column) => [column, VALUES[column](track, context)]);
  return { id: context.ids.id(track.path), ...Object.fromEntries(values) };
}

/** Returns rows with columns of tracks. */
export async function trackRows(
  tracks: readonly BrowseTrack[],
  columns: readonly Column[],
  context: ServerContext,
): Promise<Row[]> {
  const rows = tracks.map((track) => trackRow(track, columns, context));
  if (!columns.includes('waveform')) return rows;
  const strips = await context.library.waveformStrips(
    tracks.map(({ path }) => path),
    { draw: true },
  );
  return rows.map((row, i) => ({ ...row, waveform: strips[i] ? Buffer.from(strips[i]).toString('base64') : null }));
}

function timeOf(ms: number | undefined): string | null {
  const time = ms === undefined ? undefined : new Date(ms);
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : null;
}

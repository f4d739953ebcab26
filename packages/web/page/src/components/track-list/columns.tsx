import type { CSSProperties, ReactNode } from 'react';
import type { TrackRow } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatAge, formatBpm, formatDuration, shownText } from '../../text/format.ts';
import { keyHue } from '../key-wheel/wheel-geometry.ts';
import { MiniWaveform } from '../waveform/mini-waveform.tsx';
import styles from './cells.module.css';
import type { ColumnShape } from './column-layout.ts';

/** Name of a column of the API. */
export type ColumnName = Exclude<keyof TrackRow, 'id'>;

/** A column of a list of tracks. */
export interface TrackColumn extends ColumnShape {
  readonly label: string;
  /** Columns of the API that the cell shows. */
  readonly needs: readonly ColumnName[];
  /** Column of the API to sort by; none for a column that has no order. */
  readonly sort?: ColumnName;
  /** Numbers stand at the end of their cell. */
  readonly number?: boolean;
  /** Share of the room that is left, until a person gives the column a width. */
  readonly grows?: number;
  readonly cell: (row: TrackRow) => ReactNode;
}

/** Every row has these, for the player and for what is said of failed tracks. */
export const ALWAYS_NEEDED: readonly ColumnName[] = ['title', 'artist', 'bpm', 'key', 'state', 'error'];

function TitleCell({ row }: { row: TrackRow }) {
  const failed = row.state === 'failed' || row.state === 'missing';
  return (
    <>
      {failed && <span className={styles.failed}>{text.states[row.state!]}</span>}
      <bdi>{shownText(row.title)}</bdi>
      {failed && row.error && <span className={styles.reason}>{shownText(row.error.message)}</span>}
    </>
  );
}

function StackedCell({ row }: { row: TrackRow }) {
  return (
    <span className={styles.stacked}>
      <span>
        <TitleCell row={row} />
      </span>
      <bdi className={styles.below}>{shownText(row.artist)}</bdi>
    </span>
  );
}

/** A value that may be another one looks like it, and says so. */
function Uncertain({ children }: { children: ReactNode }) {
  return (
    <span className={styles.uncertain} title={text.list.uncertain}>
      {children}?<span className="unseen"> {text.list.uncertain}</span>
    </span>
  );
}

function BpmCell({ row }: { row: TrackRow }) {
  const bpm = formatBpm(row.bpm);
  return row.bpm && row.bpmUncertain ? <Uncertain>{bpm}</Uncertain> : bpm;
}

function KeyCell({ row }: { row: TrackRow }) {
  if (!row.key) return null;
  const key = (
    <span className="key" style={{ '--hue': keyHue(row.key) } as CSSProperties}>
      {row.key}
    </span>
  );
  return row.keyUncertain ? <Uncertain>{key}</Uncertain> : key;
}

/** Stars of a track, which a screen reader says as a number. */
function RatingCell({ row }: { row: TrackRow }) {
  if (!row.rating) return null;
  return (
    <>
      <span aria-hidden="true">{'★'.repeat(row.rating)}</span>
      <span className="unseen">{text.list.stars(row.rating)}</span>
    </>
  );
}

/** Returns the folder of a path of any system. */
function folderName(path = ''): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0));
}

const labels = text.columns;

/** Columns of every list of tracks. A narrow screen shows `stacked` instead of title and artist. */
export const TRACK_COLUMNS: readonly TrackColumn[] = [
  {
    id: 'title',
    label: labels.title,
    width: 190,
    minWidth: 140,
    grows: 3,
    needs: ['title'],
    sort: 'title',
    cell: (row) => <TitleCell row={row} />,
  },
  {
    id: 'artist',
    label: labels.artist,
    width: 140,
    grows: 2,
    needs: ['artist'],
    sort: 'artist',
    cell: ({ artist }) => <bdi>{shownText(artist)}</bdi>,
  },
  {
    id: 'bpm',
    label: labels.bpm,
    width: 78,
    needs: ['bpm', 'bpmUncertain'],
    sort: 'bpm',
    number: true,
    cell: (row) => <BpmCell row={row} />,
  },
  {
    id: 'key',
    label: labels.key,
    width: 54,
    needs: ['key', 'keyUncertain'],
    sort: 'key',
    cell: (row) => <KeyCell row={row} />,
  },
  {
    id: 'waveform',
    label: labels.waveform,
    width: 120,
    grows: 2,
    needs: ['waveform'],
    cell: ({ waveform }) => (waveform ? <MiniWaveform bytes={waveform} className={styles.wave} /> : null),
  },
  {
    id: 'duration',
    label: labels.duration,
    width: 54,
    needs: ['duration'],
    sort: 'duration',
    number: true,
    cell: ({ duration }) => formatDuration(duration),
  },
  {
    id: 'tags',
    label: labels.tags,
    width: 100,
    grows: 2,
    needs: ['tags'],
    cell: ({ tags }) => <bdi>{shownText(tags?.join(', '))}</bdi>,
  },
  {
    id: 'added',
    label: labels.added,
    width: 64,
    needs: ['added'],
    sort: 'added',
    number: true,
    cell: ({ added }) => formatAge(added),
  },
  {
    id: 'rating',
    label: labels.rating,
    width: 84,
    needs: ['rating'],
    sort: 'rating',
    cell: (row) => <RatingCell row={row} />,
  },
  {
    id: 'energy',
    label: labels.energy,
    width: 64,
    hidden: true,
    needs: ['energy'],
    sort: 'energy',
    number: true,
    cell: ({ energy }) => (energy === null || energy === undefined ? '' : Math.round(energy * 100)),
  },
  {
    id: 'genre',
    label: labels.genre,
    width: 120,
    hidden: true,
    needs: ['genre'],
    sort: 'genre',
    cell: ({ genre }) => <bdi>{shownText(genre)}</bdi>,
  },
  {
    id: 'album',
    label: labels.album,
    width: 160,
    hidden: true,
    needs: ['album'],
    sort: 'album',
    cell: ({ album }) => <bdi>{shownText(album)}</bdi>,
  },
  {
    id: 'comments',
    label: labels.comments,
    width: 180,
    hidden: true,
    needs: ['comments'],
    sort: 'comments',
    cell: ({ comments }) => <bdi>{shownText(comments)}</bdi>,
  },
  {
    id: 'loudness',
    label: labels.loudness,
    width: 84,
    hidden: true,
    needs: ['loudness'],
    sort: 'loudness',
    number: true,
    cell: ({ loudness }) => loudness?.toFixed(1) ?? '',
  },
  {
    id: 'folder',
    label: labels.folder,
    width: 200,
    hidden: true,
    needs: ['path'],
    sort: 'folder',
    cell: ({ path }) => <bdi>{shownText(folderName(path))}</bdi>,
  },
];

/** Columns of a narrow screen. */
export const NARROW_COLUMNS: readonly TrackColumn[] = [
  {
    id: 'stacked',
    label: labels.title,
    width: 140,
    grows: 1,
    needs: [],
    sort: 'title',
    cell: (row) => <StackedCell row={row} />,
  },
  ...TRACK_COLUMNS.filter(({ id }) => id === 'bpm' || id === 'key').map((column) => ({
    ...column,
    width: column.width + 10,
  })),
];

import {
  type CueMark,
  folderCueForm,
  isUncertainBpm,
  isUncertainKey,
  parseKey,
  readCues,
  type TempoCandidate,
  type TrackRecord,
  trackName,
} from '@rbassist/core';
import type { Output } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText, longKeyText } from './key-text.ts';

type TableOutput = Pick<Output, 'verbose' | 'keyNotation'>;
type Track = readonly [path: string, record: TrackRecord];

/** Returns a table of tracks: headings, then one or more lines per track; with `--verbose` also their paths. */
export type TrackTable = (tracks: readonly Track[], output: TableOutput) => string[];

/** Shared columns of track tables. Names may be cut, paths never. */
export const ARTIST_COLUMN: Column = { heading: 'Artist', shrinkTo: 8 };
export const TITLE_COLUMN: Column = { heading: 'Title', shrinkTo: 10 };
export const PATH_COLUMN: Column = { heading: 'Path', ownLine: true };
const TRACK_COLUMN: Column = { heading: 'Track', shrinkTo: 12 };

/** Returns the BPM as text, with a "?" if rbassist is unsure of it; empty if there is none. */
export function bpmText(record: TrackRecord): string {
  const { bpm } = record;
  if (typeof bpm !== 'number') return '';
  return `${Number(bpm.toFixed(2))}${isUncertainBpm(record) ? '?' : ''}`;
}

const COLUMNS: readonly Column[] = [
  TRACK_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'LUFS', align: 'right' },
  { heading: 'Cues', align: 'right' },
];

/** Lists tracks with their analysis, one per line. */
export const listAnalyses: TrackTable = (tracks, output) => {
  const rowsOf = ([path, record]: Track) => [
    [
      trackName(path, record),
      tempoText(record),
      likelyKeysText(record, output) || '-',
      typeof record.loudness_lufs === 'number' ? record.loudness_lufs.toFixed(1) : '-',
      String(record.cues?.length ?? 0),
    ],
  ];
  return layOut(COLUMNS, tracks, rowsOf, output);
};

/** Returns the BPM, with the second-best one if rbassist is unsure of it. */
function tempoText(record: TrackRecord): string {
  const text = bpmText(record);
  if (text === '') return record.analysis_version?.tempo === undefined ? '-' : 'no beat';
  const other = isUncertainBpm(record) ? runnerUp(record.bpm_candidates ?? [], record.bpm) : undefined;
  return other === undefined ? text : `${text} (or ${Number(other.bpm.toFixed(2))})`;
}

/** Returns the key, with the second-best one if rbassist is unsure of it; empty if there is none. */
function likelyKeysText(record: TrackRecord, output: TableOutput): string {
  const text = longKeyText(record, output);
  if (!isUncertainKey(record)) return text;
  const key = parseKey(record.key);
  const other = record.key_candidates?.find((candidate) => parseKey(candidate.key) !== key);
  return other === undefined ? `${text}?` : `${text}? (or ${keyText(other, output)})`;
}

function runnerUp(candidates: readonly TempoCandidate[], bpm: TrackRecord['bpm']): TempoCandidate | undefined {
  return candidates.find((candidate) => candidate.bpm !== bpm);
}

const GRID_COLUMNS: readonly Column[] = [
  TRACK_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Grid' },
  { heading: 'First beat', align: 'right' },
  { heading: 'Confidence', align: 'right' },
];

/** Lists tracks with their beat grids, one per line. */
export const listGrids: TrackTable = (tracks, output) => {
  const rowsOf = ([path, record]: Track) => {
    const { tempos = [], beatgrid_mode: mode = '', beatgrid_confidence: confidence } = record;
    const grid = tempos.length > 1 ? `${mode}, ${tempos.length} sections` : mode;
    return [
      [
        trackName(path, record),
        tempoText(record),
        tempos.length === 0 ? 'none' : grid,
        tempos.length === 0 ? '-' : `${tempos[0].inizio_sec.toFixed(3)} s`,
        confidence === undefined ? '-' : confidence.toFixed(2),
      ],
    ];
  };
  return layOut(GRID_COLUMNS, tracks, rowsOf, output);
};

const FIRST_PAD = 'A';
const CUE_COLUMNS: readonly Column[] = [
  TRACK_COLUMN,
  { heading: 'Cue', shrinkTo: 8 },
  { heading: 'Kind' },
  { heading: 'Start', align: 'right' },
  { heading: 'End', align: 'right' },
];

/** Lists the cues of tracks, one per line. */
export const listCues: TrackTable = (tracks, output) => {
  const form = folderCueForm(tracks.map(([, { cues }]) => cues));
  const rowsOf = ([path, record]: Track) => {
    const name = trackName(path, record);
    const cues = readCues(record.cues, form);
    if (cues.length === 0) return [[name, 'none', '', '', '']];
    return cues.map((cue, i) => [
      i === 0 ? name : '',
      cue.name,
      cueKind(cue),
      clock(cue.start),
      cue.kind === 'loop' ? clock(cue.end) : '',
    ]);
  };
  return layOut(CUE_COLUMNS, tracks, rowsOf, output);
};

/** Formats the rows of tracks, with each path in the last column of the track's first row. */
function layOut(
  columns: readonly Column[],
  tracks: readonly Track[],
  rowsOf: (track: Track) => string[][],
  { verbose }: TableOutput,
): string[] {
  if (!verbose) return formatTable(columns, tracks.flatMap(rowsOf));
  const rows = tracks.flatMap((track) => rowsOf(track).map((row, i) => [...row, i === 0 ? track[0] : '']));
  return formatTable([...columns, PATH_COLUMN], rows);
}

/** Describes a cue as its pad or list, e.g. "hot A", "loop B", "memory". */
export function cueKind({ kind, pad }: CueMark): string {
  if (pad === null) return kind === 'loop' ? 'memory loop' : kind;
  return `${kind} ${String.fromCharCode(FIRST_PAD.charCodeAt(0) + pad)}`;
}

/** Returns seconds as text, for example "3:05.250". */
export function clock(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const rest = ((thousandths % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `${Math.floor(thousandths / 60_000)}:${rest}`;
}

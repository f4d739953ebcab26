import {
  type CueMark,
  folderCueForm,
  isUncertainBpm,
  readCues,
  type TempoCandidate,
  type TrackRecord,
  trackName,
} from '@rbassist/core';
import type { Output } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { longKeyText } from './key-text.ts';

/** Lists tracks, each in one or more lines. */
export type TrackTable = (
  tracks: readonly (readonly [path: string, record: TrackRecord])[],
  output: Pick<Output, 'keyNotation'>,
) => string;

/** A BPM as it is shown: with a "?" if rbassist is unsure of it, empty if there is none. */
export function bpmText(record: TrackRecord): string {
  const { bpm } = record;
  if (typeof bpm !== 'number') return '';
  return `${Number(bpm.toFixed(2))}${isUncertainBpm(record) ? '?' : ''}`;
}

const COLUMNS: readonly Column[] = [
  { heading: 'Track' },
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'LUFS', align: 'right' },
  { heading: 'Cues', align: 'right' },
];

/** Tracks with the results of their analysis, one a line. */
export const listAnalyses: TrackTable = (tracks, output) => {
  return formatTable(
    COLUMNS,
    tracks.map(([path, record]) => [
      trackName(path, record),
      tempoText(record),
      longKeyText(record, output) || '-',
      typeof record.loudness_lufs === 'number' ? record.loudness_lufs.toFixed(1) : '-',
      String(record.cues?.length ?? 0),
    ]),
  );
};

/** The BPM, with the next best if rbassist is unsure of it. */
function tempoText(record: TrackRecord): string {
  const text = bpmText(record);
  if (text === '') return record.analysis_version?.tempo === undefined ? '-' : 'no beat';
  const other = isUncertainBpm(record) ? runnerUp(record.bpm_candidates ?? [], record.bpm) : undefined;
  return other === undefined ? text : `${text} (or ${Number(other.bpm.toFixed(2))})`;
}

function runnerUp(candidates: readonly TempoCandidate[], bpm: TrackRecord['bpm']): TempoCandidate | undefined {
  return candidates.find((candidate) => candidate.bpm !== bpm);
}

const GRID_COLUMNS: readonly Column[] = [
  { heading: 'Track' },
  { heading: 'BPM', align: 'right' },
  { heading: 'Grid' },
  { heading: 'First beat', align: 'right' },
  { heading: 'Confidence', align: 'right' },
];

/** Tracks with their beat grids, one a line. */
export const listGrids: TrackTable = (tracks) => {
  return formatTable(
    GRID_COLUMNS,
    tracks.map(([path, record]) => {
      const { tempos = [], beatgrid_mode: mode = '', beatgrid_confidence: confidence } = record;
      const grid = tempos.length > 1 ? `${mode}, ${tempos.length} stretches` : mode;
      return [
        trackName(path, record),
        tempoText(record),
        tempos.length === 0 ? 'none' : grid,
        tempos.length === 0 ? '-' : `${tempos[0].inizio_sec.toFixed(3)} s`,
        confidence === undefined ? '-' : confidence.toFixed(2),
      ];
    }),
  );
};

const FIRST_PAD = 'A';
const CUE_COLUMNS: readonly Column[] = [
  { heading: 'Track' },
  { heading: 'Cue' },
  { heading: 'Kind' },
  { heading: 'Start', align: 'right' },
  { heading: 'End', align: 'right' },
];

/** The cues of tracks, one a line. */
export const listCues: TrackTable = (tracks) => {
  const form = folderCueForm(tracks.map(([, { cues }]) => cues));
  const rows = tracks.flatMap(([path, record]) => {
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
  });
  return formatTable(CUE_COLUMNS, rows);
};

/** Describes a cue as its pad or list, e.g. "hot A", "loop B", "memory". */
function cueKind({ kind, pad }: CueMark): string {
  if (pad === null) return kind === 'loop' ? 'memory loop' : kind;
  return `${kind} ${String.fromCharCode(FIRST_PAD.charCodeAt(0) + pad)}`;
}

/** Seconds as minutes, seconds and thousandths. */
function clock(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const rest = ((thousandths % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `${Math.floor(thousandths / 60_000)}:${rest}`;
}

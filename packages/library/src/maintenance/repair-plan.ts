import type { TrackRecord } from '@rbassist/core';
import type { FileState } from '../files/file-state.ts';
import type { WaveformChanges } from '../waveforms/waveform-changes.ts';
import type { LibraryChanges } from './apply-changes.ts';
import type { RepairReport } from './maintenance-options.ts';
import { mergeRecords } from './merge-records.ts';
import type { RecordsView } from './records-view.ts';
import type { VectorMove } from './vector-moves.ts';

export interface RepairPlan extends LibraryChanges {
  vectorMoves: VectorMove[];
  records: RecordsView;
  unneededVectors: string[];
  abandoned: string[];
  waveforms: WaveformChanges;
  changed: Set<string>;
  report: RepairReport;
}

export interface Planning {
  plan: RepairPlan;
  states: Map<string, FileState>;
}

/** Merges two records under the second path, and removes the first. */
export function mergeInto(
  { records, report, changed }: RepairPlan,
  from: string,
  to: string,
  record: TrackRecord,
  state: FileState | undefined,
): void {
  const signature = state?.state === 'present' ? state.signature : undefined;
  const kept = { path: to, record: records.get(to) ?? {} };
  const merged = mergeRecords(kept, { path: from, record }, signature);
  records.replace(from, to, merged.record);
  report.merged.push({ from, to, conflicts: merged.conflicts });
  changed.add(to);
}

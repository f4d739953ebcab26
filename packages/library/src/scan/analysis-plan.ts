import { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart } from '@rbassist/analyze';
import {
  fieldsWhere,
  fileSignature,
  isContentSignature,
  lacksValue,
  recordField,
  type TrackRecord,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { BPM_KEY_PARTS } from '../records/analysis-patch.ts';

export interface AnalysisPlanOptions {
  parts: readonly AnalysisPart[];
  onlyMissing: boolean;
  /** Store SHA-1 signatures, which the Python rbassist needs, instead of earlier ones of time and size. */
  forPython: boolean;
}

export interface TrackFile {
  path: string;
  /** Path of its record; may be another spelling. */
  key: string;
  signature: string;
}

/** Analyses of the Python rbassist count until the file changes. An impossible BPM is measured again. */
export async function partsToCompute(
  file: TrackFile,
  record: TrackRecord,
  meta: MetaStore,
  { parts, onlyMissing, forPython }: AnalysisPlanOptions,
): Promise<AnalysisPart[]> {
  const versions = record.analysis_version ?? {};
  const bpmKeyIsCurrent = record.sig_bpmkey !== undefined && (await isBpmKeyCurrent(file, record, meta, forPython));
  const hasImpossibleBpm = record.bpm != null && lacksValue(record, 'bpm');
  const isWrong = (part: AnalysisPart) => part === 'tempo' && hasImpossibleBpm;
  const isFresh = (part: AnalysisPart) =>
    !isWrong(part) &&
    (versions[part] ?? 0) >= ANALYSIS_VERSION[part] &&
    record.analysis_signature === file.signature &&
    (bpmKeyIsCurrent || record.sig_bpmkey === undefined || !BPM_KEY_PARTS.includes(part));
  if (onlyMissing) return parts.filter((part) => !isFresh(part) && (isWrong(part) || !isStored(record, part)));
  const byPython = bpmKeyIsCurrent && isAnalyzedByPython(record);
  return parts.filter((part) => !isFresh(part) && !(byPython && !(part in versions)));
}

/** Caches the answer, because a SHA-1 reads the whole file. */
async function isBpmKeyCurrent(
  { path, key, signature }: TrackFile,
  { sig_bpmkey: stored, sig_bpmkey_fast: cached }: TrackRecord,
  meta: MetaStore,
  forPython: boolean,
): Promise<boolean> {
  if (cached === signature) return true;
  const isFast = stored === signature;
  if (isFast ? !forPython : !isContentSignature(stored)) return isFast;
  // the worker reports a file that can't be read
  const content = await fileSignature(path, 'content').catch(() => undefined);
  if (content === undefined || (!isFast && content !== stored)) return isFast;
  meta.update(key, { sig_bpmkey: content, sig_bpmkey_fast: signature });
  return true;
}

function isStored(record: TrackRecord, part: AnalysisPart): boolean {
  const shown = fieldsWhere(({ writer, showsPart }) => writer === part && showsPart !== undefined);
  return shown.every((key) => {
    const { showsPart } = recordField(key) ?? {};
    const value = record[key];
    if (!Array.isArray(showsPart)) return Array.isArray(value) ? value.length > 0 : value != null;
    return showsPart.every((member) => (value as Record<string, unknown> | undefined)?.[member] !== undefined);
  });
}

/** Returns true for the versions of an analysis that has all parts of this version. */
export function isWholeAnalysis(versions: TrackRecord['analysis_version'] = {}): boolean {
  return ANALYSIS_PARTS.every((part) => (versions[part] ?? 0) >= ANALYSIS_VERSION[part]);
}

export function isAnalyzedByPython(record: Pick<TrackRecord, 'analysis_version' | 'bpm' | 'key'>): boolean {
  const versions = record.analysis_version ?? {};
  return !lacksValue(record, 'bpm') && record.key != null && !BPM_KEY_PARTS.some((part) => part in versions);
}

import { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart } from '@rbassist/analyze';
import { fieldsWhere, matchesSignature, recordField, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** What decides which parts of a track's analysis are computed. */
export interface AnalysisPlanOptions {
  /** The parts that are wanted at all. */
  parts: readonly AnalysisPart[];
  /** Compute a part only where nothing is stored of it, whoever stored it. */
  onlyMissing: boolean;
}

/** A track's file as it is. */
export interface TrackFile {
  path: string;
  /** The path that the library knows it by: another spelling of the same, or the same. */
  key: string;
  /** Fast. */
  signature: string;
}

/**
 * Which of the wanted parts of a track's analysis are missing, older than this version's, or of another state of its file.
 *
 * A track that the Python rbassist analysed, and whose file has not changed since, counts as analysed: what it stored is kept, and nothing is
 * added before it is asked for.
 *
 * @param meta Remembers what took reading the whole file to find out.
 */
export async function partsToCompute(
  file: TrackFile,
  record: TrackRecord,
  meta: MetaStore,
  { parts, onlyMissing }: AnalysisPlanOptions,
): Promise<AnalysisPart[]> {
  const versions = record.analysis_version ?? {};
  const bpmKeyHolds = record.sig_bpmkey !== undefined && (await bpmKeyIsOf(file, record, meta));
  const isFresh = (part: AnalysisPart) =>
    (versions[part] ?? 0) >= ANALYSIS_VERSION[part] &&
    record.analysis_signature === file.signature &&
    (bpmKeyHolds || record.sig_bpmkey === undefined || !BPM_KEY_PARTS.includes(part));
  if (onlyMissing) return parts.filter((part) => !isFresh(part) && !isStored(record, part));
  const byPython =
    bpmKeyHolds && record.bpm != null && record.key != null && !BPM_KEY_PARTS.some((part) => part in versions);
  return parts.filter((part) => !isFresh(part) && !(byPython && !(part in versions)));
}

const BPM_KEY_PARTS: readonly AnalysisPart[] = ['tempo', 'key'];

/** Whether the stored `sig_bpmkey` is the file's. A SHA-1 takes reading all of the file, so that it is remembered to hold. */
async function bpmKeyIsOf({ path, key, signature }: TrackFile, record: TrackRecord, meta: MetaStore): Promise<boolean> {
  const { sig_bpmkey: stored } = record;
  if (stored === undefined) return false;
  if (stored === signature || record.sig_bpmkey_fast === signature) return true;
  // what cannot be read is found out, and said, when it is listened to
  const holds = await matchesSignature(path, stored, signature).catch(() => false);
  if (holds) meta.update(key, { sig_bpmkey_fast: signature });
  return holds;
}

/** True if a part of the analysis is stored, whoever stored it. */
function isStored(record: TrackRecord, part: AnalysisPart): boolean {
  const shown = fieldsWhere(({ writer, showsPart }) => writer === part && showsPart !== undefined);
  return shown.every((key) => {
    const { showsPart } = recordField(key) ?? {};
    const value = record[key];
    if (!Array.isArray(showsPart)) return Array.isArray(value) ? value.length > 0 : value != null;
    return showsPart.every((member) => (value as Record<string, unknown> | undefined)?.[member] !== undefined);
  });
}

/** True if all parts of a track's analysis are of this version. */
export function isAnalyzed({ analysis_version: versions }: TrackRecord): boolean {
  return ANALYSIS_PARTS.every((part) => (versions?.[part] ?? 0) >= ANALYSIS_VERSION[part]);
}

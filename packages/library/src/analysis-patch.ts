import { ANALYSIS_VERSION, type AnalysisPart, type TrackAnalysis } from '@rbassist/analyze';
import type { Contour, TrackRecord } from '@rbassist/core';
import { round, toSignificant } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { digest, mayReplace, type SharedKey } from './whose-value.ts';

/** An analysis, and what it belongs to. */
export interface AnalysisToStore {
  analysis: TrackAnalysis;
  /** The parts that were computed. */
  parts: readonly AnalysisPart[];
  /** Fast signature of the file. */
  signature: string;
  /** Replace what someone else set. */
  force: boolean;
}

/** A kept BPM and a measured one mean the same pulse when they differ by no more than this share, or are as one to two. */
const SAME_PULSE = 0.04;
const PULSE_RATIOS = [1, 2, 1 / 2];

/** The patch that stores an analysis. A value is replaced only where there is none, where it is still what the analysis wrote, or by force. */
export function analysisPatch(record: TrackRecord, stored: AnalysisToStore): TrackPatch {
  const { analysis, parts, signature, force } = stored;
  const wrote = { ...record.analysis_wrote };
  const patch: TrackPatch = {};
  /** Writes a shared value if it may be; `undefined` takes it away. */
  const write = (key: SharedKey, value: TrackRecord[SharedKey]): boolean => {
    if (!force && !mayReplace(record, key)) {
      delete wrote[key];
      return false;
    }
    Object.assign(patch, { [key]: value });
    if (value === undefined) delete wrote[key];
    else wrote[key] = digest(value);
    return true;
  };
  for (const part of parts) STORE[part](record, analysis, patch, write);
  if (parts.includes('tempo') || parts.includes('key')) {
    patch.sig_bpmkey = signature;
    patch.sig_bpmkey_fast = undefined;
  }
  const earlier = record.analysis_signature === signature ? record.analysis_version : {};
  const computed = Object.fromEntries(parts.map((part) => [part, ANALYSIS_VERSION[part]]));
  patch.analysis_version = { ...earlier, ...computed };
  patch.analysis_signature = signature;
  patch.analysis_wrote = Object.keys(wrote).length > 0 ? wrote : undefined;
  return patch;
}

type Write = (key: SharedKey, value: TrackRecord[SharedKey]) => boolean;
type Store = (record: TrackRecord, analysis: TrackAnalysis, patch: TrackPatch, write: Write) => void;

const STORE: Readonly<Record<AnalysisPart, Store>> = {
  tempo(record, { bpm = null, bpm_confidence = 0, bpm_candidates = [], ...grid }, patch, write) {
    const measured = bpm === null ? null : round(bpm, 2);
    const ours = write('bpm', measured);
    patch.bpm_confidence = ours ? round(bpm_confidence, 3) : undefined;
    patch.bpm_candidates = bpm_candidates.map((candidate) => ({
      bpm: round(candidate.bpm, 2),
      confidence: round(candidate.confidence, 3),
    }));
    // a grid of another pulse than the BPM that is kept would contradict it
    const fits = ours || isSamePulse(record.bpm, measured);
    const tempos = (grid.tempos ?? []).map((tempo) => ({
      ...tempo,
      inizio_sec: round(tempo.inizio_sec, 3),
      bpm: round(tempo.bpm, 2),
    }));
    const usable = fits && tempos.length > 0;
    if (!write('tempos', usable ? tempos : undefined)) return;
    patch.beatgrid_mode = usable ? grid.beatgrid_mode : undefined;
    patch.beatgrid_confidence = usable ? round(grid.beatgrid_confidence ?? 0, 3) : undefined;
  },

  key(_, { key = null, key_name = null, key_confidence = 0, key_candidates = [], tuning_cents = null }, patch, write) {
    const ours = write('key', key);
    if (ours) patch.key_name = key_name;
    patch.key_confidence = ours ? round(key_confidence, 3) : undefined;
    patch.key_candidates = key_candidates.map((candidate) => ({
      key: candidate.key,
      confidence: round(candidate.confidence, 3),
    }));
    patch.tuning_cents = tuning_cents === null ? null : round(tuning_cents, 1);
  },

  cues(_, { cues = [], sections = [] }, patch, write) {
    write(
      'cues',
      cues.map(({ end, ...cue }) => ({
        ...cue,
        start: round(cue.start, 3),
        ...(end !== undefined && { end: round(end, 3) }),
      })),
    );
    patch.sections = sections.map(({ kind, start, end }) => ({ kind, start: round(start, 3), end: round(end, 3) }));
  },

  features(record, { features = {} }, patch) {
    const { samples, bass_contour, rhythm_contour, ...others } = record.features ?? {};
    patch.features = {
      ...others,
      ...(features.samples !== undefined && { samples: toSignificant(features.samples) }),
      ...(features.bass_contour && { bass_contour: compact(features.bass_contour) }),
      ...(features.rhythm_contour && { rhythm_contour: compact(features.rhythm_contour) }),
    };
  },

  loudness(_, { loudness_lufs = null, loudness_range_lu = null, true_peak_db = null }, patch) {
    const hundredth = (value: number | null) => (value === null ? null : round(value, 2));
    patch.loudness_lufs = hundredth(loudness_lufs);
    patch.loudness_range_lu = hundredth(loudness_range_lu);
    patch.true_peak_db = hundredth(true_peak_db);
  },
};

function isSamePulse(kept: number | null | undefined, measured: number | null): boolean {
  if (kept == null || measured === null) return false;
  return PULSE_RATIOS.some((ratio) => Math.abs(kept - measured * ratio) <= SAME_PULSE * measured * ratio);
}

/** Contours are nine tenths of a meta.json. */
function compact({ contour, reliability }: Contour): Contour {
  return { contour: contour.map(toSignificant), reliability: round(reliability, 3) };
}

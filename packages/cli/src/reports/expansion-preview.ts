import {
  CRATE_DEFAULTS,
  CRATE_PRESETS,
  type CrateOptions,
  type CratePartName,
  importedFrom,
  type MixTrack,
  round,
  type TrackRecord,
} from '@rbassist/core';
import type { ExpandedCrate } from '@rbassist/library';

const DIGITS = 6;

/** Names of the parts in the Python rbassist. */
const PART_NAMES: Readonly<Record<CratePartName, string>> = {
  annCentroid: 'ann_centroid',
  annSeedCoverage: 'ann_seed_coverage',
  groupMatch: 'group_match',
  bpmMatch: 'bpm_match',
  keyMatch: 'key_match',
  tagMatch: 'tag_match',
  transition: 'transition_outro_to_intro',
};

type Asked = CrateOptions & Required<Pick<CrateOptions, 'preset' | 'weights'>>;

/** Returns a grown playlist in the form that the Python rbassist writes with `--preview-json`. */
export function previewOf(crate: ExpandedCrate, asked: Asked, recordOf: (path: string) => TrackRecord | undefined) {
  const { sources, members, withoutVector, added, wanted, paths } = crate;
  const unplaced = new Set(withoutVector);
  const unmapped = sources.flatMap(({ notFound }) => notFound);
  const preset = CRATE_PRESETS[asked.preset];
  const weights = normalized({ ...preset.weights, ...definedOf(asked.weights) });
  const total = members.length + wanted;
  return {
    seed_tracks: [
      ...members.map((track) => ({
        rekordbox_path: track.path,
        matched_path: track.path,
        ...factsOf(track, recordOf(track.path)),
        embedding_path: recordOf(track.path)?.embedding ?? null,
        matched_by: 'path',
        status: unplaced.has(track.path) ? 'missing_embedding' : 'matched',
      })),
      ...unmapped.map(({ name }) => ({
        rekordbox_path: name,
        matched_path: null,
        ...NO_FACTS,
        embedding_path: null,
        matched_by: '',
        status: 'unmapped',
      })),
    ],
    added_tracks: added.map(({ track, path, score, fit, distance, support, parts, penalties }) => ({
      path,
      score: round(score, DIGITS),
      base_score: round(fit, DIGITS),
      final_score: round(score, DIGITS),
      ann_distance: round(distance, DIGITS),
      support_count: support,
      ...factsOf(track, recordOf(path)),
      component_scores: {
        ...Object.fromEntries(parts.map(({ name, value }) => [PART_NAMES[name], round(value, DIGITS)])),
        ...(penalties.repeats > 0 && { anti_repetition: round(penalties.repeats, DIGITS) }),
      },
      reasons: [
        ...parts.filter(({ value }) => value > 0).map(({ name }) => PART_NAMES[name]),
        ...(penalties.repeats > 0 ? ['artist_repeat'] : []),
        ...(penalties.diversity > 0 ? ['diversity'] : []),
      ],
    })),
    combined_tracks: paths,
    diagnostics: {
      seed_tracks_total: members.length + unmapped.length,
      matched_total: members.length - unplaced.size,
      unmapped_total: unmapped.length,
      missing_embedding_total: unplaced.size,
      mode: asked.preset,
      strategy: asked.strategy ?? CRATE_DEFAULTS.strategy,
      normalized_weights: weights,
      candidate_pool: asked.candidatePool ?? CRATE_DEFAULTS.candidatePool,
      diversity: asked.diversity ?? preset.diversity,
      filters: {
        tempo_pct: asked.tempoPct ?? preset.tempoPct,
        allow_doubletime: asked.allowDoubletime ?? true,
        key_mode: asked.keyMode ?? preset.keyMode,
        require_tags: asked.tags ?? [],
      },
      requested_target_total: total,
      requested_add_count: wanted,
      added_tracks_total: added.length,
      combined_tracks_total: paths.length,
      filtered: crate.filtered,
    },
    target_total: total,
    add_count: wanted,
    strategy: asked.strategy ?? CRATE_DEFAULTS.strategy,
    mode: asked.preset,
  };
}

const NO_FACTS = {
  title: '',
  artist: '',
  bpm: null,
  rekordbox_bpm: null,
  rbassist_bpm: null,
  bpm_delta: null,
  bpm_mismatch: false,
  bpm_source: 'unknown',
  key: null,
  mytags: [] as readonly string[],
};

function factsOf({ artist = '', title = '', tempos, keys, tags }: MixTrack, record: TrackRecord | undefined) {
  const bpm = tempos[0]?.value ?? null;
  const isRekordbox = bpm !== null && record !== undefined && importedFrom(record, 'bpm') === 'rekordbox';
  return {
    ...NO_FACTS,
    title,
    artist,
    bpm,
    rbassist_bpm: bpm,
    ...(isRekordbox && { rekordbox_bpm: bpm, bpm_delta: 0 }),
    bpm_source: isRekordbox ? 'rekordbox' : bpm === null ? 'unknown' : 'rbassist',
    key: keys[0]?.value ?? null,
    mytags: record?.mytags ?? tags,
  };
}

function definedOf(weights: Asked['weights']): Asked['weights'] {
  return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== undefined));
}

function normalized(weights: Record<CratePartName, number>): Record<string, number> {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const share = (weight: number) => (total === 0 ? 0 : round(weight / total, DIGITS));
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [PART_NAMES[name as CratePartName], share(weight)]),
  );
}

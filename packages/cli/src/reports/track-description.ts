import { fitRecord, importedFrom, isMeasured, parseKey, readCues, type TrackRecord, trackName } from '@rbassist/core';
import type { TrackDescription } from '@rbassist/library';
import { formatBytes } from '../output/byte-size.ts';
import { formatDuration } from '../output/duration.ts';
import { localTime } from '../output/local-time.ts';
import type { Output } from '../output/output.ts';
import { formatPercent } from '../output/percent.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { keyText, longKeyText } from './key-text.ts';
import { soundTagsText } from './sound-tags-text.ts';
import { bpmText, clock, cueKind } from './track-tables.ts';

/** A line of a section: its label and value. Lines without a value are left out. */
type Row = readonly [label: string, value: string | undefined];

const LABEL_WIDTH = 16;
/** Characters of another program's value. */
const LONGEST_VALUE = 200;
/** Probability of a candidate that is worth a look. */
const LIKELY = 0.01;

/** Lists all that is known of a track, in sections. */
export function describeTrackLines(description: TrackDescription, output: Output): string[] {
  // another program may have written any type
  const record = fitRecord({ ...description.record }, () => {});
  const sections: [heading: string, rows: Row[]][] = [
    ['Names', nameRows(record)],
    ['File', fileRows(description, record)],
    ['Tempo', tempoRows(record)],
    ['Key', keyRows(record, output)],
    ['Sound', soundRows(record, description.facts)],
    ['Parts', partRows(record)],
    ['Cues', cueRows(record)],
    ['Tags', tagRows(record, description)],
    ['Search', searchRows(description, record)],
    ['Problems', problemRows(description, output)],
    ['Copies', description.copies.map(({ path, evidence }): Row => [COPY_LABELS[evidence], path])],
    ['Sets', description.sets.map(({ name, places }): Row => [`place ${places.join(', ')}`, name])],
    ['Other programs', otherRows(description)],
    ['Unreadable', description.oddValues.map((place): Row => ['', place === '' ? 'the whole record' : place])],
  ];
  const shown = sections.flatMap(([heading, rows]) => {
    const lines = rows.flatMap(([label, value]) => (value ? [`  ${label.padEnd(LABEL_WIDTH)}${value}`] : []));
    return lines.length === 0 ? [] : ['', heading, ...lines];
  });
  return [trackName(description.path, record), description.path, ...shown];
}

const COPY_LABELS: Readonly<Record<TrackDescription['copies'][number]['evidence'], string>> = {
  staged: 'Staged copy',
  names: 'Same names',
  sound: 'Same sound',
};

function nameRows({ artist, title, album, genre, year, comments }: TrackRecord): Row[] {
  return [
    ['Artist', artist],
    ['Title', title],
    ['Album', album],
    ['Genre', genre],
    ['Year', year?.toString()],
    ['Comments', comments],
  ];
}

function fileRows({ file }: TrackDescription, { duration, bitrate, sample_rate, added, missing }: TrackRecord): Row[] {
  const since = missing === undefined ? '' : ` since the scan of ${localTime(missing.since)}`;
  const states: Readonly<Record<typeof file.state, string>> = {
    present: `present${file.bytes === undefined ? '' : `, ${formatBytes(file.bytes)}`}${changeText(file)}`,
    missing: `missing${since}`,
    unreadable: 'unreadable',
    foreign: 'a path of another operating system',
    bare: 'a name without a folder',
  };
  return [
    ['File', states[file.state]],
    ['Length', duration === undefined ? undefined : formatDuration(duration)],
    ['Bit rate', bitrate === undefined ? undefined : `${Math.round(bitrate)} kbit/s`],
    ['Sample rate', sample_rate === undefined ? undefined : `${sample_rate} Hz`],
    ['Added', added === undefined ? undefined : localTime(added)],
  ];
}

function changeText({ bytes, bytesThen, changed }: TrackDescription['file']): string {
  if (!changed) return '';
  const then = bytesThen === undefined || bytesThen === bytes ? '' : ` (then ${bytesThen} bytes, now ${bytes})`;
  return `, changed since the last scan${then}`;
}

function tempoRows(record: TrackRecord): Row[] {
  const { bpm, bpm_candidates: candidates = [], tempos = [], beatgrid_mode: mode, beatgrid_confidence } = record;
  const [first] = tempos;
  const changes = tempos.length > 1 ? `, ${tempos.length} sections` : '';
  return [
    ['BPM', typeof bpm === 'number' ? `${bpmText(record)}${origin(record, 'bpm', record.bpm_confidence)}` : undefined],
    [
      'May also be',
      listed(
        candidates
          .filter((other) => other.bpm !== bpm && other.confidence >= LIKELY)
          .map((other) => `${other.bpm} (${formatPercent(other.confidence)})`),
      ),
    ],
    [
      'Beat grid',
      first && `${mode ?? 'fixed'}${changes}, first beat ${clock(first.inizio_sec)}${sure(beatgrid_confidence)}`,
    ],
  ];
}

function keyRows(record: TrackRecord, output: Output): Row[] {
  const { key, key_candidates: candidates = [], tuning_cents: tuning } = record;
  const others = candidates.filter(
    ({ key: other, confidence }) => parseKey(other) !== parseKey(key) && confidence >= LIKELY,
  );
  return [
    ['Key', key ? `${longKeyText(record, output)}${origin(record, 'key', record.key_confidence)}` : undefined],
    ['May also be', listed(others.map((other) => `${keyText(other, output)} (${formatPercent(other.confidence)})`))],
    ['Tuning', typeof tuning === 'number' ? `${signed(tuning)} cents from A = 440 Hz` : undefined],
  ];
}

function soundRows(record: TrackRecord, facts: TrackDescription['facts']): Row[] {
  const { loudness_lufs: lufs, loudness_range_lu: range, true_peak_db: peak, energy, features } = record;
  return [
    ['Loudness', fixed(lufs, 1, ' LUFS')],
    ['Range', fixed(range, 1, ' LU')],
    ['True peak', fixed(peak, 1, ' dB')],
    ['Energy', fixed(energy, 2, ' of 1') ?? fixed(facts.energy, 2, ' of 1 (estimated from loudness)')],
    ['Sample room', fixed(features?.samples, 2, ' of 1')],
    ['Bass contour', contourText(features?.bass_contour)],
    ['Rhythm contour', contourText(features?.rhythm_contour)],
  ];
}

function contourText(contour: { reliability?: number } | undefined): string | undefined {
  return (
    contour && `stored${contour.reliability === undefined ? '' : `, reliability ${contour.reliability.toFixed(2)}`}`
  );
}

function partRows({ sections = [] }: TrackRecord): Row[] {
  return sections.map(({ kind, start, end }): Row => [kind, `${clock(start)} to ${clock(end)}`]);
}

function cueRows(record: TrackRecord): Row[] {
  return readCues(record.cues).map((cue): Row => {
    const place = cue.kind === 'loop' ? `${clock(cue.start)} to ${clock(cue.end)}` : clock(cue.start);
    return [cueKind(cue), cue.name === '' ? place : `${place}  ${cue.name}`];
  });
}

function tagRows(
  { mytags, tags, rating, tag_suggestions: suggestions }: TrackRecord,
  { soundTags }: TrackDescription,
): Row[] {
  return [
    ['My tags', listed(mytags ?? [])],
    ['Tags', listed(tags ?? [])],
    ['Sound', soundTags.length === 0 ? undefined : soundTagsText(soundTags)],
    ['Suggested', listed(suggestedTags(membersOf(suggestions).candidates ?? suggestions))],
    ['Doubtful', listed(suggestedTags(membersOf(suggestions).low_confidence))],
    ['Rating', rating === undefined ? undefined : `${rating} of 5`],
  ];
}

function membersOf(stored: unknown): Record<string, unknown> {
  return isObject(stored) ? stored : {};
}

/** Reads suggestions: a list of names, of tags with scores, or of pairs of both, which older versions wrote. */
function suggestedTags(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const [tag, score] = Array.isArray(item) ? item : isObject(item) ? [item.tag, item.score] : [item];
    if (typeof tag !== 'string') return [];
    return [typeof score === 'number' ? `${tag} (${score.toFixed(2)})` : tag];
  });
}

const SEARCH_STATES: Readonly<Record<TrackDescription['vector']['state'], string>> = {
  indexed: 'in the index',
  stored: 'not in the index',
  foreign: 'made by another program; it cannot be compared with the others',
  none: 'none',
};

function searchRows({ vector }: TrackDescription, { embedding_decoder: decoder }: TrackRecord): Row[] {
  return [
    ['Vector', SEARCH_STATES[vector.state]],
    ['Model', vector.space],
    ['Vector file', vector.file],
    ['Decoder', decoder],
  ];
}

function problemRows({ failure, problems }: TrackDescription, output: Output): Row[] {
  const failed = failure && ([failure.kind, withRemedies(failure.message, failure.remedies, output)] as const);
  return [
    ...(failed ? [failed] : []),
    ...problems.map(({ message, remedies }): Row => ['', withRemedies(message, remedies, output)]),
  ];
}

function otherRows({ record, otherKeys }: TrackDescription): Row[] {
  return otherKeys.map((key): Row => {
    const value = JSON.stringify(record[key]) ?? '';
    return [`${key} `, value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value];
  });
}

/** Says how sure rbassist is of a value, or that it did not measure it. */
function origin(record: TrackRecord, key: 'bpm' | 'key', confidence: number | undefined): string {
  if (isMeasured(record, key)) return sure(confidence);
  const program = importedFrom(record, key);
  return program === undefined
    ? ' (set by you or another program)'
    : ` (from ${program[0].toUpperCase()}${program.slice(1)})`;
}

function sure(confidence: number | undefined): string {
  return typeof confidence === 'number' ? ` (${formatPercent(confidence)} sure)` : '';
}

function fixed(value: number | null | undefined, digits: number, unit: string): string | undefined {
  return typeof value === 'number' ? `${value.toFixed(digits)}${unit}` : undefined;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

function listed(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.join(', ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

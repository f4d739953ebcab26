import type { BrowseTrack } from '../browse/browse-track.ts';
import type { Column } from './column-file.ts';
import { type FactColumns, FLAG_FACTS, LIST_FACTS, LIST_SEPARATOR, NUMBER_FACTS, TEXT_FACTS } from './packed-facts.ts';
import { TextPoolWriter } from './text-pool.ts';

/** Puts the facts of tracks into columns. Returns undefined if a text can't be stored as UTF-8. */
export function packFacts(tracks: readonly BrowseTrack[]): FactColumns | undefined {
  const texts = new TextPoolWriter();
  const listId = (list: readonly string[] | undefined): number =>
    list === undefined ? 0 : texts.id(`${list.map((text) => texts.id(text)).join(LIST_SEPARATOR)}${LIST_SEPARATOR}`);
  const ids = (idOf: (track: BrowseTrack) => number) => Uint32Array.from(tracks, idOf);
  const columns: Record<string, Column> = {};
  for (const name of TEXT_FACTS) columns[name] = ids((track) => texts.id(track[name]));
  for (const name of NUMBER_FACTS) columns[name] = Float64Array.from(tracks, (track) => track[name] ?? Number.NaN);
  for (const name of FLAG_FACTS) columns[name] = Uint8Array.from(tracks, (track) => Number(track[name]));
  for (const name of LIST_FACTS) columns[name] = ids((track) => listId(track[name]));
  columns.error = ids(({ error }) => texts.id(error && JSON.stringify(error)));
  const tempos = packLikely(tracks, (track) => track.tempos);
  columns.tempoEnds = tempos.ends;
  columns.tempoValues = Float64Array.from(tempos.values);
  columns.tempoProbabilities = tempos.probabilities;
  const keys = packLikely(tracks, (track) => track.keys);
  columns.keyEnds = keys.ends;
  columns.keyValues = Uint32Array.from(keys.values, (key) => texts.id(key));
  columns.keyProbabilities = keys.probabilities;
  return texts.isWellFormed ? ({ ...columns, ...texts.columns() } as FactColumns) : undefined;
}

function packLikely<Value>(
  tracks: readonly BrowseTrack[],
  listOf: (track: BrowseTrack) => readonly { value: Value; probability: number }[],
): { ends: Uint32Array; values: Value[]; probabilities: Float64Array } {
  const values: Value[] = [];
  const probabilities: number[] = [];
  const ends = Uint32Array.from(tracks, (track) => {
    for (const { value, probability } of listOf(track)) {
      values.push(value);
      probabilities.push(probability);
    }
    return values.length;
  });
  return { ends, values, probabilities: Float64Array.from(probabilities) };
}

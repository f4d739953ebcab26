import { EMBEDDING_FIELDS, type RecordField, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';
import { fitShape, type OddPlace } from './value-shape.ts';

const VECTOR_FIELDS: ReadonlySet<string> = new Set(EMBEDDING_FIELDS);

/**
 * Removes unreadable values from a record: values whose shape differs from `RECORD_FIELDS`, and meaningless nulls.
 * Removes only the invalid parts of a list or object. If any field of a vector is invalid, removes all its fields,
 * because the rest may describe another vector.
 *
 * @param record A copy, which this function changes. Must contain all {@link fieldsToFit} of the keys to read.
 * @param odd Called with the place of each invalid value; not called for nulls.
 */
export function fitRecord(record: TrackRecord, odd: OddPlace): TrackRecord {
  let isVectorOdd = false;
  for (const key of Object.keys(record)) {
    const field = recordField(key);
    if (field === undefined) continue;
    const value = record[key];
    const fitted = value == null ? nullOf(field) : fitShape(field.shape, value, key, odd);
    if (fitted === value) continue;
    if (fitted === undefined) delete record[key];
    else record[key] = fitted;
    isVectorOdd ||= value !== null && VECTOR_FIELDS.has(key);
  }
  if (isVectorOdd) for (const key of EMBEDDING_FIELDS) delete record[key];
  return record;
}

/** Returns the keys that {@link fitRecord} needs to check the given keys. */
export function fieldsToFit(keys: readonly string[]): readonly string[] {
  if (!keys.some((key) => VECTOR_FIELDS.has(key))) return keys;
  return [...new Set([...keys, ...EMBEDDING_FIELDS])];
}

/** Lists the places of invalid values in a record, e.g. "cues[2].start"; `['']` if it is not an object. */
export function oddValues(stored: unknown): string[] {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return [''];
  const places: string[] = [];
  fitRecord({ ...stored }, (place) => places.push(place));
  return places;
}

function nullOf({ nullable = false }: RecordField): null | undefined {
  return nullable ? null : undefined;
}

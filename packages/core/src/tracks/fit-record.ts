import { EMBEDDING_FIELDS, type RecordField, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';
import { fitShape, type OddPlace } from './value-shape.ts';

const VECTOR_FIELDS: ReadonlySet<string> = new Set(EMBEDDING_FIELDS);

/**
 * Removes from a record what can't be read: values of another shape than `RECORD_FIELDS` states, and nulls that stand
 * for nothing. Of a list or an object it removes the odd parts alone; of a vector everything, because half of its facts
 * describe another vector.
 *
 * @param record A copy, which is changed. It holds all {@link fieldsToFit} of the keys that its reader needs.
 * @param odd Called with the place of each odd value; a null is none.
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

/** Returns the keys that {@link fitRecord} needs to judge the values of some keys. */
export function fieldsToFit(keys: readonly string[]): readonly string[] {
  if (!keys.some((key) => VECTOR_FIELDS.has(key))) return keys;
  return [...new Set([...keys, ...EMBEDDING_FIELDS])];
}

/**
 * Lists the values of a stored record that {@link fitRecord} passes over, e.g. "cues[2].start"; "" stands for a record
 * that is no object.
 */
export function oddValues(stored: unknown): string[] {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return [''];
  const places: string[] = [];
  fitRecord({ ...stored }, (place) => places.push(place));
  return places;
}

function nullOf({ nullable = false }: RecordField): null | undefined {
  return nullable ? null : undefined;
}

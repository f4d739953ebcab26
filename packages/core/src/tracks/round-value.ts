import { type Precision, recordField } from './record-fields.ts';
import { round, toSignificant } from './round.ts';

/** Rounds a value to its key's precision on disk. Does not change null, undefined or keys without a precision. */
export function roundValue<Value>(key: string, value: Value): Value {
  const { precision } = recordField(key) ?? {};
  return precision === undefined ? value : (roundTo(precision, value) as Value);
}

function roundTo(precision: Precision, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => roundTo(precision, item));
  if (typeof value === 'number') return roundNumber(precision, value);
  if (typeof value !== 'object' || value === null || typeof precision !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      Object.hasOwn(precision, member) ? roundTo(precision[member], inner) : inner,
    ]),
  );
}

function roundNumber(precision: Precision, value: number): number {
  if (precision === 'significant') return toSignificant(value);
  return typeof precision === 'number' ? round(value, precision) : value;
}

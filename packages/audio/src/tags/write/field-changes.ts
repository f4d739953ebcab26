import type { TagFields } from '../tag-fields.ts';

/** A field that a tag holds. */
export interface FoundField {
  /** Name in upper case. */
  name: string;
  value: string;
}

/** `all` writes every field; `present` only those that the tag holds, so that it contradicts no other tag. */
export type FieldPolicy = 'all' | 'present';

/** Returns true for the name of one of the fields, in any case. */
export function isField(name: string, fields: TagFields): boolean {
  return Object.hasOwn(fields, name.toUpperCase());
}

/**
 * Compares the fields in a tag with those it should hold.
 *
 * @param found Fields in the tag that {@link isField} knows.
 * @returns the fields to write in place of all that were found; null if nothing differs.
 */
export function fieldsToWrite(
  found: readonly FoundField[],
  fields: TagFields,
  policy: FieldPolicy,
): { name: string; value: string }[] | null {
  const isWanted = (name: string) => policy === 'all' || found.some((field) => field.name === name);
  const wanted = Object.entries(fields).flatMap(([name, value]) =>
    value !== undefined && isWanted(name) ? [{ name, value }] : [],
  );
  const isThere = ({ name, value }: FoundField) => found.some((field) => field.name === name && field.value === value);
  return found.length === wanted.length && wanted.every(isThere) ? null : wanted;
}

import type { TagFields } from '../tag-fields.ts';

export interface FoundField {
  /** Name in upper case. */
  name: string;
  value: string;
}

/** `all` writes every field; `present` writes only fields that the tag has, so that it contradicts no other tag. */
export type FieldPolicy = 'all' | 'present';

export function isField(name: string, fields: TagFields): boolean {
  return Object.hasOwn(fields, name.toUpperCase());
}

/** Returns the fields that replace all found ones, for which {@link isField} is true; null if nothing differs. */
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

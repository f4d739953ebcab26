/** A field of a file's tags, with its values as written. */
export interface TagField {
  name: string;
  values: readonly string[];
}

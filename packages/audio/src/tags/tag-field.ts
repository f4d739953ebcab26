/** A field of a file's tags, with its values as they are written. */
export interface TagField {
  name: string;
  values: readonly string[];
}

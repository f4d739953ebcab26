export interface TagField {
  name: string;
  values: readonly string[];
}

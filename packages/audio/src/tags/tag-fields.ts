/** Fields of a file's tags by upper-case name. `undefined` means that the field must be absent. */
export type TagFields = Readonly<Record<string, string | undefined>>;

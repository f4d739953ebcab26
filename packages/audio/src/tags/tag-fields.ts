/** Fields of a file's tags by name, in upper case; undefined means that there must be no such field. */
export type TagFields = Readonly<Record<string, string | undefined>>;

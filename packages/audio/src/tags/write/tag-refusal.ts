/** A file whose tags cannot be written safely. The message says why, in the middle of a sentence. */
export class TagRefusal extends Error {}

/** Throws a {@link TagRefusal}. */
export function refuse(why: string): never {
  throw new TagRefusal(why);
}

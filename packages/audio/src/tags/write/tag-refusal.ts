/** Thrown for a file whose tags cannot be written safely. The message is a clause that gives the reason. */
export class TagRefusal extends Error {}

export function refuse(why: string): never {
  throw new TagRefusal(why);
}

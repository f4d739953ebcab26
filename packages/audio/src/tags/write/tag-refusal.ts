/** The message is a clause that gives the reason why tags cannot be written safely. */
export class TagRefusal extends Error {}

export function refuse(why: string): never {
  throw new TagRefusal(why);
}

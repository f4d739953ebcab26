/** Returns the address of a set's view. */
export function setAddress(name: string): string {
  return `/sets/${encodeURIComponent(name)}`;
}

/** Returns a number with its noun, such as "1 track" or "2 tracks". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

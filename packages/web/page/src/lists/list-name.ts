/** Returns the name of a list as a person knows it: "playlist:rekordbox:Sets/Friday" is "Sets/Friday". */
export function listName(list: string): string {
  const [kind, first = '', ...rest] = list.split(':');
  return kind === 'playlist' && rest.length > 0 ? rest.join(':') : [first, ...rest].join(':');
}

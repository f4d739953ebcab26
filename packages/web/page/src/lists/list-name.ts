import { text } from '../text/en.ts';
import { isChosenList } from './chosen-list.ts';

/** Returns the name of a list as a person knows it: "playlist:rekordbox:Sets/Friday" is "Sets/Friday". */
export function listName(list: string): string {
  if (isChosenList(list)) return text.lists.chosen;
  const [kind, first = '', ...rest] = list.split(':');
  return kind === 'playlist' && rest.length > 0 ? rest.join(':') : [first, ...rest].join(':');
}

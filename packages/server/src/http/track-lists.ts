import { z } from '@hono/zod-openapi';
import { NotFoundError } from '@rbassist/core';
import type { CrateSource } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';

const LIST = /^(set|rules|playlist|chosen):(.+)$/s;
/** Program and name of an imported playlist. */
const OF_PROGRAM = /^([^:]+):(.+)$/s;

/** Name of a list of tracks, which other answers give. */
export const TrackListName = z
  .string()
  .min(5)
  .max(1000)
  .regex(LIST)
  .openapi({
    description:
      'A saved set, a playlist by rules, an imported playlist, or tracks that /api/chosen-tracks named: set:NAME, ' +
      'rules:NAME, playlist:PROGRAM:NAME, chosen:ID',
    example: 'set:Friday',
  });

/** Returns the name of an imported playlist as a {@link TrackListName}. */
export function playlistList({ program, name }: { program: string; name: string }): string {
  return `playlist:${program}:${name}`;
}

/** Returns the list of chosen tracks with an id as a {@link TrackListName}. */
export function chosenList(id: string): string {
  return `chosen:${id}`;
}

/**
 * Finds the library's tracks of a list. Reads no file but those of the data folder.
 *
 * @throws {NotFoundError} if there is no such list.
 */
export async function tracksOfList(
  { library, chosen }: Pick<AnswerContext, 'library' | 'chosen'>,
  list: string,
): Promise<CrateSource> {
  const [, kind, name = ''] = LIST.exec(list) ?? [];
  if (kind === 'set') return library.crateOfSet(name);
  if (kind === 'rules') {
    const { rules, name: found } = await library.playlistPreset(name);
    const { tracks } = await library.listByRules(rules);
    return { text: list, kind: 'playlist', name: found, paths: tracks.map(({ path }) => path), notFound: [] };
  }
  if (kind === 'chosen') {
    const paths = chosen.paths(name);
    if (paths) return { text: list, kind: 'playlist', name, paths: [...paths], notFound: [] };
    throw new NotFoundError(
      'These chosen tracks are gone. rbassist keeps the latest choices, until it stops. Choose the tracks again.',
    );
  }
  const [, program, playlist] = OF_PROGRAM.exec(name) ?? [];
  if (program === undefined) throw new NotFoundError(`There is no list "${list}". Write playlist:PROGRAM:NAME.`);
  return library.importedPlaylist(program, playlist);
}

import { z } from '@hono/zod-openapi';
import { LibraryStats, statsAnswer } from '../../http/library.ts';
import { counted } from '../counted.ts';
import { defineTool } from '../tool.ts';

const MOST_NAMES = 100;
const Counts = z.array(z.object({ name: z.string(), tracks: z.number().int() }));

/** Counts what the library has. */
export const libraryStats = defineTool({
  name: 'library_stats',
  title: 'Count the library',
  description:
    "Counts the tracks of the library, and lists its genres, the user's tags, its keys and the saved sets. Use it to learn which names filters can have.",
  input: z.strictObject({}),
  output: LibraryStats.omit({ dataDir: true, metaBytes: true }).extend({
    genres: Counts.describe('The most frequent'),
    tags: Counts.describe('The most frequent'),
    keys: Counts.describe('In Camelot notation'),
    bpms: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
    sets: z.array(z.object({ name: z.string(), tracks: z.number().int(), durationS: z.number() })),
    setCount: z.number().int(),
  }),
  async run(context, _, { signal }) {
    const { library } = context;
    const stats = await statsAnswer(context);
    signal.throwIfAborted();
    const { genres, tags, keys, bpms } = await library.browseFacets();
    signal.throwIfAborted();
    const sets = await library.sets();
    const isEmpty = stats.tracks === 0;
    return {
      text: isEmpty
        ? 'The library is empty. The user fills it with the command "rbassist scan FOLDER", or on the page.'
        : `${counted(stats.tracks, 'track')}, ${counted(Math.round(stats.hours), 'hour')}, ${counted(sets.length, 'set')}.`,
      data: {
        ...stats,
        bpms,
        genres: mostFrequent(genres),
        tags: mostFrequent(tags),
        keys: mostFrequent(keys),
        sets: sets.slice(0, MOST_NAMES),
        setCount: sets.length,
      },
    };
  },
});

function mostFrequent(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts)
    .map(([name, tracks]) => ({ name, tracks }))
    .sort((a, b) => b.tracks - a.tracks)
    .slice(0, MOST_NAMES);
}

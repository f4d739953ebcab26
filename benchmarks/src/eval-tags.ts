/**
 * Measures tags.
 *
 * - With a manifest: compares the tags of the sound with the styles of the tracks. See `showSoundTags`.
 * - With a data folder: takes artist, album, genre and folder of its tracks as own tags. Prints the share of right
 *   suggestions for the thresholds of the Python rbassist and for several precisions, by leave-one-out.
 * - Without either: prints the time for an invented library with 50 tags.
 *
 *   npm run eval:tags -- manifest.json [--per-label 8] [--write-usual FILE] [--json]
 *   npm run eval:tags -- [DATA_FOLDER] [--tracks 50000] [--json]
 */
import { join, resolve } from 'node:path';
import {
  evaluateTags,
  folderNameOf,
  learnTagProfiles,
  suggestTags,
  type TaggedTrack,
  type TagsEvaluation,
  type TrackRecord,
} from '@rbassist/core';
import { openIndex } from '@rbassist/index';
import { openLibrary } from '@rbassist/library';
import { table } from './bench/table.ts';
import { musicLikeVectors } from './library/music-like-vectors.ts';
import { readWords, runProgram } from './program.ts';
import { tagCorpus } from './tags/corpus-tags.ts';
import { showSoundTags } from './tags/show-sound-tags.ts';
import { writeUsualTags } from './tags/usual-tags.ts';

const USAGE =
  'npm run eval:tags -- [manifest.json [--per-label 8] [--write-usual FILE] | DATA_FOLDER] [--tracks 50000] [--json]';
const PRECISIONS = [undefined, 0.7, 0.8, 0.9] as const;
const LEAST_TRACKS = 3;
/** Larger share of the tracks than this has nothing to tell apart. */
const MOST_COMMON = 0.9;
const TAGS = 50;
const TAGGED_SHARE = 0.1;
const DIMENSIONS = [160, 1024];
const TIMED = 1000;

async function main(): Promise<void> {
  const { values, positionals } = readWords(
    {
      allowPositionals: true,
      options: {
        'per-label': { type: 'string', default: 'Infinity' },
        'write-usual': { type: 'string' },
        tracks: { type: 'string', default: '50000' },
        json: { type: 'boolean', default: false },
      },
    },
    USAGE,
  );
  const [place] = positionals;
  if (place?.endsWith('.json')) {
    const tracks = await tagCorpus(resolve(place), Number(values['per-label']));
    showSoundTags(tracks, values.json);
    if (values['write-usual'] !== undefined) await writeUsualTags(resolve(values['write-usual']), tracks);
    return;
  }
  const rows = place === undefined ? timings(Number(values.tracks)) : await figures(resolve(place));
  if (values.json) console.log(JSON.stringify(rows));
  else
    console.log(
      table(
        Object.keys(rows[0]),
        rows.map((row) => Object.values(row).map(String)),
      ),
    );
}

async function figures(folder: string) {
  const tracks = await taggedTracks(folder);
  console.error(`${tracks.length} tracks, ${new Set(tracks.flatMap(({ tags }) => tags)).size} tags`);
  return PRECISIONS.map((precision) => {
    const evaluation = evaluateTags(tracks, precision === undefined ? {} : { precision });
    return rowOf(precision === undefined ? 'Python' : `precision ${precision}`, evaluation);
  });
}

function rowOf(thresholds: string, { suggested, right, precision, recall, tags }: TagsEvaluation) {
  return {
    thresholds,
    suggested,
    right,
    precision: precision?.toFixed(3) ?? '-',
    recall: recall.toFixed(3),
    tags: tags.filter((tag) => tag.suggested > 0).length,
  };
}

/** Tracks with a vector and the tags that enough of them, but not nearly all, have; equal tags count once. */
async function taggedTracks(folder: string): Promise<TaggedTrack[]> {
  const index = await openIndex({ folder: join(folder, 'index') });
  await using library = await openLibrary({ dataDir: folder });
  const tracks = [...library.tracks()].flatMap(([path, record]): TaggedTrack[] => {
    const vector = index.vector(path);
    return vector ? [{ path, vector, tags: tagsOf(path, record) }] : [];
  });
  const paths = new Map<string, string[]>();
  for (const { path, tags } of tracks) for (const tag of tags) paths.set(tag, [...(paths.get(tag) ?? []), path]);
  const kept = new Map<string, string>();
  for (const [tag, members] of paths) {
    if (members.length < LEAST_TRACKS || members.length > MOST_COMMON * tracks.length) continue;
    const key = members.join('\n');
    if (!kept.has(key)) kept.set(key, tag);
  }
  const used = new Set(kept.values());
  return tracks.map((track) => ({ ...track, tags: track.tags.filter((tag) => used.has(tag)) }));
}

function tagsOf(path: string, { artist, album, genre }: TrackRecord): string[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const folders = [folderNameOf(path), folderNameOf(folder), `${folderNameOf(folder)}/${folderNameOf(path)}`];
  const named = Object.entries({ artist, album, genre }).flatMap(([key, value]) => (value ? [`${key} ${value}`] : []));
  return [...new Set([...folders, ...named])];
}

function timings(tracks: number) {
  return DIMENSIONS.flatMap((dimensions) => {
    const vectors = [...musicLikeVectors(Math.round(tracks * TAGGED_SHARE), dimensions, 1)];
    const tagged = vectors.map((vector, i) => ({
      path: `/music/${i}.mp3`,
      vector,
      tags: [`tag ${i % TAGS}`, `tag ${(i * 7 + 3) % TAGS}`],
    }));
    const queries = [...musicLikeVectors(TIMED, dimensions, 2)];
    return [undefined, 0.8].map((precision) => {
      const start = process.cpuUsage();
      const learned = learnTagProfiles(tagged, precision === undefined ? {} : { precision });
      const learnS = cpuSeconds(start);
      const learnedAt = process.cpuUsage();
      for (const query of queries) suggestTags(learned, query);
      const suggestS = cpuSeconds(learnedAt) * (tracks / TIMED);
      return {
        thresholds: precision === undefined ? 'Python' : `precision ${precision}`,
        dimensions,
        tracks,
        learnS: learnS.toFixed(2),
        suggestS: suggestS.toFixed(1),
      };
    });
  });
}

/** Returns the seconds of processor time since a reading. */
function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

await runProgram(main);

import { decodeWindows } from '@rbassist/audio';
import { errorMessage, meanVector, RbassistError, SoundTagTable, unit } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { createMusicnnEmbedder, MUSIC_TAGS, tagLogOdds, tagScores, USUAL_TAGS } from '@rbassist/musicnn';
import { type ManifestRow, readRows } from '../manifest.ts';
import { readManifest } from '../similarity/manifest.ts';

/** A track of a manifest, with scores of all tags. */
export interface TaggedFile {
  label: string;
  styles: string[];
  isRecording: boolean;
  /** Vector of musicnn-v1, as stored. */
  vector: Float32Array;
  /** Log-odds from the direction of the vector, as the library computes them. */
  fromDirection: Float32Array;
  /** Scores from the whole vector. */
  fromVector: Float32Array;
  /** Mean of the scores of the windows. */
  fromWindows: Float32Array;
}

/**
 * Embeds the tracks of a manifest once, and computes their tags in three ways. Reports files that can't be read.
 *
 * @param perLabel Maximum number of tracks of each label, which are spread evenly over it.
 */
export async function tagCorpus(manifest: string, perLabel: number): Promise<TaggedFile[]> {
  const tracks = evenlySpaced((await readManifest(manifest)).tracks, perLabel);
  const renders = new Set((await readRows(manifest, 'rows')).filter(isRender).map(({ file }) => file));
  const embedder = await createMusicnnEmbedder();
  const tagged: TaggedFile[] = [];
  try {
    for (const [i, { file, label, groups: styles }] of tracks.entries()) {
      try {
        tagged.push({ label, styles, isRecording: !renders.has(file), ...(await tagFile(embedder, file)) });
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        console.error(`skipped: ${errorMessage(error)}`);
      }
      if ((i + 1) % 20 === 0) console.error(`${i + 1} of ${tracks.length} tracks`);
    }
  } finally {
    await embedder.close();
  }
  return tagged;
}

function isRender({ kind }: ManifestRow): boolean {
  return kind !== undefined && kind !== 'recording';
}

function evenlySpaced<Track extends { label: string }>(tracks: readonly Track[], perLabel: number): Track[] {
  const byLabel = Map.groupBy(tracks, ({ label }) => label);
  return [...byLabel.values()].flatMap((all) => {
    const count = Math.min(perLabel, all.length);
    return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
  });
}

async function tagFile(embedder: Embedder, file: string) {
  const { space, sampleRate } = embedder;
  const { windows } = await decodeWindows(file, { sampleRate, windows: embedder.windows });
  let parts: Float32Array[] = [];
  const once: Embedder = {
    ...embedder,
    embed: async (batch, options) => {
      parts = await embedder.embed(batch, options);
      return parts;
    },
  };
  const vector = await embedTrack(once, windows, { path: file });
  const scoresOf = (part: Float32Array) => requireScores(tagScores(part, space));
  return {
    vector,
    fromDirection: requireScores(tagLogOdds(unit(vector), space)),
    fromVector: scoresOf(vector),
    fromWindows: meanVector(parts.map(scoresOf)),
  };
}

function requireScores(scores: Float32Array | undefined): Float32Array {
  if (scores === undefined) throw new Error('The embedder has no tags.');
  return scores;
}

/** Returns the sound tags of tracks, as a library of them would have. */
export function tableOf(tracks: readonly TaggedFile[]): SoundTagTable {
  return new SoundTagTable({
    tags: MUSIC_TAGS.map(({ name }) => name),
    usual: USUAL_TAGS,
    ofTags: (tags) => tags.map((tag) => Float32Array.from(tracks, ({ fromDirection }) => fromDirection[tag])),
    ofTrack: (track) => tracks[track].fromDirection,
  });
}

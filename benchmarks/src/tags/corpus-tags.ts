import { decodeWindows } from '@rbassist/audio';
import { meanVector, SoundTagTable, unit } from '@rbassist/core';
import { type Embedder, embedTrack } from '@rbassist/embed';
import { createMusicnnEmbedder, MUSIC_TAGS, tagLogOdds, tagScores, USUAL_TAGS } from '@rbassist/musicnn';
import { mapReadable } from '../map-readable.ts';
import { readManifest, spreadOverLabels } from '../similarity/manifest.ts';

/** A track of a manifest, with scores of all tags. */
export interface TaggedFile extends SoundTags {
  label: string;
  styles: string[];
  isRecording: boolean;
}

/** Scores of all tags for a file. */
export interface SoundTags {
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
  const tracks = spreadOverLabels((await readManifest(manifest)).tracks, perLabel);
  const embedder = await createMusicnnEmbedder();
  return mapReadable(tracks, async ({ file, label, groups: styles, isRecording }) => ({
    label,
    styles,
    isRecording,
    ...(await tagFile(embedder, file)),
  })).finally(() => embedder.close());
}

/** Embeds a file, and computes its tags in three ways. */
export async function tagFile(embedder: Embedder, file: string): Promise<SoundTags> {
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
export function tableOf(tracks: readonly SoundTags[]): SoundTagTable {
  return new SoundTagTable({
    tags: MUSIC_TAGS.map(({ name }) => name),
    usual: USUAL_TAGS,
    ofTags: (tags) => tags.map((tag) => Float32Array.from(tracks, ({ fromDirection }) => fromDirection[tag])),
    ofTrack: (track) => tracks[track].fromDirection,
  });
}

import { dot, type EmbeddingSpace, type MixTrack, mixTrack, type PlanInput } from '@rbassist/core';
import { VectorIndex } from '@rbassist/index';
import { seededRandom } from '@rbassist/testing/random';
import { libraryTracks } from '../library/make-library.ts';
import { musicLikeVectors } from '../library/music-like-vectors.ts';

const SPACE = 'm-a-p/MERT-v1-330M@intro-core-late/1024' as EmbeddingSpace;
const DIMENSIONS = 1024;
const TRACKS_PER_ARTIST = 12;

/** Makes an invented library in memory, with an index of vectors like those of real music. */
export function largeLibrary(count: number): PlanInput & { nearest: NonNullable<PlanInput['nearest']> } {
  const index = new VectorIndex({ space: SPACE });
  const vectors = musicLikeVectors(count, DIMENSIONS, 1);
  const random = seededRandom(3);
  const tracks: MixTrack[] = [];
  for (const [path, record] of libraryTracks(count)) {
    const artist = `Artist ${Math.floor((random() * count) / TRACKS_PER_ARTIST)}`;
    tracks.push(mixTrack(path, { ...record, artist, energy: random() }));
    index.add(path, vectors.next().value as Float32Array);
  }
  const positions = new Map(tracks.map(({ path }, track) => [path, track]));
  const used = new Map<number, Float32Array>();
  const vectorOf = (track: number) => {
    const vector = used.get(track) ?? index.vector(tracks[track].path)!;
    used.set(track, vector);
    return vector;
  };
  return {
    tracks,
    distance: (a, b) => 1 - dot(vectorOf(a), vectorOf(b)),
    nearest: (track, most, accept) =>
      index
        .nearest(tracks[track].path, most, (path) => accept(positions.get(path)!))
        .map(({ path }) => positions.get(path)!),
  };
}

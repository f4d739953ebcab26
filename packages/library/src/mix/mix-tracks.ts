import { MIX_KEYS, type MixTrack, mixTrack } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** Facts of all tracks of a library, in memory: what filters, scores and plans read. */
export class MixTracks {
  readonly all: readonly MixTrack[];
  readonly #byPath: ReadonlyMap<string, MixTrack>;

  private constructor(all: readonly MixTrack[]) {
    this.all = all;
    this.#byPath = new Map(all.map((track) => [track.path, track]));
  }

  static of(meta: MetaStore): MixTracks {
    return new MixTracks([...meta.tracks(MIX_KEYS)].map(([path, record]) => mixTrack(path, record)));
  }

  /** Returns a track by its key in `meta.json`. */
  get(path: string): MixTrack | undefined {
    return this.#byPath.get(path);
  }
}

import { haveOtherLoudness, type StoredSound, storedSound } from '../duplicates/stored-sound.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { cosineDistance } from '../vectors/vector-math.ts';
import { CONFIRMED_DISTANCE, COPY_LENGTH_S, isCopy, mayBeCopies } from './is-copy.ts';
import type { MixTable } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';

/** Sources of what tells copies apart. Both are asked only for tracks of like length. */
export interface SoundSource {
  vector: (path: string) => Float32Array | undefined;
  record: (path: string) => TrackRecord | undefined;
}

/** A group of versions and copies of one recording or song. */
export interface RepeatGroup {
  /** True if a seed is in the group: none of its tracks is recommended. */
  isSeed: boolean;
}

interface Known extends Pick<MixTrack, 'path' | 'durationS' | 'loudnessLufs'> {
  group: RepeatGroup;
}

/** Groups tracks that repeat each other: versions of one song, and copies of one recording. */
export class Repeats {
  readonly #table: MixTable;
  readonly #sources: SoundSource;
  readonly #songs: Int32Array | undefined;
  readonly #added = new Set<number>();
  readonly #bySong = new Map<number, RepeatGroup>();
  /** First tracks of all groups, by whole seconds of length. */
  readonly #byLength = new Map<number, Known[]>();
  readonly #sounds = new Map<string, StoredSound>();
  /** Number of tracks that are copies, and of those that are other versions. */
  copies = 0;
  versions = 0;
  /** Number of groups without a seed. */
  groups = 0;

  /** @param options With `versions`, groups also the versions of a song. */
  constructor(table: MixTable, sources: SoundSource, { versions }: { versions: boolean }) {
    this.#table = table;
    this.#sources = sources;
    this.#songs = versions ? table.songs : undefined;
  }

  /** Adds a seed, before any other track. */
  addSeed(position: number): void {
    const group = this.#find(position)?.group ?? { isSeed: true };
    this.#remember(position, group);
  }

  /** Adds the next track, and returns its group. */
  add(position: number): RepeatGroup {
    const found = this.#find(position);
    const group = found?.group ?? { isSeed: false };
    if (found === undefined) this.groups++;
    else if (found.by === 'copy') this.copies++;
    else this.versions++;
    this.#remember(position, group, found === undefined);
    return group;
  }

  /** Returns true if the track was added. */
  has(position: number): boolean {
    return this.#added.has(position);
  }

  #find(position: number): { group: RepeatGroup; by: 'version' | 'copy' } | undefined {
    const song = this.#songs?.[position] ?? -1;
    const version = song < 0 ? undefined : this.#bySong.get(song);
    if (version) return { group: version, by: 'version' };
    const original = this.#original(position);
    return original && { group: original.group, by: 'copy' };
  }

  #remember(position: number, group: RepeatGroup, isFirst = true): void {
    this.#added.add(position);
    const song = this.#songs?.[position] ?? -1;
    if (song >= 0) this.#bySong.set(song, group);
    if (!isFirst) return;
    const { path, durationS, loudnessLufs } = this.#table.tracks[position];
    if (durationS === undefined) return;
    const second = Math.floor(durationS);
    const known = { path, durationS, loudnessLufs, group };
    const others = this.#byLength.get(second);
    if (others) others.push(known);
    else this.#byLength.set(second, [known]);
  }

  /** Finds the first known track that this one is a copy of. */
  #original(position: number): Known | undefined {
    const { path, durationS, loudnessLufs } = this.#table.tracks[position];
    for (const known of this.#ofLength(durationS)) {
      // facts spare most of the vectors and records
      if (!mayBeCopies(durationS, known.durationS) || haveOtherLoudness({ loudnessLufs }, known)) continue;
      const distance = this.#distance(path, known.path);
      if (distance === undefined || distance > CONFIRMED_DISTANCE) continue;
      if (isCopy(this.#sound(path), this.#sound(known.path), distance)) return known;
    }
    return undefined;
  }

  *#ofLength(durationS: number | undefined): Iterable<Known> {
    if (durationS === undefined) return;
    const second = Math.floor(durationS);
    for (let at = second - COPY_LENGTH_S; at <= second + COPY_LENGTH_S; at++) yield* this.#byLength.get(at) ?? [];
  }

  #distance(a: string, b: string): number | undefined {
    const [one, other] = [this.#sources.vector(a), this.#sources.vector(b)];
    return one && other && one.length === other.length ? cosineDistance(one, other) : undefined;
  }

  #sound(path: string): StoredSound {
    let sound = this.#sounds.get(path);
    if (sound === undefined) {
      sound = storedSound(this.#sources.record(path) ?? {});
      this.#sounds.set(path, sound);
    }
    return sound;
  }
}

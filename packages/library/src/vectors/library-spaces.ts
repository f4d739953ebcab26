import {
  type EmbeddingSpace,
  formatSpace,
  parseSpace,
  type Remedy,
  SpaceMismatchError,
  type TrackRecord,
  unknownSpace,
} from '@rbassist/core';
import { loadEmbedding } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { EmbeddingFiles } from './embedding-file.ts';

/** The models that the Python rbassist wrote vectors with, by dimension; it stored no space. */
const PYTHON_MODELS: Readonly<Record<number, string>> = {
  768: 'm-a-p/MERT-v1-95M',
  1024: 'm-a-p/MERT-v1-330M',
};

/** The embedding spaces of a library's vectors, with the number of tracks in each. */
export class LibrarySpaces {
  readonly counts: ReadonlyMap<EmbeddingSpace, number>;
  /** The space of records that name none: the Python rbassist's. */
  readonly #unnamed: EmbeddingSpace | undefined;

  private constructor(counts: ReadonlyMap<EmbeddingSpace, number>, unnamed: EmbeddingSpace | undefined) {
    this.counts = counts;
    this.#unnamed = unnamed;
  }

  static async of(meta: MetaStore, files: EmbeddingFiles): Promise<LibrarySpaces> {
    const counts = new Map<EmbeddingSpace, number>();
    let unnamed: EmbeddingSpace | undefined;
    for (const [, record] of meta.tracks(['embedding', 'embedding_space'])) {
      if (!record.embedding) continue;
      if (!record.embedding_space) unnamed ??= await pythonSpace(files.locate(record.embedding));
      const space = record.embedding_space ?? unnamed;
      if (space) counts.set(space, (counts.get(space) ?? 0) + 1);
    }
    return new LibrarySpaces(counts, unnamed);
  }

  /** The space of a record's vector; undefined if it has none that can be read. */
  spaceOf(record: TrackRecord): EmbeddingSpace | undefined {
    return record.embedding ? (record.embedding_space ?? this.#unnamed) : undefined;
  }

  /** The library's one space; undefined without vectors. Throws {@link SpaceMismatchError} if there are several. */
  only(): EmbeddingSpace | undefined {
    const [first, second] = this.counts.keys();
    if (second === undefined) return first;
    throw new SpaceMismatchError(
      first,
      second,
      `This library holds vectors of several models (${this.#list()}), which cannot be compared. ` +
        'Embed every track with one model.',
      { remedies: [{ action: 'rescan', reEmbed: true }] },
    );
  }

  /** Throws {@link SpaceMismatchError} when vectors of `space` would be added to a library of another. */
  requireCompatible(space: EmbeddingSpace): void {
    const other = [...this.counts.keys()].find((known) => known !== space);
    if (other === undefined) return;
    throw new SpaceMismatchError(
      other,
      space,
      `This library's vectors are of another model (${this.#list()}) than ${space}, and the two cannot be compared.`,
      {
        remedies: [
          { action: 'choose-model' },
          ...pullRemedy(other),
          { action: 'choose-data-dir' },
          { action: 'rescan', reEmbed: true },
        ],
      },
    );
  }

  #list(): string {
    return [...this.counts].map(([space, count]) => `${space}: ${count} tracks`).join(', ');
  }
}

/** A model of the hub may have to be pulled first. */
function pullRemedy(space: EmbeddingSpace): Remedy[] {
  const { model = '' } = parseSpace(space) ?? {};
  return model.includes('/') ? [{ action: 'pull-model', model }] : [];
}

async function pythonSpace(embeddingPath: string): Promise<EmbeddingSpace | undefined> {
  const loaded = await loadEmbedding(embeddingPath);
  if (!loaded.ok) return undefined;
  const dimensions = loaded.value.length;
  const model = PYTHON_MODELS[dimensions];
  if (model === undefined) return unknownSpace(dimensions);
  return formatSpace({ model, windows: { rule: 'intro-core-late' }, dimensions });
}

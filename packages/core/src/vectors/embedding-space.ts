import { OptionError } from '../errors.ts';

/**
 * Name of the space that a vector is in: `<embedder id>/<dimensions>`, e.g. `spectral-v1/160` or
 * `m-a-p/MERT-v1-330M@intro-core-late/1024`. rbassist never compares vectors of different spaces.
 */
export type EmbeddingSpace = `${string}/${number}`;

/** Windows of a track that an embedder reads. */
export type SpaceWindows =
  /** Intro, core and late part of the track, up to 60 s each. */
  | { rule: 'intro-core-late' }
  /** Pieces of `chunkS` seconds. `layer` is the hidden state that gives the vector, if not the last. */
  | { rule: 'chunks'; chunkS: number; layer?: number };

/** Parts of an embedder's id: `<model>`, `<model>@<windows>` or `<model>@<windows>+<precision>`. */
export interface EmbedderIdParts {
  /** Built-in embedder, id on the model hub, or name of a model with digits of its checksum. */
  model: string;
  /** Absent for built-in embedders. */
  windows?: SpaceWindows;
  /** Precision of the model; absent for float32, and for float16, which gives the same vectors. */
  precision?: 'int8';
}

/** Parts of an {@link EmbeddingSpace}. */
export interface SpaceParts extends EmbedderIdParts {
  dimensions: number;
}

const WINDOWS = /^(?:(?<canonical>intro-core-late)|chunks-(?<chunkS>\d+(?:\.\d+)?)s(?:-layer-(?<layer>\d+))?)$/;
const PRECISION = /\+(int8)$/;
/** Model of vectors that no record names a model for. */
const UNKNOWN_MODEL = 'unknown';

/** Writes an embedder's id. */
export function formatEmbedderId({ model, windows, precision }: EmbedderIdParts): string {
  if (windows === undefined) return model;
  return `${model}@${formatWindows(windows)}${precision === undefined ? '' : `+${precision}`}`;
}

/** Writes the name of an embedding space. */
export function formatSpace({ dimensions, ...id }: SpaceParts): EmbeddingSpace {
  return `${formatEmbedderId(id)}/${dimensions}`;
}

/** Returns the space of vectors whose model is unknown. They can be compared with each other only. */
export function unknownSpace(dimensions: number): EmbeddingSpace {
  return formatSpace({ model: UNKNOWN_MODEL, dimensions });
}

/** Splits the name of a space into its parts. Returns undefined for any other text. */
export function parseSpace(space: string): SpaceParts | undefined {
  const slash = space.lastIndexOf('/');
  const dimensions = Number(space.slice(slash + 1));
  const id = space.slice(0, Math.max(slash, 0));
  if (id === '' || !Number.isInteger(dimensions) || dimensions < 1) return undefined;
  const at = id.lastIndexOf('@');
  if (at < 0) return { model: id, dimensions };
  const [suffix, precision] = PRECISION.exec(id) ?? [''];
  const windows = parseWindows(id.slice(at + 1, id.length - suffix.length));
  if (windows === undefined) return { model: id, dimensions };
  return { model: id.slice(0, at), windows, ...(precision && { precision: 'int8' as const }), dimensions };
}

/**
 * Returns the number of dimensions in the name of a space.
 *
 * @throws {OptionError} for any other text.
 */
export function spaceDimensions(space: string): number {
  const parts = parseSpace(space);
  if (parts) return parts.dimensions;
  throw new OptionError(`"${space}" is not an embedding space: expected "<embedder id>/<dimensions>".`);
}

/** Returns true if the vectors of a space may come from a model: they do, or their model is unknown. */
export function mayBeOfModel(space: string, model: string): boolean {
  const parts = parseSpace(space);
  return parts?.model === model || parts?.model === UNKNOWN_MODEL;
}

function formatWindows(windows: SpaceWindows): string {
  if (windows.rule === 'intro-core-late') return windows.rule;
  return `chunks-${windows.chunkS}s${windows.layer === undefined ? '' : `-layer-${windows.layer}`}`;
}

function parseWindows(text: string): SpaceWindows | undefined {
  const { canonical, chunkS, layer } = WINDOWS.exec(text)?.groups ?? {};
  if (canonical !== undefined) return { rule: 'intro-core-late' };
  if (chunkS === undefined) return undefined;
  return { rule: 'chunks', chunkS: Number(chunkS), ...(layer !== undefined && { layer: Number(layer) }) };
}

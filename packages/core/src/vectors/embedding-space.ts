import { OptionError } from '../errors.ts';

/**
 * Names the space that a vector lives in: `<embedder id>/<dimensions>`, e.g. `spectral-v1/160` or `m-a-p/MERT-v1-330M@intro-core-late/1024`. Vectors of
 * different spaces are never compared.
 */
export type EmbeddingSpace = `${string}/${number}`;

/** The windows of a track that an embedder listens to. */
export type SpaceWindows =
  /** Intro, core and late part of the track, 60 s at most each. */
  | { rule: 'intro-core-late' }
  /** Pieces of so many seconds; `layer` is the hidden state of a transformer. */
  | { rule: 'chunks'; chunkS: number; layer?: number };

/** An embedder's id taken apart: `<model>`, `<model>@<windows>` or `<model>@<windows>+<precision>`. */
export interface EmbedderIdParts {
  /** A built-in embedder, an id on the model hub, or a model's name with digits of its checksum. */
  model: string;
  /** Absent for built-in embedders. */
  windows?: SpaceWindows;
  /** Absent for float32, and for float16, which gives the same vectors. */
  precision?: 'int8';
}

/** An {@link EmbeddingSpace} taken apart. */
export interface SpaceParts extends EmbedderIdParts {
  dimensions: number;
}

const WINDOWS = /^(?:(?<canonical>intro-core-late)|chunks-(?<chunkS>\d+(?:\.\d+)?)s(?:-layer-(?<layer>\d+))?)$/;
const PRECISION = /\+(int8)$/;
/** Stands for the model of vectors that nothing names. */
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

/** The space of vectors whose model is not known; they can be compared with each other only. */
export function unknownSpace(dimensions: number): EmbeddingSpace {
  return formatSpace({ model: UNKNOWN_MODEL, dimensions });
}

/** Takes the name of a space apart; undefined for text that is no such name. */
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

/** The number of dimensions in a space's name. Throws {@link OptionError} for text that is no such name. */
export function spaceDimensions(space: string): number {
  const parts = parseSpace(space);
  if (parts) return parts.dimensions;
  throw new OptionError(`"${space}" is not an embedding space: expected "<embedder id>/<dimensions>".`);
}

/** True if a space's vectors may come from a model: they do, or nothing says which model they come from. */
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

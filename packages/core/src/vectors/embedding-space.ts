import { OptionError } from '../errors.ts';

/**
 * Name of a vector's space: `<embedder id>/<dimensions>`, e.g. `spectral-v1/160` or
 * `m-a-p/MERT-v1-330M#0c03774d@intro-core-late-120s/1024`. rbassist never compares vectors of different spaces.
 */
export type EmbeddingSpace = `${string}/${number}`;

/** Windows of a track that an embedder reads. */
export type SpaceWindows =
  /** Intro, core and late part, up to 60 s each, of the track or its first `capS` seconds. */
  | { rule: 'intro-core-late'; capS?: number }
  /** Chunks of `chunkS` seconds. `layer` is the hidden state used for the vector, if not the last. */
  | { rule: 'chunks'; chunkS: number; layer?: number };

/** Parts of an embedder's id: `<model>[#<weights>][~<source>][@<windows>[+<precision>]]`. */
export interface EmbedderIdParts {
  /** Built-in embedder, id on the model hub, or model name with digits of its checksum. */
  model: string;
  /** First 8 hex digits of the weights' SHA-256; absent if the weights of a hub model are unknown. */
  weights?: string;
  /** Change that another program made to the vectors or the sound, e.g. `stems:vocals`. */
  source?: string;
  /** Absent for built-in embedders. */
  windows?: SpaceWindows;
  /** Precision of the model; absent for float32 and float16, whose vectors are interchangeable. */
  precision?: 'int8';
}

/** Parts of an {@link EmbeddingSpace}. */
export interface SpaceParts extends EmbedderIdParts {
  dimensions: number;
}

const WINDOWS =
  /^(?:(?<parts>intro-core-late)(?:-(?<capS>\d+)s)?|chunks-(?<chunkS>\d+(?:\.\d+)?)s(?:-layer-(?<layer>\d+))?)$/;
const PRECISION = /\+(int8)$/;
const MODEL = /^(?<model>[^#~]+)(?:#(?<weights>[0-9a-f]{8}))?(?:~(?<source>.+))?$/su;
const UNSAFE_IN_SOURCE = /[%@\s\p{C}]/gu;
const UNKNOWN_MODEL = 'unknown';
/** Source of the Python rbassist's unmixed vectors. */
const PLAIN_SOURCE = 'baseline';

/** Models of the Python rbassist by dimensions, because it stores no space. */
const PYTHON_MODELS: Readonly<Record<number, string>> = {
  768: 'm-a-p/MERT-v1-95M',
  1024: 'm-a-p/MERT-v1-330M',
};
/** Models of the Python rbassist's vectors that do not use MERT, by source. */
const PYTHON_SOURCE_MODELS: Readonly<Record<string, string>> = { timbre_only: 'openl3' };
/** Windows of the Python rbassist, which reads only the first 120 s of a track. */
const PYTHON_WINDOWS: SpaceWindows = { rule: 'intro-core-late', capS: 120 };

/** Formats an embedder's id. */
export function formatEmbedderId({ model, weights, source, windows, precision }: EmbedderIdParts): string {
  const vectors = `${model}${weights === undefined ? '' : `#${weights}`}${source === undefined ? '' : `~${source}`}`;
  if (windows === undefined) return vectors;
  return `${vectors}@${formatWindows(windows)}${precision === undefined ? '' : `+${precision}`}`;
}

/** Formats the name of an embedding space. */
export function formatSpace({ dimensions, ...id }: SpaceParts): EmbeddingSpace {
  return `${formatEmbedderId(id)}/${dimensions}`;
}

/**
 * Returns the space of vectors that the Python rbassist wrote. Picks the MERT model by dimensions; other dimensions get
 * an unknown model, whose vectors can be compared only with each other.
 *
 * @param source Value of `embedding_source`. Every source but `baseline` has its own space.
 */
export function pythonSpace(dimensions: number, source: string = PLAIN_SOURCE): EmbeddingSpace {
  const other = PYTHON_SOURCE_MODELS[source];
  const model = other ?? PYTHON_MODELS[dimensions] ?? UNKNOWN_MODEL;
  const windows = other === undefined && model !== UNKNOWN_MODEL ? { windows: PYTHON_WINDOWS } : {};
  if (source === PLAIN_SOURCE || source === '') return formatSpace({ model, ...windows, dimensions });
  const escaped = source.replaceAll(UNSAFE_IN_SOURCE, (character) => `%${character.codePointAt(0)?.toString(16)}`);
  return formatSpace({ model, source: escaped, ...windows, dimensions });
}

/** Splits the name of a space into its parts. Returns undefined for text that is not a space. */
export function parseSpace(space: string): SpaceParts | undefined {
  const slash = space.lastIndexOf('/');
  const dimensions = Number(space.slice(slash + 1));
  const id = space.slice(0, Math.max(slash, 0));
  if (id === '' || !Number.isInteger(dimensions) || dimensions < 1) return undefined;
  const [suffix, precision] = PRECISION.exec(id) ?? [''];
  const at = id.lastIndexOf('@');
  const windows = at < 0 ? undefined : parseWindows(id.slice(at + 1, id.length - suffix.length));
  if (windows === undefined) return { ...parseModel(id), dimensions };
  return { ...parseModel(id.slice(0, at)), windows, ...(precision && { precision: 'int8' as const }), dimensions };
}

/** Returns the dimensions in the name of a space. Throws {@link OptionError} for text that is not a space. */
export function spaceDimensions(space: string): number {
  const parts = parseSpace(space);
  if (parts) return parts.dimensions;
  throw new OptionError(`"${space}" is not an embedding space: expected "<embedder id>/<dimensions>".`);
}

/** Returns true if a space names this model or an unknown model. */
export function mayBeOfModel(space: string, model: string): boolean {
  const parts = parseSpace(space);
  return parts?.source === undefined && (parts?.model === model || parts?.model === UNKNOWN_MODEL);
}

/** Returns a space without the part that names the weights. */
export function withoutWeights(space: EmbeddingSpace): EmbeddingSpace {
  const parts = parseSpace(space);
  return parts?.weights === undefined ? space : formatSpace({ ...parts, weights: undefined });
}

/** Returns the difference: `weights` alone, `windows` of one model, or `model`; undefined for the same space. */
export function spaceDifference(a: EmbeddingSpace, b: EmbeddingSpace): 'model' | 'weights' | 'windows' | undefined {
  if (a === b) return undefined;
  if (withoutWeights(a) === withoutWeights(b)) return 'weights';
  const [one, other] = [a, b].map((space) => ({ ...parseSpace(space), weights: undefined, windows: undefined }));
  return one.model !== undefined && JSON.stringify(one) === JSON.stringify(other) ? 'windows' : 'model';
}

function formatWindows(windows: SpaceWindows): string {
  if (windows.rule === 'intro-core-late')
    return `${windows.rule}${windows.capS === undefined ? '' : `-${windows.capS}s`}`;
  return `chunks-${windows.chunkS}s${windows.layer === undefined ? '' : `-layer-${windows.layer}`}`;
}

function parseWindows(text: string): SpaceWindows | undefined {
  const { parts, capS, chunkS, layer } = WINDOWS.exec(text)?.groups ?? {};
  if (parts !== undefined) return { rule: 'intro-core-late', ...(capS !== undefined && { capS: Number(capS) }) };
  if (chunkS === undefined) return undefined;
  return { rule: 'chunks', chunkS: Number(chunkS), ...(layer !== undefined && { layer: Number(layer) }) };
}

function parseModel(text: string): Pick<EmbedderIdParts, 'model' | 'weights' | 'source'> {
  const { model, weights, source } = MODEL.exec(text)?.groups ?? {};
  if (model === undefined) return { model: text };
  return { model, ...(weights !== undefined && { weights }), ...(source !== undefined && { source }) };
}

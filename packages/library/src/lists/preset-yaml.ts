import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type YAMLMap, YAMLSeq } from 'yaml';
import { isEmptyNode, parsePythonYaml, scalarText, YamlTextError } from '../files/yaml-text.ts';
import { type PlaylistPreset, PRESET_BLANKS, PRESET_KEYS, PRESET_OUTPUT } from './playlist-preset.ts';
import type { PlaylistRules } from './playlist-rules.ts';

/** Playlist presets of the Python rbassist: a list. Unknown keys, other presets and comments survive a change. */
export class PresetYaml {
  readonly text: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  /** @throws {YamlTextError} if it is not valid YAML, or not a list. */
  constructor(text: string) {
    this.text = text;
    this.#document = parse(text, this.#lines);
    const contents = this.#document.contents as Node | null;
    if (!isEmptyNode(contents) && !isSeq(contents)) {
      const line = contents?.range ? this.#lines.linePos(contents.range[0]).line : undefined;
      throw new YamlTextError('it must be a list of presets', line);
    }
  }

  /** The presets in the order of the file. Skips items that are none. */
  get presets(): PlaylistPreset[] {
    return mapsOf(this.#document).map((map) => presetOf(map, this.#document));
  }

  /** Returns the text with a preset, which replaces the one of its name. Sorts the presets by name. */
  withPreset(preset: PlaylistPreset): string {
    const document = parse(this.text, new LineCounter());
    if (!isSeq(document.contents)) {
      document.contents = new YAMLSeq(document.schema) as typeof document.contents;
    }
    const list = document.contents as unknown as YAMLSeq;
    if (list.items.length === 0) list.flow = false;
    const [known, ...others] = mapsOf(document).filter((map) => nameOf(map) === preset.name);
    const map = known ?? (document.createNode({}) as YAMLMap);
    fill(map, preset, document);
    keepHeading(list);
    if (known === undefined) list.items.push(map);
    list.items = list.items.filter((item) => !others.includes(item as YAMLMap));
    list.items.sort((a, b) => compare(nameOf(a), nameOf(b)));
    return this.#written(document);
  }

  /** Returns the text without the presets of a name. */
  without(name: string): string {
    const document = parse(this.text, new LineCounter());
    const list = document.contents as unknown as YAMLSeq;
    list.items = list.items.filter((item) => nameOf(item) !== name);
    if (list.items.length === 0) list.flow = true;
    return this.#written(document);
  }

  #written(document: Document): string {
    const text = textOfDocument(document);
    const mark = this.text.startsWith('\ufeff') ? '\ufeff' : '';
    return mark + (/\r\n/.test(this.text) ? text.replaceAll(/\r?\n/g, '\r\n') : text);
  }
}

function parse(text: string, lineCounter: LineCounter): Document {
  return parsePythonYaml(text.replace(/^\ufeff/, ''), lineCounter);
}

/** An anchor may have moved behind its alias, or vanished. */
function textOfDocument(document: Document): string {
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    throw new YamlTextError('its presets refer to each other in a way that rbassist cannot change');
  }
}

function mapsOf(document: Document): YAMLMap[] {
  const contents = document.contents as Node | null;
  return isSeq(contents) ? contents.items.filter((item): item is YAMLMap => isMap(item)) : [];
}

function presetOf(map: YAMLMap, document: Document): PlaylistPreset {
  const nodeOf = (key: string) => {
    const node = map.get(key, true) as Node | undefined;
    return isAlias(node) ? node.resolve(document) : node;
  };
  const rules: Record<string, unknown> = {};
  for (const [key, { rule, kind }] of Object.entries(PRESET_KEYS)) {
    const value = readValue(nodeOf(key), kind);
    if (value !== undefined && value !== PRESET_BLANKS[key]) rules[rule] = value;
  }
  const output = textOf(nodeOf('output'));
  return { name: nameOf(map), output: output || PRESET_OUTPUT, rules: rules as PlaylistRules };
}

function readValue(node: Node | undefined, kind: 'text' | 'number' | 'list'): unknown {
  if (isEmptyNode(node)) return undefined;
  if (kind === 'list') {
    const items = isSeq(node) ? node.items : [node];
    const texts = items.map((item) => textOf(item as Node)).filter((text) => text !== '');
    return texts.length === 0 ? undefined : texts;
  }
  const text = textOf(node);
  if (kind === 'text') return text === '' ? undefined : text;
  // a text that is no number stays, so that the check of the rules names it
  return text.trim() === '' ? undefined : Number.isNaN(Number(text)) ? text : Number(text);
}

function nameOf(item: unknown): string {
  const name = isMap(item) ? textOf(item.get('name', true) as Node | undefined) : '';
  return name || 'Preset';
}

function textOf(node: Node | undefined): string {
  return isScalar(node) && node.value !== null ? scalarText(node) : '';
}

function fill(map: YAMLMap, { name, output, rules }: PlaylistPreset, document: Document): void {
  const set = (key: string, value: unknown) => {
    const before = map.get(key, true);
    // a scalar keeps its comment, and its quotes
    if (isScalar(before) && typeof before.value === typeof value) before.value = value;
    else map.set(key, document.createNode(value, Array.isArray(value) ? { flow: true } : {}));
  };
  set('name', name);
  set('output', output);
  for (const [key, { rule }] of Object.entries(PRESET_KEYS)) {
    const value = rules[rule];
    const isBlank = value === undefined || (Array.isArray(value) && value.length === 0);
    if (!isBlank) set(key, Array.isArray(value) ? [...value] : value);
    else if (key in PRESET_BLANKS) set(key, PRESET_BLANKS[key]);
    else map.delete(key);
  }
}

/** Keeps a comment at the top of the file there when the first preset moves. */
function keepHeading(list: YAMLSeq): void {
  const first = list.items[0] as Node | undefined;
  if (!first?.commentBefore || list.commentBefore) return;
  list.commentBefore = first.commentBefore;
  first.commentBefore = null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

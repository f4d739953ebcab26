import { readTags } from '@rbassist/core';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
  stringify,
  visit,
  type YAMLMap,
} from 'yaml';
import { isEmptyNode, parsePythonYaml, scalarText, YamlTextError } from '../files/yaml-text.ts';
import { applyEdits, type Edit, lineEndAfter, lineStart } from './text-edits.ts';

/** Key with the tags of each track: `library` in tags.yml, `tracks` in my_tags.yml. */
export type TracksKey = 'library' | 'tracks';

/** A tag file of the Python rbassist. It keeps its text, and changes only the lines of changed tracks. */
export class TagYaml {
  readonly text: string;
  readonly key: TracksKey;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** @throws {YamlTextError} if it is not valid YAML, or has another structure. */
  constructor(text: string, key: TracksKey) {
    this.text = text;
    this.key = key;
    this.#lines = new LineCounter();
    this.#document = parsePythonYaml(text, this.#lines);
    const { contents } = this.#document;
    if (contents !== null && !isEmptyNode(contents) && !isMap(contents))
      throw this.#problem(contents, 'it must have keys');
    const tracks = this.#valueOf(key);
    if (tracks && !isMap(tracks) && !isEmptyNode(tracks))
      throw this.#problem(tracks, `"${key}" must list paths with tags`);
  }

  /** Tags of each path, in the order of the file. */
  get tracks(): Map<string, string[]> {
    return new Map(this.#pairs().map((pair) => [keyText(pair), this.#tagsOf(pair)]));
  }

  /** Tags that the Python rbassist offers, in the order of the file; undefined if it has no such list. */
  get available(): string[] | undefined {
    const value = this.#valueOf('available');
    return isSeq(value) ? this.#listOf(value) : undefined;
  }

  /**
   * Returns the text with other tags of some paths; no tags remove a path. Adds new tags to `available` if the file has
   * this list. Lines of other paths, comments, order, quotes and line ends stay.
   *
   * @throws {YamlTextError} if the file uses YAML that can't be changed safely.
   */
  withTags(changes: ReadonlyMap<string, readonly string[]>): string {
    const edited = this.#edited(changes);
    if (edited !== undefined && this.#isAsWanted(edited, changes)) return edited;
    const rewritten = this.#rewritten(changes);
    if (this.#isAsWanted(rewritten, changes)) return rewritten;
    throw new YamlTextError('its tags use features of YAML that rbassist cannot change');
  }

  #isAsWanted(text: string, changes: ReadonlyMap<string, readonly string[]>): boolean {
    let tracks: Map<string, string[]>;
    let available: string[] | undefined;
    try {
      ({ tracks, available } = new TagYaml(text, this.key));
    } catch {
      return false;
    }
    const wanted = new Map<string, readonly string[]>([...this.tracks, ...changes]);
    const offered = new Set([...(this.available ?? []), ...[...changes.values()].flat()]);
    const isSame = (path: string, tags: readonly string[]) =>
      changes.has(path) && tags.length === 0 ? !tracks.has(path) : sameTags(tracks.get(path) ?? [], tags);
    const isOffered =
      this.available === undefined || (available && [...offered].every((tag) => available.includes(tag)));
    return Boolean(isOffered) && [...wanted].every(([path, tags]) => isSame(path, tags)) && tracks.size <= wanted.size;
  }

  #edited(changes: ReadonlyMap<string, readonly string[]>): string | undefined {
    const { text } = this;
    const pairs = this.#pairs();
    const byPath = new Map(pairs.map((pair) => [keyText(pair), pair]));
    const edits: Edit[] = [];
    const added: [string, readonly string[]][] = [];
    const dash = dashIndent(text, pairs);
    for (const [path, tags] of changes) {
      const pair = byPath.get(path);
      const edit = pair ? this.#changedPair(pair, tags, dash) : undefined;
      if (!pair && tags.length > 0) added.push([path, tags]);
      else if (pair && edit === undefined) return undefined;
      else if (edit) edits.push(...edit);
    }
    if (added.length > 0) {
      const insertion = this.#newPairs(added, dash);
      if (insertion === undefined) return undefined;
      edits.push(insertion);
    }
    const offered = this.#offered([...new Set([...changes.values()].flat())]);
    if (offered === undefined) return undefined;
    return applyEdits(text, [...edits, ...offered]);
  }

  /** Returns undefined for a value that only a rewrite can change. */
  #changedPair(pair: Pair, tags: readonly string[], dash: number): Edit[] | undefined {
    const { text } = this;
    const key = pair.key as Scalar;
    const value = pair.value as Node | null;
    const [from] = key.range ?? [];
    if (from === undefined || text[from - 1] === '{' || text.slice(lineStart(text, from), from).trim() !== '') {
      return undefined;
    }
    if (isSeq(value) && value.range && !value.anchor && !value.tag) {
      if (tags.length === 0)
        return [{ from: lineStart(text, from), to: lineEndAfter(text, contentEnd(value)), text: '' }];
      return value.flow
        ? flowEdits(text, value.items as Node[], value, tags)
        : blockEdits(text, value.items as Node[], tags);
    }
    if (isEmptyNode(value)) {
      const end = lineEndAfter(text, key.range?.[1] ?? from);
      if (tags.length === 0) return [{ from: lineStart(text, from), to: end, text: '' }];
      const indent = ' '.repeat(from - lineStart(text, from) + dash);
      return /:\s*(?:#.*)?(?:\r?\n|$)/.test(text.slice(key.range?.[1], end))
        ? [{ from: end, to: end, text: listLines(text, indent, tags), startsLine: true }]
        : undefined;
    }
    return undefined;
  }

  #newPairs(added: readonly [string, readonly string[]][], dash: number): Edit | undefined {
    const { text } = this;
    const eol = eolOf(text);
    const linesAt = (indent: string) =>
      added
        .map(([path, tags]) => `${indent}${rendered(path)}:${eol}${listLines(text, indent + ' '.repeat(dash), tags)}`)
        .join('');
    const map = this.#valueOf(this.key);
    if (isMap(map) && !map.flow && map.items.length > 0) {
      const [first] = map.items;
      const start = (first.key as Scalar).range?.[0] ?? 0;
      const last = map.items.at(-1);
      const lastNode = (isEmptyNode(last?.value as Node) ? last?.key : last?.value) as Node;
      const end = lineEndAfter(text, contentEnd(lastNode));
      return { from: end, to: end, text: linesAt(' '.repeat(start - lineStart(text, start))), startsLine: true };
    }
    const pair = this.#rootPair(this.key);
    if (!pair) {
      const root = this.#document.contents;
      if (root !== null && !isEmptyNode(root) && (!isMap(root) || root.flow)) return undefined;
      const end = root === null || isEmptyNode(root) ? text.length : lineEndAfter(text, contentEnd(root));
      return { from: end, to: end, text: `${this.key}:${eol}${linesAt('  ')}`, startsLine: true };
    }
    // "library:" or "library: {}"
    const after = (pair.key as Scalar).range?.[1] ?? 0;
    const end = lineEndAfter(text, after);
    const match = /^:[ \t]*(\{[ \t]*\})?[ \t]*(#.*)?(?:\r?\n|$)/.exec(text.slice(after, end));
    if (!match) return undefined;
    const comment = match[2] ? ` ${match[2].trimEnd()}` : '';
    return { from: after, to: end, text: `:${comment}${eol}${linesAt('  ')}` };
  }

  #offered(tags: readonly string[]): Edit[] | undefined {
    const { available } = this;
    const value = this.#valueOf('available');
    if (available === undefined || !isSeq(value)) return [];
    const missing = tags.filter((tag) => !available.includes(tag));
    if (missing.length === 0) return [];
    const items = value.items as Node[];
    const wanted = [...available, ...missing];
    return value.flow || items.length === 0
      ? flowEdits(this.text, items, value, wanted)
      : blockEdits(this.text, items, wanted);
  }

  #rewritten(changes: ReadonlyMap<string, readonly string[]>): string {
    const document = parsePythonYaml(this.text, new LineCounter());
    // an alias must not lose its anchor with the tags of another track
    visit(document, { Alias: (_, alias) => unanchored(alias.resolve(document)) });
    if (!isMap(this.#valueOf(this.key))) document.setIn([this.key], document.createNode({}));
    for (const [path, tags] of changes) {
      if (tags.length === 0) document.deleteIn([this.key, path]);
      else document.setIn([this.key, path], document.createNode([...tags]));
    }
    const { available } = this;
    if (available) {
      const missing = [...new Set([...changes.values()].flat())].filter((tag) => !available.includes(tag));
      for (const tag of missing) document.addIn(['available'], tag);
    }
    const text = document.toString({ lineWidth: 0 });
    return eolOf(this.text) === '\r\n' ? text.replaceAll(/\r?\n/g, '\r\n') : text;
  }

  #rootPair(key: string): Pair | undefined {
    const { contents } = this.#document;
    return isMap(contents) ? contents.items.find((pair) => keyText(pair) === key) : undefined;
  }

  #valueOf(key: string): Node | undefined {
    return this.#resolved(this.#rootPair(key)?.value as Node | undefined);
  }

  #pairs(): Pair[] {
    const map = this.#valueOf(this.key);
    return isMap(map) ? (map as YAMLMap).items : [];
  }

  #tagsOf({ value }: Pair): string[] {
    const node = this.#resolved(value as Node | undefined);
    return isSeq(node) ? this.#listOf(node) : isScalar(node) && !isEmptyNode(node) ? readTags([scalarText(node)]) : [];
  }

  #listOf({ items }: { items: readonly unknown[] }): string[] {
    const nodes = items.map((item) => this.#resolved(item as Node));
    return readTags(nodes.flatMap((node) => (isScalar(node) && !isEmptyNode(node) ? [scalarText(node)] : [])));
  }

  #resolved(node: Node | undefined): Node | undefined {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #problem(node: Node, message: string): YamlTextError {
    return new YamlTextError(message, node.range ? this.#lines.linePos(node.range[0]).line : undefined);
  }
}

/** Returns a copy of a node without its anchor; undefined for none. */
function unanchored(node: Node | undefined): Node | undefined {
  const copy = node?.clone() as (Node & { anchor?: string }) | undefined;
  if (copy) delete copy.anchor;
  return copy;
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((tag) => b.includes(tag));
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? scalarText(key) : '';
}

function eolOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

function rendered(value: string): string {
  return stringify(value, { version: '1.1', lineWidth: 0, blockQuote: false }).trimEnd();
}

function listLines(text: string, indent: string, tags: readonly string[]): string {
  return tags.map((tag) => `${indent}- ${rendered(tag)}${eolOf(text)}`).join('');
}

function contentEnd(node: Node): number {
  return node.range?.[1] ?? 0;
}

/** Returns the columns between a path and the dashes of its tags. */
function dashIndent(text: string, pairs: readonly Pair[]): number {
  for (const { key, value } of pairs) {
    if (!isSeq(value) || value.flow || value.items.length === 0) continue;
    const [start] = (key as Scalar).range ?? [0];
    const dash = dashOf(text, value.items[0] as Node);
    if (dash !== undefined) return Math.max(0, dash - lineStart(text, dash) - (start - lineStart(text, start)));
  }
  return 0;
}

/** Returns the position of an item's dash; undefined if it is on another line. */
function dashOf(text: string, item: Node): number | undefined {
  const [start] = item.range ?? [0];
  const dash = text.lastIndexOf('-', start - 1);
  return dash >= lineStart(text, start) && /^-[ \t]+$/.test(text.slice(dash, start)) ? dash : undefined;
}

function blockEdits(text: string, items: readonly Node[], tags: readonly string[]): Edit[] | undefined {
  const own = items.map((item) => (isScalar(item) ? scalarText(item).trim() : ''));
  const dashes = items.map((item) => dashOf(text, item));
  const [dash] = dashes;
  if (dash === undefined || dashes.includes(undefined)) return undefined;
  // the first tag may be on the line of a dash of an outer list
  if (text.slice(lineStart(text, dash), dash).trim() !== '') return undefined;
  const indent = text.slice(lineStart(text, dash), dash);
  const removed = items.filter((_, i) => !tags.includes(own[i]));
  const edits = removed.map((item): Edit => {
    const [start] = item.range ?? [0];
    return { from: lineStart(text, start), to: lineEndAfter(text, contentEnd(item)), text: '' };
  });
  const added = tags.filter((tag) => !own.includes(tag));
  const end = lineEndAfter(text, contentEnd(items.at(-1) as Node));
  if (added.length > 0) edits.push({ from: end, to: end, text: listLines(text, indent, added), startsLine: true });
  return edits;
}

function flowEdits(text: string, items: readonly Node[], list: Node, tags: readonly string[]): Edit[] | undefined {
  const [from, to] = list.range ?? [0, 0];
  const source = text.slice(from, to);
  if (!/^\[[^\n#]*\]$/.test(source) || items.some((item) => !isScalar(item))) return undefined;
  const own = new Map(
    items.map((item) => [scalarText(item as Scalar).trim(), text.slice(item.range?.[0], item.range?.[1])]),
  );
  const parts = tags.map((tag) => own.get(tag) ?? inFlow(tag));
  return [{ from, to, text: `[${parts.join(', ')}]` }];
}

/** Returns a tag for a list in brackets, in which commas and brackets need quotes. */
function inFlow(tag: string): string {
  const text = stringify([tag], { version: '1.1', lineWidth: 0, collectionStyle: 'flow' }).trim();
  return text.slice(1, -1).trim();
}

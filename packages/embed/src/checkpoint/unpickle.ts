import { type Fail, quoted } from './checkpoint-error.ts';
import type { TorchStorage, TorchTensor } from './torch-value.ts';

/** What a restricted pickle is made of. Containers may hold themselves: never walk one without a bound. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | PickleTuple
  | PickleList
  | PickleDict
  | PickleName
  | TorchStorage
  | TorchTensor;

interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

/** Either sort of dict, in order. */
interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<string | number, PickleValue>;
}

/** A class or function of Python, by name only. */
interface PickleName {
  readonly kind: 'name';
  readonly name: string;
}

/** What a pickle may name, and what that stands for. Nothing else is reached. */
export interface PickleRules {
  /** Full names that may occur, such as `collections.OrderedDict`. */
  readonly names: ReadonlySet<string>;
  /** What calling a name gives. */
  call(name: string, args: readonly PickleValue[]): PickleValue;
  /** What a persistent id stands for. */
  persistent(id: PickleValue): PickleValue;
}

/** A tensor takes about 25. An empty dict is one byte of a pickle and 200 of memory, so bytes alone are no bound. */
const MAX_VALUES = 500_000;
const LAST_PROTOCOL = 2;
const OPCODE = {
  proto: 0x80,
  stop: 0x2e,
  mark: 0x28,
  none: 0x4e,
  true: 0x88,
  false: 0x89,
  int1: 0x4b,
  int2: 0x4d,
  int4: 0x4a,
  long1: 0x8a,
  float: 0x47,
  unicode: 0x58,
  shortString: 0x55,
  emptyTuple: 0x29,
  tuple: 0x74,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  emptyList: 0x5d,
  append: 0x61,
  appends: 0x65,
  emptyDict: 0x7d,
  setItem: 0x73,
  setItems: 0x75,
  global: 0x63,
  reduce: 0x52,
  newObject: 0x81,
  build: 0x62,
  persistentId: 0x51,
  put1: 0x71,
  put4: 0x72,
  get1: 0x68,
  get4: 0x6a,
} as const;

/**
 * Reads a pickle of protocol 2, as far as a table of tensors needs it: a machine with a stack and a memo, which makes plain data and
 * calls nothing but `rules`. Takes time in proportion to the bytes, and makes half a million values at
 * most.
 *
 * @throws {FileFormatError} for any other opcode or name, and for whatever the machine cannot do.
 * @see https://docs.python.org/3/library/pickletools.html
 */
export function unpickle(bytes: Uint8Array, rules: PickleRules, fail: Fail): PickleValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder('utf-8', { fatal: true });
  const memo = new Map<number, PickleValue>();
  const stack: PickleValue[] = [];
  const marks: number[] = [];
  let position = 0;
  let made = 0;

  const nonsense = (what: string) => fail(`its pickle makes no sense at byte ${position} (${what})`);
  const take = (length: number): number => {
    const start = position;
    if (length > bytes.length - start) throw nonsense('it ends too early');
    position += length;
    return start;
  };
  const push = (value: PickleValue): void => {
    made++;
    if (made > MAX_VALUES) throw nonsense('more values than any model has');
    stack.push(value);
  };
  const pop = (): PickleValue => {
    const value = stack.length > (marks.at(-1) ?? 0) ? stack.pop() : undefined;
    if (value === undefined) throw nonsense('nothing left on its stack');
    return value;
  };
  const popToMark = (): PickleValue[] => {
    const mark = marks.pop();
    if (mark === undefined) throw nonsense('no mark on its stack');
    return stack.splice(mark);
  };
  const tupleOf = (count: number): PickleTuple => ({
    kind: 'tuple',
    items: Array.from({ length: count }, pop).reverse(),
  });
  const decoded = (length: number): string => {
    const start = take(length);
    try {
      return text.decode(bytes.subarray(start, start + length));
    } catch (error) {
      throw fail('its pickle holds a text that is not UTF-8', undefined, error);
    }
  };
  const line = (): string => {
    const end = bytes.indexOf(0x0a, position);
    if (end < 0) throw nonsense('a line without an end');
    const content = decoded(end - position);
    position = end + 1;
    return content;
  };
  const remember = (index: number): void => {
    if (memo.size >= MAX_VALUES) throw nonsense('too much in its memo');
    const value = pop();
    memo.set(index, value);
    stack.push(value);
  };
  const recall = (index: number): void => {
    const value = memo.get(index);
    if (value === undefined) throw nonsense('nothing of that number in its memo');
    push(value);
  };
  const append = (items: readonly PickleValue[]): void => {
    const list = stack.at(-1);
    if (!isKind(list, 'list')) throw nonsense('appends to what is no list');
    for (const item of items) list.items.push(item);
  };
  const setItems = (items: readonly PickleValue[]): void => {
    const dict = stack.at(-1);
    if (!isKind(dict, 'dict') || items.length % 2 === 1) throw nonsense('sets items of what is no dict');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string' && typeof key !== 'number') throw nonsense('a key that is no text');
      dict.entries.set(key, items[i + 1]);
    }
  };
  const global = (): void => {
    const name = `${line()}.${line()}`;
    if (!rules.names.has(name)) {
      throw fail(
        `it asks for ${quoted(name)}, which no table of tensors needs; nothing of it was run`,
        'Do not open it with other programs; fetch the model from its publisher.',
      );
    }
    push({ kind: 'name', name });
  };
  const call = (): void => {
    const args = pop();
    const callable = pop();
    if (!isKind(callable, 'name') || !isKind(args, 'tuple')) throw nonsense('calls what is no function');
    push(rules.call(callable.name, args.items));
  };
  const long = (length: number): number => {
    const start = take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[start + i]);
    const number = Number(BigInt.asIntN(8 * length, value));
    if (!Number.isSafeInteger(number)) throw nonsense('a number that is too large');
    return number;
  };

  if (bytes[take(1)] !== OPCODE.proto || bytes[take(1)] > LAST_PROTOCOL) throw nonsense('no protocol 2');
  for (;;) {
    const opcode = bytes[take(1)];
    switch (opcode) {
      case OPCODE.stop:
        if (stack.length !== 1 || marks.length > 0) throw nonsense('it stops too early');
        return stack[0];
      case OPCODE.mark:
        if (marks.length >= MAX_VALUES) throw nonsense('too many marks');
        marks.push(stack.length);
        break;
      case OPCODE.none:
        push(null);
        break;
      case OPCODE.true:
      case OPCODE.false:
        push(opcode === OPCODE.true);
        break;
      case OPCODE.int1:
        push(bytes[take(1)]);
        break;
      case OPCODE.int2:
        push(view.getUint16(take(2), true));
        break;
      case OPCODE.int4:
        push(view.getInt32(take(4), true));
        break;
      case OPCODE.long1:
        push(long(bytes[take(1)]));
        break;
      case OPCODE.float:
        push(view.getFloat64(take(8)));
        break;
      case OPCODE.unicode:
        push(decoded(view.getUint32(take(4), true)));
        break;
      case OPCODE.shortString:
        push(decoded(bytes[take(1)]));
        break;
      case OPCODE.emptyTuple:
        push(tupleOf(0));
        break;
      case OPCODE.tuple:
        push({ kind: 'tuple', items: popToMark() });
        break;
      case OPCODE.tuple1:
        push(tupleOf(1));
        break;
      case OPCODE.tuple2:
        push(tupleOf(2));
        break;
      case OPCODE.tuple3:
        push(tupleOf(3));
        break;
      case OPCODE.emptyList:
        push({ kind: 'list', items: [] });
        break;
      case OPCODE.append:
        append([pop()]);
        break;
      case OPCODE.appends:
        append(popToMark());
        break;
      case OPCODE.emptyDict:
        push({ kind: 'dict', entries: new Map() });
        break;
      case OPCODE.setItem: {
        const value = pop();
        setItems([pop(), value]);
        break;
      }
      case OPCODE.setItems:
        setItems(popToMark());
        break;
      case OPCODE.global:
        global();
        break;
      case OPCODE.reduce:
      case OPCODE.newObject:
        call();
        break;
      case OPCODE.build:
        // the state of a dict is notes on versions, which name no tensor
        pop();
        if (!isKind(stack.at(-1), 'dict')) throw nonsense('gives a state to what is no dict');
        break;
      case OPCODE.persistentId:
        push(rules.persistent(pop()));
        break;
      case OPCODE.put1:
        remember(bytes[take(1)]);
        break;
      case OPCODE.put4:
        remember(view.getUint32(take(4), true));
        break;
      case OPCODE.get1:
        recall(bytes[take(1)]);
        break;
      case OPCODE.get4:
        recall(view.getUint32(take(4), true));
        break;
      default:
        throw nonsense(`opcode 0x${opcode.toString(16)}, which no table of tensors needs`);
    }
  }
}

type PickleKind = Extract<PickleValue, { kind: string }>['kind'];

/** Whether a value is of a kind. */
export function isKind<K extends PickleKind>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

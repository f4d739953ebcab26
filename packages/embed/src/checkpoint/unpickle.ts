import { type Fail, quoted } from './checkpoint-error.ts';
import { PickleReader } from './pickle-reader.ts';
import { PickleStack } from './pickle-stack.ts';
import { isKind, type PickleValue } from './pickle-value.ts';

/** Names that a pickle may use, and their meaning. */
export interface PickleRules {
  /** Full names, such as `collections.OrderedDict`. */
  readonly names: ReadonlySet<string>;
  call(name: string, args: readonly PickleValue[]): PickleValue;
  persistent(id: PickleValue): PickleValue;
}

interface PickleMachine {
  readonly input: PickleReader;
  readonly stack: PickleStack;
  readonly rules: PickleRules;
}

type Instruction = (machine: PickleMachine) => void;

const PROTO = 0x80;
const STOP = 0x2e;
const LAST_PROTOCOL = 2;

/** Opcodes of a table of tensors, with their names in Python's pickletools. */
const OPCODES: readonly (readonly [name: string, code: number, run: Instruction])[] = [
  ['NONE', 0x4e, ({ stack }) => stack.push(null)],
  ['NEWTRUE', 0x88, ({ stack }) => stack.push(true)],
  ['NEWFALSE', 0x89, ({ stack }) => stack.push(false)],
  ['BININT1', 0x4b, ({ stack, input }) => stack.push(input.uint8())],
  ['BININT2', 0x4d, ({ stack, input }) => stack.push(input.uint16())],
  ['BININT', 0x4a, ({ stack, input }) => stack.push(input.int32())],
  ['LONG1', 0x8a, ({ stack, input }) => stack.push(input.integer(input.uint8()))],
  ['BINFLOAT', 0x47, ({ stack, input }) => stack.push(input.float64())],
  ['BINUNICODE', 0x58, ({ stack, input }) => stack.push(input.text(input.uint32()))],
  ['SHORT_BINSTRING', 0x55, ({ stack, input }) => stack.push(input.text(input.uint8()))],

  ['MARK', 0x28, ({ stack }) => stack.mark()],
  ['EMPTY_TUPLE', 0x29, ({ stack }) => stack.pushTuple(0)],
  ['TUPLE1', 0x85, ({ stack }) => stack.pushTuple(1)],
  ['TUPLE2', 0x86, ({ stack }) => stack.pushTuple(2)],
  ['TUPLE3', 0x87, ({ stack }) => stack.pushTuple(3)],
  ['TUPLE', 0x74, ({ stack }) => stack.push({ kind: 'tuple', items: stack.popToMark() })],
  ['EMPTY_LIST', 0x5d, ({ stack }) => stack.push({ kind: 'list', items: [] })],
  ['APPEND', 0x61, (machine) => appendItems(machine, [machine.stack.pop()])],
  ['APPENDS', 0x65, (machine) => appendItems(machine, machine.stack.popToMark())],
  ['EMPTY_DICT', 0x7d, ({ stack }) => stack.push({ kind: 'dict', entries: new Map() })],
  ['SETITEM', 0x73, setItem],
  ['SETITEMS', 0x75, (machine) => setItems(machine, machine.stack.popToMark())],

  ['BINPUT', 0x71, ({ stack, input }) => stack.memoize(input.uint8())],
  ['LONG_BINPUT', 0x72, ({ stack, input }) => stack.memoize(input.uint32())],
  ['BINGET', 0x68, ({ stack, input }) => stack.pushMemo(input.uint8())],
  ['LONG_BINGET', 0x6a, ({ stack, input }) => stack.pushMemo(input.uint32())],

  ['GLOBAL', 0x63, pushName],
  ['REDUCE', 0x52, callName],
  ['NEWOBJ', 0x81, callName],
  ['BUILD', 0x62, dropState],
  ['BINPERSID', 0x51, ({ stack, rules }) => stack.push(rules.persistent(stack.pop()))],
];
const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map(OPCODES.map(([, code, run]) => [code, run]));

/**
 * Reads a pickle of protocol 2 that describes a table of tensors. The machine creates plain data and calls only
 * `rules`. Its time is proportional to the bytes, and it creates at most half a million values.
 *
 * @see https://docs.python.org/3/library/pickletools.html
 */
export function unpickle(bytes: Uint8Array, rules: PickleRules, fail: Fail): PickleValue {
  const input = new PickleReader(bytes, fail);
  const stack = new PickleStack((problem) => input.invalid(problem));
  const machine = { input, stack, rules };
  if (input.uint8() !== PROTO || input.uint8() > LAST_PROTOCOL) throw input.invalid('it is not of protocol 2');
  for (let opcode = input.uint8(); opcode !== STOP; opcode = input.uint8()) {
    const run = INSTRUCTIONS.get(opcode);
    if (!run) throw input.invalid(`opcode 0x${opcode.toString(16)} does not belong in a table of tensors`);
    run(machine);
  }
  return stack.result();
}

function appendItems({ stack, input }: PickleMachine, items: readonly PickleValue[]): void {
  const list = stack.top;
  if (!isKind(list, 'list')) throw input.invalid('it appends to a value that is not a list');
  for (const item of items) list.items.push(item);
}

function setItem(machine: PickleMachine): void {
  const value = machine.stack.pop();
  const key = machine.stack.pop();
  setItems(machine, [key, value]);
}

function setItems({ stack, input }: PickleMachine, items: readonly PickleValue[]): void {
  const dict = stack.top;
  if (!isKind(dict, 'dict') || items.length % 2 === 1)
    throw input.invalid('it sets items of a value that is not a dict');
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i];
    if (typeof key !== 'string' && typeof key !== 'number') throw input.invalid('a key is not a text');
    dict.entries.set(key, items[i + 1]);
  }
}

function pushName({ stack, input, rules }: PickleMachine): void {
  const name = `${input.line()}.${input.line()}`;
  if (!rules.names.has(name)) {
    throw input.fail(
      `it uses ${quoted(name)}, which does not belong in a table of tensors; rbassist did not run it`,
      'Do not open the file with other programs. Download the model from its publisher.',
    );
  }
  stack.push({ kind: 'name', name });
}

function callName({ stack, input, rules }: PickleMachine): void {
  const args = stack.pop();
  const callable = stack.pop();
  if (!isKind(callable, 'name') || !isKind(args, 'tuple'))
    throw input.invalid('it calls a value that is not a function');
  stack.push(rules.call(callable.name, args.items));
}

/** Ignores the state of a dict, which has version notes but no tensors. */
function dropState({ stack, input }: PickleMachine): void {
  stack.pop();
  if (!isKind(stack.top, 'dict')) throw input.invalid('it sets the state of a value that is not a dict');
}

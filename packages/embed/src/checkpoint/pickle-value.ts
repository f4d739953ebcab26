import type { TorchStorage, TorchTensor } from './torch-value.ts';

/** A value of a restricted pickle. Containers may hold themselves: never walk one without a bound. */
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

/** A tuple of Python. */
export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

/** A dict or OrderedDict, in order. */
interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<string | number, PickleValue>;
}

/** The name of a class or function of Python, which is never called. */
interface PickleName {
  readonly kind: 'name';
  readonly name: string;
}

type PickleKind = Extract<PickleValue, { kind: string }>['kind'];

/** True for a value of a kind. */
export function isKind<K extends PickleKind>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

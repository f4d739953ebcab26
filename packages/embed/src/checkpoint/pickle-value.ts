import type { TorchStorage, TorchTensor } from './torch-value.ts';

/** Value of a restricted pickle. Containers may contain themselves: never walk one without a limit. */
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

export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<string | number, PickleValue>;
}

/** Name of a Python class or function, which is never called. */
interface PickleName {
  readonly kind: 'name';
  readonly name: string;
}

type PickleKind = Extract<PickleValue, { kind: string }>['kind'];

export function isKind<K extends PickleKind>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<PickleValue, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

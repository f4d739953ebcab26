import type { ElementType } from './element-type.ts';
import type { StoredTensor } from './stored-tensor.ts';
import type { ZipRecord } from './zip-records.ts';

/** A record of elements that tensors are views of. */
export interface TorchStorage {
  readonly kind: 'storage';
  readonly dtype: ElementType;
  readonly record: ZipRecord;
}

/** A tensor before it has a name. */
export interface TorchTensor {
  readonly kind: 'tensor';
  readonly tensor: Omit<StoredTensor, 'name'>;
}

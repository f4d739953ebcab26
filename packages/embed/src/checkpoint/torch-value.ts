import type { ElementType } from './element-type.ts';
import type { StoredTensor } from './stored-tensor.ts';
import type { ZipRecord } from './zip-records.ts';

/** Record of elements. Tensors are views of it. */
export interface TorchStorage {
  readonly kind: 'storage';
  readonly dtype: ElementType;
  readonly record: ZipRecord;
}

export interface TorchTensor {
  readonly kind: 'tensor';
  readonly tensor: Omit<StoredTensor, 'name'>;
}

import { dirname, isAbsolute, join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { FileFormatError } from '@rbassist/core';
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
} from 'onnx-buf';
import { openRandomAccess, readBytes } from '../checkpoint/random-access-file.ts';

/** Limit of protobuf, and so of an ONNX file. Larger models store their values in other files. */
const MOST_BYTES = 2 ** 31;

/** Lists the .onnx file, then its value files by name. Throws {@link FileFormatError} for one outside the folder. */
export async function onnxFiles(path: string): Promise<string[]> {
  const { graph } = await readModel(path);
  if (!graph) throw notOnnx(path, 'it has no graph');
  const names = new Set<string>();
  for (const { dataLocation, externalData } of tensorsOf(graph)) {
    if (dataLocation !== TensorProto_DataLocation.EXTERNAL) continue;
    const name = externalData.find(({ key }) => key === 'location')?.value ?? '';
    const parts = name.split(/[\\/]/);
    if (name === '' || isAbsolute(name) || parts.includes('..') || parts[0].includes(':')) {
      throw new FileFormatError(
        path,
        `${path} stores values in a file outside its folder, "${name}". rbassist did not read that file.`,
      );
    }
    names.add(name);
  }
  return [path, ...[...names].sort().map((name) => join(dirname(path), name))];
}

async function readModel(path: string): Promise<ModelProto> {
  const file = await openRandomAccess(path);
  try {
    if (file.size > MOST_BYTES) throw notOnnx(path, 'it has more than 2 GiB');
    const bytes = await readBytes(file, 0, file.size);
    return parseModel(bytes, path);
  } finally {
    await file.close();
  }
}

function parseModel(bytes: Uint8Array, path: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw notOnnx(path, 'it is another kind of file, or incomplete', cause);
  }
}

function notOnnx(path: string, reason: string, cause?: unknown): FileFormatError {
  return new FileFormatError(path, `${path} is not an ONNX file: ${reason}. Download or export it again.`, { cause });
}

/** Yields the tensors of a graph, its nodes, and the graphs inside loops and branches. */
function* tensorsOf(graph: GraphProto): Generator<TensorProto> {
  yield* graph.initializer;
  for (const { attribute } of graph.node) {
    for (const { t, tensors, g, graphs } of attribute) {
      if (t) yield t;
      yield* tensors;
      for (const inner of g ? [g, ...graphs] : graphs) yield* tensorsOf(inner);
    }
  }
}

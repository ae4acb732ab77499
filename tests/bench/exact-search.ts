/** Nearest neighbours by looking at every vector: what an approximate search is held against. */

/** Labels of the `count` vectors with the highest inner product, best first. */
export function exactNearest(vectors: readonly Float32Array[], query: Float32Array, count: number): number[] {
  const labels: number[] = [];
  const products: number[] = [];
  for (const [label, vector] of vectors.entries()) {
    let product = 0;
    for (let i = 0; i < query.length; i += 1) product += vector[i]! * query[i]!;
    if (labels.length === count && product <= products[count - 1]!) continue;
    let place = products.length;
    while (place > 0 && products[place - 1]! < product) place -= 1;
    labels.splice(place, 0, label);
    products.splice(place, 0, product);
    if (labels.length > count) {
      labels.pop();
      products.pop();
    }
  }
  return labels;
}

/** Makes many passages out of few: each is a mixture of two, in its vector and in its words alike. */
import type { Passage, PassageList } from '../../index/passages/mod.ts';
import type { BuiltIndex } from '../../index/store/mod.ts';
import { mulberry32 } from '../../src/estimate.ts';

const SEED = 11;
/** Length of the noise that is added to a mixture of unit vectors, so that no mixture lies exactly between its parents. */
export const NOISE_LENGTH = 0.1;

export interface MixedPassages {
  /** Units are those of the first parents. */
  readonly list: PassageList;
  /** The vector of each passage, of unit length. */
  readonly vectors: readonly Float32Array[];
}

export function mixPassages({ list, vectors }: BuiltIndex, count: number): MixedPassages {
  const random = mulberry32(SEED);
  const parents = list.passages.map((_, label) => vectors.vector(label));
  const mixed: { passage: Passage; vector: Float32Array }[] = [];
  while (mixed.length < count) {
    const [first, second] = [Math.floor(random() * parents.length), Math.floor(random() * parents.length)];
    const [passage, other] = [list.passages[first]!, list.passages[second]!];
    const share = random();
    mixed.push({
      passage: { ...passage, text: mixText(passage.text, other.text, share) },
      vector: mixVectors(parents[first]!, parents[second]!, share, random),
    });
  }
  return {
    list: { units: list.units, passages: mixed.map(({ passage }) => passage) },
    vectors: mixed.map(({ vector }) => vector),
  };
}

/** The beginning of one text and the end of the other. */
function mixText(first: string, second: string, share: number): string {
  const beginning = first.split(' ');
  const end = second.split(' ');
  return [
    ...beginning.slice(0, Math.round(share * beginning.length)),
    ...end.slice(Math.round(share * end.length)),
  ].join(' ');
}

function mixVectors(
  first: Float32Array,
  second: Float32Array,
  share: number,
  random: () => number,
): Float32Array {
  // A coordinate that is uniform in -a..a has the variance a²/3.
  const amplitude = NOISE_LENGTH * Math.sqrt(3 / first.length);
  const mixture = first.map(
    (value, i) => share * value + (1 - share) * second[i]! + amplitude * (2 * random() - 1),
  );
  const length = Math.hypot(...mixture);
  return mixture.map((value) => value / length);
}

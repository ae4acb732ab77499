/** Chance that is always the same for the same text: ids of questions, and what is drawn by them. */
import { sha256Of } from '../../../index/sha256.ts';

const ID_CHARACTERS = 16;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 16 characters a-z, 0-9 that stand for these texts. Two of 10,000 questions share one with a chance of 10^-17. */
export function idOf(...texts: readonly string[]): string {
  let rest = BigInt(`0x${digest(JSON.stringify(texts))}`);
  let id = '';
  while (id.length < ID_CHARACTERS) {
    id += ALPHABET[Number(rest % 36n)];
    rest /= 36n;
  }
  return id;
}

/** A number from 0 up to, but not including, `count`: for each id and purpose one, evenly spread. */
export function drawn(id: string, purpose: string, count: number): number {
  return Number(BigInt(`0x${digest(`${id} ${purpose}`)}`) % BigInt(count));
}

/** The items in an order drawn by the id. */
export function shuffled<Item>(items: readonly Item[], id: string, purpose: string): Item[] {
  const order = [...items];
  for (let end = order.length - 1; end > 0; end--) {
    const other = drawn(id, `${purpose} ${end}`, end + 1);
    [order[end], order[other]] = [order[other]!, order[end]!];
  }
  return order;
}

function digest(text: string): string {
  return sha256Of(new TextEncoder().encode(text));
}

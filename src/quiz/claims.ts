/**
 * Claims one after the other, and returns what was claimed. What is claimed is given to nobody else, so a failure with one must not
 * lose what came before it, nor keep others from their turn.
 *
 * @throws the first failure, when nothing was claimed
 */
export async function eachClaimed<Item, Claimed>(
  items: readonly Item[],
  claim: (item: Item) => Promise<readonly Claimed[]>,
): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      claimed.push(...(await claim(item)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (claimed.length === 0 && failures.length > 0) throw failures[0];
  return claimed;
}

/** One at a time. How processes wait for each other depends on the database; inside a process it is the same everywhere. */

/** Runs `work` while nobody else does so under this name. */
export type Hold = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Lets those in this process wait for each other first, so that only one of them at a time burdens the database. */
export function inTurn(hold: Hold): Hold {
  const lastOf = new Map<string, Promise<unknown>>();
  return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (lastOf.get(name) ?? Promise.resolve()).then(() => hold(name, work));
    const over = turn.catch(() => {});
    lastOf.set(name, over);
    try {
      return await turn;
    } finally {
      if (lastOf.get(name) === over) lastOf.delete(name);
    }
  };
}

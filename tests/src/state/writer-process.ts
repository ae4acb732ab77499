/**
 * A process of its own that opens the state when it is told to, and writes to it beside others.
 *
 * Arguments: SQLite file, name of a person, id of an answer to vote on, number of answers to save.
 */
import { openState } from '../../../src/state/mod.ts';

const [file, person, answer, count] = process.argv.slice(2) as [string, string, string, string];
process.send!('ready');
await new Promise((resolve) => process.once('message', resolve));

const state = await openState({ file });
for (let n = 0; n < Number(count); n += 1) {
  await state.saveAnswer({
    person,
    conversation: person,
    question: `question ${n}`,
    previous: null,
    unit: null,
    references: [],
    at: new Date(n),
  });
  await state.vote(answer, `${person}-${n}`, 1, new Date(n));
}
await state.close();
process.disconnect();

/**
 * Run by digests.ts: opens library and state, says that it is ready, and delivers all that is due when it is told to.
 * Handing over ends at the courier: what a platform does with a message is its own.
 */
import { Casebook } from '../../src/casebook.ts';
import type { Config } from '../../src/config.ts';
import { CaseStudyComposer, Chooser, Deliverer } from '../../src/digest/mod.ts';
import { openLog } from '../../src/log.ts';
import { openState } from '../../src/state/mod.ts';

interface Argument {
  readonly config: Config;
  readonly database: { readonly databaseUrl?: string; readonly file: string };
}

const { config, database } = JSON.parse(process.argv[2]!) as Argument;
const casebook = await Casebook.open(config);
const state = await openState(database);
const chooser = new Chooser(casebook, state);
let posts = 0;
let firstMs = 0;
const deliverer = new Deliverer({
  state,
  couriers: [
    {
      platform: 'discord',
      post: async () => {
        posts += 1;
        if (posts === 1) firstMs = Date.now();
        return String(posts);
      },
      find: async () => null,
      tell: async () => {},
    },
  ],
  composers: { 'case-study': new CaseStudyComposer(casebook, state, chooser) },
  log: openLog('silent'),
  latestMs: 23 * 60 * 60 * 1000,
});
process.send!('ready');
await new Promise((resolve) => process.once('message', resolve));
while ((await deliverer.deliverDue()) > 0);
process.send!({ posts, firstMs, lastMs: Date.now() });
await state.close();
await casebook.close();
process.disconnect();

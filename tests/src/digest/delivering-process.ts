/**
 * A process of its own that delivers what is due, and may kill itself with SIGKILL on the way.
 *
 * Arguments: address of the database, address of the platform, how far its clock is ahead in ms, and the step at which it dies
 * (`before post`, or `anywhere` for one of the first 250: some fifty deliveries have more).
 */
import { Deliverer } from '../../../src/digest/deliverer.ts';
import { openLog } from '../../../src/log.ts';
import { openState } from '../../../src/state/mod.ts';
import { httpCourier } from './http-courier.ts';
import { SLOT_COMPOSER } from './slot-composer.ts';

const [databaseUrl, platformUrl, aheadMs, dies] = process.argv.slice(2) as [string, string, string, string];
let passesLeft = dies === 'anywhere' ? Math.ceil(Math.random() * 250) : Number.POSITIVE_INFINITY;

function mortal<Target extends object>(target: Target): Target {
  const pass = (step: string): void => {
    passesLeft -= 1;
    if (step === dies || passesLeft === 0) process.kill(process.pid, 'SIGKILL');
  };
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        pass(`before ${String(name)}`);
        const result: unknown = await member.apply(target, args);
        pass(`after ${String(name)}`);
        return result;
      };
    },
  });
}

const state = await openState({ databaseUrl, file: '/nowhere' });
const deliverer = new Deliverer({
  state: { digests: mortal(state.digests), claim: state.claim.bind(state) } as unknown as typeof state,
  couriers: [mortal(httpCourier('discord', platformUrl))],
  composers: { 'case-study': SLOT_COMPOSER },
  log: openLog('silent'),
  latestMs: 12 * 60 * 60 * 1000,
  now: () => new Date(Date.now() + Number(aheadMs)),
});
await deliverer.deliverDue();
await state.close();

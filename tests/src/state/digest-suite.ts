/** What every database must do alike with digests: above all, that of any number of claimants one gets a delivery. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Claimant, Plan, State, Subscription } from '../../../src/state/mod.ts';
import type { Backend } from './state-suite.ts';

const NINE = new Date('2026-11-23T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LEASE_MS = 2 * MINUTE_MS;
const later = (ms: number): Date => new Date(NINE.getTime() + ms);
const SETTINGS = {
  ...{ time: '09:00', zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  ...{ category: null, company: null, level: null, mention: null },
};
const TODAY = { day: '2026-11-23', at: NINE };
const TOMORROW = { day: '2026-11-24', at: later(DAY_MS) };
const ADA = 'discord:1';
const DIGEST = {
  ...{ kind: 'case-study' as const, place: 'discord:500', placeName: '#backend' },
  ...{ settings: SETTINGS, next: TODAY, setUpBy: ADA },
};

const claimant = (owner: string, now = NINE): Claimant => ({ owner, now, leaseMs: LEASE_MS });
const DELIVER_TODAY: Plan = { deliver: TODAY, skip: [], next: TOMORROW };
const options = (plan: (digest: Subscription) => Plan = () => DELIVER_TODAY, limit = 10) => ({
  ...{ platforms: ['discord', 'slack'], limit, sane: later(9 * DAY_MS), plan },
});
const OPEN = { platforms: ['discord', 'slack'], limit: 10 };

export function testDigestState(backend: Backend): void {
  describe('digests', () => {
    let state: State;
    const open = async () => {
      const opened = await backend.open(null);
      onTestFinished(() => opened.close());
      return opened;
    };
    beforeEach(async () => {
      await backend.empty();
      state = await open();
    });

    it('come back as they were saved, and keep id, history and beginning when they are changed', async () => {
      const saved = await state.digests.save(DIGEST, NINE);
      expect(saved).toEqual({
        ...{ ...DIGEST, id: expect.stringMatching(/^[a-z0-9]{16}$/) },
        ...{ status: 'active', pausedBecause: null, since: NINE },
      });
      expect(await state.digests.find('case-study', 'discord:500')).toEqual(saved);
      expect(await state.digests.find('quiz', 'discord:500')).toBeNull();

      const settings = {
        ...SETTINGS,
        time: '17:30',
        weekdays: [1, 3],
        category: 'API Design',
        mention: '77',
      };
      const changed = await state.digests.save({ ...DIGEST, settings, setUpBy: 'discord:2' }, later(5));
      expect(changed).toEqual({ ...saved, settings, setUpBy: 'discord:2' });
    });

    it('are paused with a reason, and go on where they are told to', async () => {
      const { id } = await state.digests.save(DIGEST, NINE);
      await state.digests.setStatus(id, 'paused', 'x'.repeat(1000), NINE);
      const paused = await state.digests.find('case-study', 'discord:500');
      expect(paused).toMatchObject({ status: 'paused', pausedBecause: 'x'.repeat(300), next: TODAY });
      expect((await state.digests.claimDue(claimant('a'), options())).due).toBe(0);

      await state.digests.setStatus(id, 'active', null, later(1), TOMORROW);
      expect(await state.digests.find('case-study', 'discord:500')).toMatchObject({ next: TOMORROW });
      expect((await state.digests.claimDue(claimant('a'), options())).due).toBe(0);
      expect((await state.digests.claimDue(claimant('a', TOMORROW.at), options())).due).toBe(1);
    });

    it('that are due are claimed by one of many at once, each delivery once', async () => {
      for (let n = 0; n < 30; n += 1) await state.digests.save({ ...DIGEST, place: `discord:${n}` }, NINE);
      const others = backend.isOpenedOnce
        ? [state, state, state, state]
        : [state, await open(), await open(), await open()];
      const claimed = await Promise.all(
        Array.from({ length: 16 }, (_, n) =>
          others[n % 4]!.digests.claimDue(claimant(`process ${n}`), options(undefined, 7)),
        ),
      );
      const places = claimed.flatMap(({ claimed: mine }) => mine.map(({ of }) => of.place));
      expect(new Set(places).size).toBe(places.length);
      // Whoever met only locked rows got nothing; what is left is found in the next round.
      const rest = await state.digests.claimDue(claimant('rest'), options(undefined, 100));
      expect(places.length + rest.claimed.length).toBe(30);
      expect(rest.claimed[0] ?? claimed[0]!.claimed[0]).toMatchObject({
        ...{ slot: TODAY.day, dueAt: NINE, status: 'open', attempts: 1, isUncertain: false, subject: null },
      });
      expect((await state.digests.find('case-study', 'discord:7'))!.next).toEqual(TOMORROW);
    });

    it('of platforms that the claimant does not serve, before their time, or turned off are left alone', async () => {
      const { id } = await state.digests.save({ ...DIGEST, place: 'slack:T1:C1' }, NINE);
      const onDiscord = { ...options(), platforms: ['discord'] };
      expect(await state.digests.claimDue(claimant('a'), onDiscord)).toEqual({ due: 0, claimed: [] });
      expect((await state.digests.claimDue(claimant('a', later(-1)), options())).due).toBe(0);
      await state.digests.setStatus(id, 'off', null, NINE);
      expect((await state.digests.claimDue(claimant('a'), options())).due).toBe(0);
    });

    it('of which the next run was set by a clock that was wrong are planned anew', async () => {
      await state.digests.save(
        { ...DIGEST, next: { day: '2031-01-01', at: new Date('2031-01-01T09:00Z') } },
        NINE,
      );
      const plan = () => ({ deliver: null, skip: [], next: TOMORROW });
      expect(await state.digests.claimDue(claimant('a'), options(plan))).toEqual({ due: 1, claimed: [] });
      expect((await state.digests.find('case-study', 'discord:500'))!.next).toEqual(TOMORROW);
    });

    it('have one delivery a slot, whatever the clock did', async () => {
      await state.digests.save(DIGEST, NINE);
      await state.digests.claimDue(claimant('a'), options());
      await state.digests.save(DIGEST, NINE); // puts the next run back to today
      expect(await state.digests.claimDue(claimant('b'), options())).toEqual({ due: 1, claimed: [] });
    });

    it('write down what was skipped', async () => {
      const { id } = await state.digests.save(DIGEST, NINE);
      const missed = [
        { day: '2026-11-21', at: later(-2 * DAY_MS) },
        { day: '2026-11-22', at: later(-DAY_MS) },
      ];
      await state.digests.claimDue(
        claimant('a'),
        options(() => ({ ...DELIVER_TODAY, skip: missed })),
      );
      const recent = await state.digests.recentDeliveries(id, 10);
      expect(recent.map(({ slot, status, reason }) => [slot, status, reason])).toEqual([
        ['2026-11-23', 'open', null],
        ['2026-11-22', 'skipped', 'Casebook was not running'],
        ['2026-11-21', 'skipped', 'Casebook was not running'],
      ]);
    });

    it('move where the rules of time say, unless they have moved on meanwhile', async () => {
      await state.digests.save(DIGEST, NINE);
      await state.digests.save({ ...DIGEST, place: 'discord:501', next: TOMORROW }, NINE);
      const moved = await state.digests.reschedule(({ next }) =>
        next.day === TODAY.day ? { day: TODAY.day, at: later(60 * MINUTE_MS) } : next,
      );
      expect(moved).toBe(1);
      expect((await state.digests.find('case-study', 'discord:500'))!.next.at).toEqual(later(60 * MINUTE_MS));
    });

    describe('a delivery', () => {
      let id: string;
      beforeEach(async () => {
        await state.digests.save(DIGEST, NINE);
        id = (await state.digests.claimDue(claimant('a'), options())).claimed[0]!.id;
      });

      it('is begun by its claimant alone, and is uncertain from then on', async () => {
        expect(await state.digests.begin(id, claimant('b'), 'x/y')).toBeNull();
        const begun = await state.digests.begin(id, claimant('a', later(MINUTE_MS)), 'x/y');
        expect(begun).toMatchObject({ id, subject: 'x/y', isUncertain: true, of: { place: 'discord:500' } });
        expect(await state.digests.findDelivery(id)).toEqual(begun);
      });

      it('is not begun when its lease has run out, even if nobody has taken over yet', async () => {
        expect(await state.digests.begin(id, claimant('a', later(LEASE_MS)), 'x/y')).toBeNull();
      });

      it('of a digest that was paused meanwhile is skipped, but not one that somebody asked for', async () => {
        const { subscription } = (await state.digests.findDelivery(id))!;
        const asked = await state.digests.add(subscription, 'now:1', NINE);
        const [taken] = await state.digests.claimOpen(claimant('a'), OPEN);
        expect(taken).toMatchObject({ id: asked!.id, attempts: 1 });
        await state.digests.setStatus(subscription, 'paused', null, NINE);
        expect(await state.digests.begin(id, claimant('a'), 'x/y')).toBeNull();
        expect(await state.digests.findDelivery(id)).toMatchObject({
          ...{ status: 'skipped', isUncertain: false },
          reason: 'the digest was paused or turned off meanwhile',
        });
        expect(await state.digests.begin(asked!.id, claimant('a'), 'x/y')).not.toBeNull();
      });

      it('that nobody finished in time goes to one other, who knows that it is uncertain', async () => {
        await state.digests.begin(id, claimant('a'), 'x/y');
        expect(await state.digests.claimOpen(claimant('b', later(LEASE_MS - 1)), OPEN)).toEqual([]);
        const takers = ['b', 'c', 'd'].map((owner) =>
          state.digests.claimOpen(claimant(owner, later(LEASE_MS)), OPEN),
        );
        const taken = (await Promise.all(takers)).flat();
        expect(taken).toHaveLength(1);
        expect(taken[0]).toMatchObject({ id, attempts: 2, isUncertain: true, subject: 'x/y' });
        const late = claimant('a', later(LEASE_MS));
        expect(await state.digests.settle(id, late, { kind: 'delivered', message: '9' })).toBe(false);
      });

      it('that was claimed by a clock far ahead is taken all the same', async () => {
        await state.digests.begin(id, claimant('a'), 'x/y');
        const outcome = { kind: 'again' as const, reason: 'r', isUncertain: true, attempts: 1 };
        await state.digests.settle(id, claimant('a'), { ...outcome, at: later(400 * DAY_MS) });
        expect(await state.digests.claimOpen(claimant('b'), OPEN)).toHaveLength(1);
      });

      it('is settled once: delivered, with its message', async () => {
        await state.digests.begin(id, claimant('a'), 'x/y');
        const delivered = { kind: 'delivered' as const, message: '900' };
        expect(await state.digests.settle(id, claimant('b'), delivered)).toBe(false);
        expect(await state.digests.settle(id, claimant('a', later(5)), delivered)).toBe(true);
        expect(await state.digests.settle(id, claimant('a'), { kind: 'failed', reason: 'r' })).toBe(false);
        expect(await state.digests.findDelivery(id)).toMatchObject({
          ...{ status: 'delivered', message: '900', settledAt: later(5), isUncertain: false, reason: null },
        });
        expect(await state.digests.claimOpen(claimant('b', later(DAY_MS)), OPEN)).toEqual([]);
      });

      it('to be tried again waits for its time, for anybody', async () => {
        await state.digests.settle(id, claimant('a'), {
          ...{ kind: 'again', at: later(500), reason: 'busy', isUncertain: false, attempts: 0 },
        });
        expect(await state.digests.claimOpen(claimant('b', later(499)), OPEN)).toEqual([]);
        const [again] = await state.digests.claimOpen(claimant('b', later(500)), OPEN);
        expect(again).toMatchObject({ id, attempts: 1, reason: 'busy', isUncertain: false });
      });

      it('counts as had while it is on its way and after, newest first; what failed does not', async () => {
        const { subscription } = (await state.digests.findDelivery(id))!;
        await state.digests.begin(id, claimant('a'), 'x/first');
        const asked = (await state.digests.add(subscription, 'now:1', later(5)))!;
        await state.digests.claimOpen(claimant('a', later(5)), OPEN);
        await state.digests.begin(asked.id, claimant('a', later(5)), 'x/second');
        expect(await state.digests.subjects(subscription)).toEqual(['x/second', 'x/first']);
        await state.digests.settle(id, claimant('a'), { kind: 'failed', reason: 'r' });
        expect(await state.digests.subjects(subscription)).toEqual(['x/second']);
      });

      it('is not found by an id that it does not have, whatever that looks like', async () => {
        for (const other of ['', "'; drop table casebook_deliveries", 'a'.repeat(16), 'a'.repeat(10_000)]) {
          expect(await state.digests.findDelivery(other)).toBeNull();
        }
      });

      it('that somebody asks for twice in a slot is added once', async () => {
        const { subscription } = (await state.digests.findDelivery(id))!;
        const asked = Array.from({ length: 5 }, () => state.digests.add(subscription, 'now:1', NINE));
        expect((await Promise.all(asked)).filter((one) => one !== null)).toHaveLength(1);
        expect(await state.digests.add('nobodysdigest000', 'now:1', NINE)).toBeNull();
      });
    });

    it('know since when each case study is in the library', async () => {
      await state.digests.firstSeen(['a/1', 'a/2'], NINE);
      const seen = await state.digests.firstSeen(['a/2', 'a/3', '東京/x'], later(5));
      expect([...seen].toSorted()).toEqual([
        ['a/1', NINE],
        ['a/2', NINE],
        ['a/3', later(5)],
        ['東京/x', later(5)],
      ]);
      const many = Array.from({ length: 1234 }, (_, n) => `many/${n}`);
      expect((await state.digests.firstSeen(many, NINE)).size).toBe(1238);
    });

    it('show in what is stored about a person, and belong to nobody when that person is forgotten', async () => {
      const digest = await state.digests.save(DIGEST, NINE);
      expect((await state.exportPerson(ADA)).digests).toEqual([digest]);
      expect(await state.forgetPerson(ADA)).toBe(1);
      expect((await state.exportPerson(ADA)).digests).toEqual([]);
      expect(await state.digests.find('case-study', 'discord:500')).toEqual({ ...digest, setUpBy: null });
    });

    it('that were turned off long ago are pruned with their deliveries, others keep what was delivered', async () => {
      const kept = await state.digests.save(DIGEST, NINE);
      const off = await state.digests.save({ ...DIGEST, place: 'discord:501' }, NINE);
      const [first, second] = (await state.digests.claimDue(claimant('a'), options())).claimed;
      for (const one of [first, second]) {
        await state.digests.settle(one!.id, claimant('a'), { kind: 'delivered', message: '1' });
      }
      await state.digests.claimDue(
        claimant('a', TOMORROW.at),
        options(() => ({
          deliver: null,
          skip: [TOMORROW],
          next: { day: '2026-11-25', at: later(2 * DAY_MS) },
        })),
      );
      await state.digests.setStatus(off.id, 'off', null, later(DAY_MS));
      expect(await state.prune(later(DAY_MS))).toBe(0);
      expect(await state.prune(later(DAY_MS + 1))).toBe(4);
      expect(await state.digests.find('case-study', 'discord:501')).toBeNull();
      const left = await state.digests.recentDeliveries(kept.id, 10);
      expect(left.map(({ status }) => status)).toEqual(['delivered']);
    });
  });
}

import { beforeEach, describe, expect, it } from 'vitest';
import { RETRY_SECONDS } from '../../../src/digest/outcomes.ts';
import type { DeliveryStatus } from '../../../src/state/mod.ts';
import { SLOT_COMPOSER } from './slot-composer.ts';
import { DAY_MS, HOUR_MS, Workshop } from './workshop.ts';

const MINUTE_MS = 60_000;
const DUE = '2026-11-23T08:00:00Z'; // 9:00 in Berlin

let shop: Workshop;
beforeEach(async () => {
  shop = await Workshop.open();
});

async function outcomes(id: string): Promise<[string, DeliveryStatus, string | null][]> {
  const deliveries = await shop.state.digests.recentDeliveries(id, 50);
  return deliveries.map(({ slot, status, reason }) => [slot, status, reason]);
}

describe('a digest', () => {
  it('is delivered at its time, once, and on each day after', async () => {
    const { id } = await shop.subscribe();
    const deliverer = shop.deliverer();
    expect(await deliverer.deliverDue()).toBe(0);
    shop.at(DUE);
    expect(await deliverer.deliverDue()).toBe(1);
    expect(await deliverer.deliverDue()).toBe(0);
    for (let day = 0; day < 3; day += 1) {
      shop.later(DAY_MS);
      await deliverer.deliverDue();
    }
    expect(shop.platform.messages.map(({ at }) => at.toISOString())).toEqual([
      ...['2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z'],
      ...['2026-11-25T08:00:00.000Z', '2026-11-26T08:00:00.000Z'],
    ]);
    expect((await outcomes(id)).map(([, status]) => status)).toEqual(Array(4).fill('delivered'));
  });

  it('is delivered by one of many processes that look at the same time', async () => {
    for (let n = 0; n < 60; n += 1) await shop.subscribe(`slack:T1:C${n}`);
    shop.at(DUE);
    await Promise.all(Array.from({ length: 5 }, () => shop.deliverer().deliverDue()));
    expect(new Set(shop.platform.messages.map(({ place }) => place)).size).toBe(60);
    expect(shop.platform.messages).toHaveLength(60);
  });

  it('calls whom the administrator chose', async () => {
    await shop.subscribe('discord:500', { mention: '77' });
    shop.at(DUE);
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages[0]!.mention).toBe('77');
  });

  it('of a platform that this process does not serve waits for one that does', async () => {
    await shop.subscribe('slack:T1:C1');
    shop.at(DUE);
    const onlyDiscord = shop.deliverer({ couriers: [shop.platform.courier('discord')] });
    expect(await onlyDiscord.deliverDue()).toBe(0);
    expect(await shop.deliverer({ couriers: [] }).deliverDue()).toBe(0);
    expect(await shop.deliverer().deliverDue()).toBe(1);
  });

  it('that was paused between claim and post is not posted', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    const pausing = {
      ...SLOT_COMPOSER,
      choose: async () => {
        await shop.state.digests.setStatus(id, 'paused', null, shop.now);
        return 'x';
      },
    };
    await shop.deliverer({ composers: { 'case-study': pausing } }).deliverDue();
    expect(shop.platform.messages).toEqual([]);
    expect(await outcomes(id)).toEqual([
      ['2026-11-23', 'skipped', 'the digest was paused or turned off meanwhile'],
    ]);
  });

  it('for which the library has nothing is skipped, and says so', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    const nothing = { ...SLOT_COMPOSER, choose: async () => null };
    await shop.deliverer({ composers: { 'case-study': nothing } }).deliverDue();
    expect(await outcomes(id)).toEqual([['2026-11-23', 'skipped', 'the library has nothing that fits']]);
  });
});

describe('after a time in which nothing ran', () => {
  it('the last one is sent late, once, and the older ones are skipped', async () => {
    const { id } = await shop.subscribe();
    shop.at('2026-11-26T14:00:00Z');
    await shop.deliverer().deliverDue();
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toHaveLength(1);
    expect(await outcomes(id)).toEqual([
      ['2026-11-26', 'delivered', null],
      ...['2026-11-25', '2026-11-24', '2026-11-23'].map((day) => [
        day,
        'skipped',
        'Casebook was not running',
      ]),
    ]);
  });

  it('one that is too old is skipped as well, and the next one comes at its time', async () => {
    const { id } = await shop.subscribe();
    shop.at('2026-11-23T20:00:01Z');
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toEqual([]);
    shop.at('2026-11-24T08:00:00Z');
    await shop.deliverer().deliverDue();
    expect((await outcomes(id)).map(([, status]) => status)).toEqual(['delivered', 'skipped']);
  });
});

describe('when the platform', () => {
  it('tells to wait, nothing is posted before that time, and that is no failed try', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'later';
    for (let n = 0; n < 20; n += 1) {
      await shop.deliverer().deliverDue();
      shop.later(shop.platform.retryAfterMs);
    }
    shop.platform.onPost = () => null;
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toHaveLength(1);
    expect((await shop.state.digests.recentDeliveries(id, 1))[0]).toMatchObject({ attempts: 1 });
  });

  it('took the message without saying so, it is found and not posted again', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'stored-unknown';
    await shop.deliverer().deliverDue();
    expect(await shop.deliverer().deliverDue()).toBe(0);
    shop.later(RETRY_SECONDS[0]! * 1000);
    expect(await shop.deliverer().deliverDue()).toBe(1);
    expect(shop.platform.messages).toHaveLength(1);
    expect((await shop.state.digests.recentDeliveries(id, 1))[0]).toMatchObject({
      ...{ status: 'delivered', message: 'm1', attempts: 2 },
    });
  });

  it('lost the message, it is posted again', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'unknown';
    await shop.deliverer().deliverDue();
    shop.platform.onPost = () => null;
    shop.later(RETRY_SECONDS[0]! * 1000);
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toHaveLength(1);
    expect(await outcomes(id)).toEqual([['2026-11-23', 'delivered', null]]);
  });

  it('cannot be asked whether the message is there, it is not posted again before it can', async () => {
    await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'stored-unknown';
    await shop.deliverer().deliverDue();
    shop.platform.onPost = () => null;
    for (const failure of ['unknown', 'forbidden', 'later', 'refused'] as const) {
      shop.platform.onFind = () => failure;
      shop.later(HOUR_MS);
      await shop.deliverer().deliverDue();
      expect(shop.platform.messages).toHaveLength(1);
    }
    shop.platform.onFind = () => null;
    shop.later(HOUR_MS);
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toHaveLength(1);
  });

  it('never lets us look, it is not posted twice, and who set it up is told', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'unknown';
    await shop.deliverer().deliverDue();
    shop.platform.onPost = () => null;
    shop.platform.onFind = () => 'blind';
    shop.later(HOUR_MS);
    await shop.deliverer().deliverDue();
    expect(shop.platform.messages).toEqual([]);
    expect(await outcomes(id)).toEqual([['2026-11-23', 'failed', 'the platform said blind']]);
    expect(shop.platform.told).toEqual([
      {
        person: 'discord:1',
        text: expect.stringContaining('A post of a digest may be missing: The digest in #discord:500'),
      },
    ]);
    expect(await shop.state.digests.find('case-study', 'discord:500')).toMatchObject({ status: 'active' });
  });

  it('has closed the place, it is tried again with growing delays, then paused, and who set it up is told once', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'forbidden';
    const tries: number[] = [];
    for (let minute = 0; minute <= 9 * 60; minute += 1) {
      const worked = await shop.deliverer().deliverDue();
      if (worked > 0) tries.push(minute);
      shop.later(MINUTE_MS);
    }
    expect(tries).toEqual([0, 1, 3, 13, 43, 103, 223, 463]);
    expect(await outcomes(id)).toEqual([['2026-11-23', 'failed', 'the platform said forbidden']]);
    expect(await shop.state.digests.find('case-study', 'discord:500')).toMatchObject({
      ...{ status: 'paused', pausedBecause: 'the platform said forbidden' },
    });
    expect(shop.platform.told).toHaveLength(1);
    expect(shop.platform.told[0]).toMatchObject({ person: 'discord:1' });
    expect(shop.platform.told[0]!.text).toContain(
      'I could not post in #discord:500: the platform said forbidden',
    );

    shop.later(DAY_MS);
    expect(await shop.deliverer().deliverDue()).toBe(0);
  });

  it('opens the place again in time, the digest goes on as if nothing had been', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'forbidden';
    await shop.deliverer().deliverDue();
    shop.platform.onPost = () => null;
    shop.later(HOUR_MS);
    await shop.deliverer().deliverDue();
    expect(await outcomes(id)).toEqual([['2026-11-23', 'delivered', null]]);
    expect(shop.platform.told).toEqual([]);
  });

  it('is away for a day, that day is given up without pausing, and the next one comes', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'unknown';
    for (let hour = 0; hour < 24; hour += 1) {
      await shop.deliverer().deliverDue();
      shop.later(HOUR_MS);
    }
    shop.platform.onPost = () => null;
    await shop.deliverer().deliverDue();
    expect(await outcomes(id)).toEqual([
      ['2026-11-24', 'delivered', null],
      ['2026-11-23', 'failed', 'the platform said unknown'],
    ]);
  });

  it('will not let us write to who set it up, the log says so', async () => {
    await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'forbidden';
    const courier = shop.platform.courier('discord');
    const mute = { ...courier, tell: () => Promise.reject(new Error('closed')) };
    for (let n = 0; n < 60; n += 1) {
      await shop.deliverer({ couriers: [mute] }).deliverDue();
      shop.later(10 * MINUTE_MS);
    }
    expect(shop.log.lines.map(({ msg }) => msg)).toContain(
      'Digest: the person who set it up could not be told',
    );
  });
});

describe('who set a digest up', () => {
  it('is told when one is missing although nobody closed the place', async () => {
    await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'refused';
    for (let n = 0; n < 60; n += 1) {
      await shop.deliverer().deliverDue();
      shop.later(10 * MINUTE_MS);
    }
    expect(shop.platform.told).toEqual([
      {
        person: 'discord:1',
        text: expect.stringContaining('A post of a digest is missing: I could not post in #discord:500'),
      },
    ]);
    expect(await shop.state.digests.find('case-study', 'discord:500')).toMatchObject({ status: 'active' });
  });

  it('is told when it can never be found out whether one arrived, and it is not tried for ever', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    shop.platform.onPost = () => 'stored-unknown';
    await shop.deliverer().deliverDue();
    shop.platform.onFind = () => 'later';
    for (let n = 0; n < 13 * 6; n += 1) {
      shop.later(10 * MINUTE_MS);
      await shop.deliverer().deliverDue();
    }
    expect(shop.platform.messages).toHaveLength(1);
    expect(await outcomes(id)).toEqual([['2026-11-23', 'failed', 'the platform said later']]);
    expect(shop.platform.told.map(({ text }) => text)).toEqual([
      expect.stringContaining('A post of a digest may be missing'),
    ]);
  });

  it('is told nothing when it is not known any more', async () => {
    await shop.subscribe();
    await shop.state.forgetPerson('discord:1');
    shop.at(DUE);
    shop.platform.onPost = () => 'refused';
    for (let n = 0; n < 60; n += 1) {
      await shop.deliverer().deliverDue();
      shop.later(10 * MINUTE_MS);
    }
    expect(shop.platform.told).toEqual([]);
  });
});

describe('when Casebook itself', () => {
  it('fails while a card is made, nothing was posted, and it is tried again', async () => {
    const { id } = await shop.subscribe();
    shop.at(DUE);
    const broken = { ...SLOT_COMPOSER, compose: () => Promise.reject(new Error('a fault')) };
    await shop.deliverer({ composers: { 'case-study': broken } }).deliverDue();
    expect((await shop.state.digests.recentDeliveries(id, 1))[0]).toMatchObject({
      ...{ status: 'open', isUncertain: false, reason: 'an error of Casebook, which is in its log' },
    });
    shop.later(MINUTE_MS);
    await shop.deliverer().deliverDue();
    expect(await outcomes(id)).toEqual([['2026-11-23', 'delivered', null]]);
  });

  it('is told to stop, it finishes what it has begun and puts back what it has not', async () => {
    for (let n = 0; n < 80; n += 1) await shop.subscribe(`discord:${n}`);
    shop.at(DUE);
    const stop = new AbortController();
    const courier = shop.platform.courier('discord');
    const stopping = {
      ...courier,
      post: (post: Parameters<typeof courier.post>[0]) => {
        stop.abort();
        return courier.post(post);
      },
    };
    await shop.deliverer({ couriers: [stopping] }).run(stop.signal);
    const begun = shop.platform.messages.length;
    expect(begun).toBeGreaterThan(0);
    expect(await shop.deliverer().deliverDue()).toBe(80 - begun);
    expect(new Set(shop.platform.messages.map(({ place }) => place)).size).toBe(80);
    expect(shop.platform.messages).toHaveLength(80);
  });

  it('starts after the rules of a zone have changed, the next runs are set anew', async () => {
    const digest = await shop.subscribe();
    const wrong = { day: digest.next.day, at: new Date('2026-11-23T09:00:00Z') };
    await shop.state.digests.setStatus(digest.id, 'active', null, shop.now, wrong);
    await shop.deliverer().reschedule();
    expect((await shop.state.digests.find('case-study', 'discord:500'))!.next).toEqual(digest.next);
  });
});

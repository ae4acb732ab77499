import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/cards/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { Chat } from '../../../src/chat/mod.ts';
import { CaseStudyComposer, Chooser, Deliverer, Digests, type Manager } from '../../../src/digest/mod.ts';
import { Quiz } from '../../../src/quiz/mod.ts';
import { openCasebook } from '../../support/casebook.ts';
import { DAY_MS, HOUR_MS, Workshop } from './workshop.ts';

const PLACE = { id: 'discord:500', name: '#backend' };
const ADMIN: Manager = { person: 'discord:1', mayManage: true, mayMention: true, zone: null };
const MEMBER: Manager = { person: 'discord:2', mayManage: false, mayMention: false, zone: null };
const DUE = '2026-11-23T09:00:00Z';

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

let shop: Workshop;
let digests: Digests;
let nudges = 0;
let deliverer: Deliverer;
beforeEach(async () => {
  shop = await Workshop.open();
  const now = () => shop.now;
  const { state } = shop;
  const chooser = new Chooser(casebook, state, now);
  nudges = 0;
  digests = new Digests({ casebook, state, chooser, now, nudge: () => (nudges += 1) });
  deliverer = shop.deliverer({
    composers: { 'case-study': new CaseStudyComposer(casebook, state, chooser, now) },
  });
});

const ASKER = { conversation: 'discord:500:9', place: 'discord:500', community: 'discord:7' };

const chatOf = (): Chat => {
  const { state, log } = shop;
  const quiz = new Quiz({ state, library: casebook, questions: async () => [] });
  return new Chat({ casebook, state, quiz, log: log.logger });
};
const deliverAt = async (time: string): Promise<void> => {
  shop.at(time);
  await deliverer.deliverDue();
};
const said = ({ title, lead, excerpt }: Card): string => [title, lead, excerpt?.text].join('\n');

describe('/digest on', () => {
  it('starts at the next time of day, and says what was set and when it comes, in local time and UTC', async () => {
    const card = await digests.on(PLACE, { time: '9', zone: 'berlin', weekdays: 'mon-fri' }, ADMIN);
    expect(said(card)).toBe(
      [
        'The digest is on',
        'One case study on Monday to Friday at 09:00 (Europe/Berlin)',
        'From the whole library',
        'Next: Mon, 23 Nov 2026, 09:00 (Europe/Berlin), which is Mon, 23 Nov 2026, 08:00 UTC',
        '',
      ].join('\n'),
    );
  });

  it('takes the time zone of who sets it up', async () => {
    await digests.on(PLACE, {}, { ...ADMIN, zone: 'Asia/Tokyo' });
    expect(await digests.settingsOf(PLACE.id)).toMatchObject({ zone: 'Asia/Tokyo', time: '09:00' });
  });

  it('again changes what it names and keeps the rest', async () => {
    await digests.on(PLACE, { time: '9', level: 'senior' }, ADMIN);
    await digests.on(PLACE, { time: '10' }, ADMIN);
    expect(await digests.settingsOf(PLACE.id)).toMatchObject({ time: '10:00', level: 'senior' });
  });

  it('with something that cannot be set says what could, and changes nothing', async () => {
    await digests.on(PLACE, {}, ADMIN);
    const before = await digests.settingsOf(PLACE.id);
    expect(said(await digests.on(PLACE, { time: '25' }, ADMIN))).toContain('“25” is no time of day');
    expect(said(await digests.on(PLACE, { company: '@everyone' }, ADMIN))).toContain(
      'no case study that fits',
    );
    expect(await digests.settingsOf(PLACE.id)).toEqual(before);
  });

  it('moved to later on a day that has had its case study goes on the day after', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    await deliverAt(DUE);
    const card = await digests.on(PLACE, { time: '17' }, ADMIN);
    expect(said(card)).toContain('Next: Tue, 24 Nov 2026, 17:00');
    await deliverAt('2026-11-23T17:00:00Z');
    expect(shop.platform.messages).toHaveLength(1);
  });
});

describe('who may not manage the place', () => {
  it('changes nothing and is told whom to ask, but sees and previews it', async () => {
    await digests.on(PLACE, {}, ADMIN);
    for (const card of [
      await digests.on(PLACE, { time: '10' }, MEMBER),
      await digests.off(PLACE.id, MEMBER),
      await digests.pause(PLACE.id, MEMBER),
      await digests.resume(PLACE.id, MEMBER),
      await digests.now(PLACE.id, MEMBER),
    ]) {
      expect(card.title).toBe('That is for those who manage this place');
    }
    expect(await shop.state.digests.find('case-study', PLACE.id)).toMatchObject({ status: 'active' });
    expect(said(await digests.show(PLACE.id))).toContain('at 09:00 (UTC)');
    expect((await digests.preview(PLACE.id, MEMBER.person)).kind).toBe('digest');
  });

  it('is no administrator may not choose whom it calls, but may keep whom one has chosen', async () => {
    const manager = { ...ADMIN, mayMention: false };
    expect((await digests.on(PLACE, { mention: '77' }, manager)).title).toContain('Only an administrator');
    await digests.on(PLACE, { mention: '77' }, ADMIN);
    await digests.on(PLACE, { mention: '77', time: '10' }, manager);
    expect(await digests.settingsOf(PLACE.id)).toMatchObject({ mention: '77', time: '10:00' });
    expect((await digests.on(PLACE, { mention: '78' }, manager)).title).toContain('Only an administrator');
    await digests.on(PLACE, { mention: null }, manager);
    expect(await digests.settingsOf(PLACE.id)).toMatchObject({ mention: null });
  });
});

describe('in a place without a digest', () => {
  it('every word says how to begin one', async () => {
    const cards = [
      digests.off(PLACE.id, ADMIN),
      digests.pause(PLACE.id, ADMIN),
      digests.resume(PLACE.id, ADMIN),
      digests.now(PLACE.id, ADMIN),
      digests.show(PLACE.id),
      digests.preview(PLACE.id, 'discord:1'),
    ];
    for (const card of await Promise.all(cards)) expect(said(card)).toContain('With /digest on it gets one');
  });
});

describe('a digest', () => {
  it('posts title, problem, table, insight, link and buttons, and not the Quick Answer', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    const posted: Card[] = [];
    const courier = shop.platform.courier('discord');
    shop.at(DUE);
    await new Deliverer({
      state: shop.state,
      couriers: [
        {
          ...courier,
          post: (post) => {
            posted.push(post.card);
            return courier.post(post);
          },
        },
      ],
      composers: {
        'case-study': new CaseStudyComposer(
          casebook,
          shop.state,
          new Chooser(casebook, shop.state),
          () => shop.now,
        ),
      },
      log: shop.log.logger,
      latestMs: 12 * HOUR_MS,
      now: () => shop.now,
    }).deliverDue();
    const [card] = posted;
    const [delivery] = await shop.state.digests.recentDeliveries(
      (await shop.state.digests.find('case-study', PLACE.id))!.id,
      1,
    );
    const entry = casebook.open(delivery!.subject!)!;
    expect(card).toMatchObject({
      ...{ kind: 'digest', note: null, insight: entry.keyInsight },
      excerpt: { heading: 'In simple terms' },
      link: { url: entry.url },
    });
    const problem = casebook.sections(entry.id).find(({ kind }) => kind === 'problem')!.text;
    expect(problem.startsWith(card!.lead!)).toBe(true);
    expect(card!.lead).not.toMatch(/Context:|In simple terms:/);
    expect(card!.table).not.toBeNull();
    expect(JSON.stringify(card)).not.toContain(entry.quickAnswer);
    expect(card!.actions.map(({ kind, target }) => [kind, target === delivery!.id])).toEqual([
      ['reveal', true],
      ['details', true],
      ['related', true],
      ['quiz', true],
    ]);

    const chat = chatOf();
    const asker = { ...ASKER, person: 'discord:9' };
    const press = (kind: 'reveal' | 'details' | 'related') =>
      chat.press({ kind, target: delivery!.id, index: 0 }, asker, 'somebody');
    expect(await press('reveal')).toMatchObject({
      visibility: 'private',
      card: { excerpt: { heading: 'Quick Answer', text: entry.quickAnswer } },
    });
    expect((await press('details')).card.kind).toBe('section');
    const related = (await press('related')).card;
    expect(related.actions.map(({ label }) => label)).toEqual(entry.related.map(({ title }) => title));
    const opened = await chat.press(related.actions[0]!, asker, 'somebody');
    expect(opened.card.title).toContain(entry.related[0]!.title);
  });

  it('says that it is late, and how many days were missed', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    await deliverAt(DUE);
    await deliverAt('2026-11-26T11:00:00Z');
    await deliverAt('2026-11-27T09:00:00Z');
    expect(shop.platform.messages.map(({ note }) => note)).toEqual([
      null,
      'Late: this was due Thu, 26 Nov 2026, 09:00 (UTC). 2 days were missed before, because I was not running or could not post.',
      null,
    ]);
  });

  it('keeps to its filter, and repeats nothing before all of it has been had', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC', level: 'staff' }, ADMIN);
    const staff = casebook.entries.filter(({ level }) => level === 'staff').map(({ id }) => id);
    shop.at(DUE);
    for (let day = 0; day < staff.length; day += 1) {
      await deliverer.deliverDue();
      shop.later(DAY_MS);
    }
    const { id } = (await shop.state.digests.find('case-study', PLACE.id))!;
    expect((await shop.state.digests.subjects(id)).toSorted()).toEqual(staff.toSorted());
  });

  it('shows its settings, its next run, and what became of the last ones', async () => {
    await digests.on(PLACE, { time: '9', zone: 'America/New_York', category: 'api design' }, ADMIN);
    await deliverAt('2026-11-24T14:00:00Z');
    const text = said(await digests.show(PLACE.id));
    expect(text).toContain('One case study every day at 09:00 (America/New_York)');
    expect(text).toContain('Only category api design');
    expect(text).toContain(
      'Next: Wed, 25 Nov 2026, 09:00 (America/New_York), which is Wed, 25 Nov 2026, 14:00 UTC',
    );
    expect(text).toMatch(
      /Tue, 24 Nov 2026, 09:00 - delivered: .+\nMon, 23 Nov 2026, 09:00 - skipped: Casebook was not running/,
    );
  });

  it('previews what the next post is going to be, for one person, and its buttons work', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    const preview = await digests.preview(PLACE.id, MEMBER.person);
    expect(preview.note).toBe('Preview of Mon, 23 Nov 2026, 09:00 (UTC). Only you see this.');
    const chat = chatOf();
    const reveal = preview.actions.find(({ kind }) => kind === 'reveal')!;
    const shown = await chat.press(reveal, { ...ASKER, person: MEMBER.person }, 'somebody');
    expect(shown.card.excerpt!.heading).toBe('Quick Answer');
    await deliverAt(DUE);
    expect(shop.platform.messages[0]!.title).toBe(preview.title);
  });

  it('posts one more at once when somebody asks, another one than tomorrow, and one a minute at most', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    expect((await digests.now(PLACE.id, ADMIN)).title).toBe('On its way');
    expect((await digests.now(PLACE.id, ADMIN)).title).toBe('One at a time');
    expect(nudges).toBe(1);
    await deliverer.deliverDue();
    await deliverAt(DUE);
    expect(shop.platform.messages).toHaveLength(2);
    expect(new Set(shop.platform.messages.map(({ title }) => title)).size).toBe(2);
    expect(said(await digests.show(PLACE.id))).toContain('07:30 (asked for) - delivered');
  });

  it('that is paused posts nothing, makes up for nothing, and goes on at the next time', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    await digests.pause(PLACE.id, ADMIN);
    await deliverAt('2026-11-25T10:00:00Z');
    expect(said(await digests.show(PLACE.id))).not.toContain('Next:');
    expect(said(await digests.resume(PLACE.id, ADMIN))).toContain('Next: Thu, 26 Nov 2026, 09:00');
    await deliverer.deliverDue();
    expect(shop.platform.messages).toEqual([]);
    await deliverAt('2026-11-26T09:00:00Z');
    expect(shop.platform.messages).toHaveLength(1);
    expect(shop.platform.messages[0]!.note).toBeNull();
  });

  it('that was off and is on again repeats nothing', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC', company: 'uber' }, ADMIN);
    await deliverAt(DUE);
    expect((await digests.off(PLACE.id, ADMIN)).title).toBe('The digest is off');
    expect((await digests.now(PLACE.id, ADMIN)).title).toBe('No digest here');
    await deliverAt('2026-11-24T09:00:00Z');
    await digests.on(PLACE, {}, ADMIN);
    await deliverAt('2026-11-25T09:00:00Z');
    const titles = shop.platform.messages.map(({ title }) => title);
    expect([titles.length, new Set(titles).size]).toEqual([2, 2]);
  });

  it('whose chosen case study has left the library before it was posted posts another one', async () => {
    await digests.on(PLACE, { time: '9', zone: 'UTC' }, ADMIN);
    shop.at(DUE);
    shop.platform.onPost = () => 'later';
    await deliverer.deliverDue();
    shop.platform.onPost = () => null;
    const { id } = (await shop.state.digests.find('case-study', PLACE.id))!;
    const subject = (await shop.state.digests.recentDeliveries(id, 1))[0]!.subject!;
    const without = {
      entries: casebook.entries.filter((entry) => entry.id !== subject),
      open: (wanted: string) => (wanted === subject ? null : casebook.open(wanted)),
      sections: (wanted: string) => casebook.sections(wanted),
    } as unknown as Casebook;
    shop.later(HOUR_MS);
    const composer = new CaseStudyComposer(
      without,
      shop.state,
      new Chooser(without, shop.state),
      () => shop.now,
    );
    await shop.deliverer({ composers: { 'case-study': composer } }).deliverDue();
    expect(shop.platform.messages).toHaveLength(1);
    expect(await shop.state.digests.subjects(id)).not.toContain(subject);
  });
});

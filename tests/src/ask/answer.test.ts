import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../../../src/ask/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';

describe('Casebook.ask', () => {
  let casebook: Casebook;
  beforeAll(async () => {
    casebook = await openCasebook();
  });
  afterAll(() => casebook.close());

  it("answers the README's question with the case study, its table with a source, its insight and a link", async () => {
    const { outcome, answer } = await casebook.ask('how does Discord store messages?');
    expect(outcome).toBe('answered');
    expect(answer).toMatchObject({
      id: 'nosql_migrations/discord-scylladb',
      kind: 'case-study',
      topic: '01_BACKEND_PRODUCTION/02_Database_Architecture/nosql_migrations',
      breadcrumb: ['Backend Production', 'Database Architecture', 'NoSQL Migrations'],
      companies: ['Discord'],
    });
    expect(answer?.quickAnswer).toBeTruthy();
    expect(answer?.results?.header).toEqual(['Metric', 'Before', 'After', 'Improvement']);
    expect(answer?.source?.links.length).toBeGreaterThan(0);
    expect(answer?.keyInsight).toBeTruthy();
    expect(answer?.url).toMatch(/^content\/.*nosql_migrations\.md#case-study-1-/);
    expect(answer?.related.length).toBeGreaterThanOrEqual(2);
    expect(answer?.related.map(({ id }) => id)).not.toContain(answer?.id);
  });

  it('gives the same answer each time, word for word', async () => {
    const question = 'how do I stop a customer from being charged twice?';
    expect(await casebook.ask(question)).toEqual(await casebook.ask(question));
  });

  it.each([
    ['what mistakes do people make with idempotency keys at stripe?', 'mistakes'],
    ['how much faster did discord get after the migration?', 'results'],
    ['why did it happen that discord reads of old messages got slow?', 'root-cause'],
  ])('brings the section that is asked for: %s', async (question, section) => {
    const { answer } = await casebook.ask(question);
    expect(answer?.section).toBe(section);
    expect(answer?.excerpt?.text).toBeTruthy();
    expect(answer?.quickAnswer).toBeTruthy();
  });

  it('takes the name of a company for enough where there is one story about it, and offers both where there are two', async () => {
    const one = await casebook.ask('what went wrong at Segment?');
    expect(one.answer).toMatchObject({
      id: 'idempotency_patterns/segment-deduplication',
      section: 'root-cause',
    });
    const two = await casebook.ask('what mistakes did Stripe make?');
    expect(two.outcome).toBe('unsure');
    expect(two.nearest.slice(0, 2).map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'idempotency_patterns/stripe-idempotency-keys',
        'rate_limiting/stripe-rate-limiters',
      ]),
    );
  });

  it('does not answer a question about one company with the story of another', async () => {
    const { outcome } = await casebook.ask('how does Spotify store trillions of messages in ScyllaDB?');
    expect(outcome).toBe('unsure');
  });

  it('understands a slip of the pen, and says what it read', async () => {
    const { answer, corrections } = await casebook.ask('how does discrod store mesages in casandra');
    expect(answer?.id).toBe('nosql_migrations/discord-scylladb');
    expect(corrections).toContainEqual({ from: 'discrod', to: 'discord' });
  });

  it('understands a follow-up with the question before it, and is unsure of it alone', async () => {
    const conversation = new Conversation();
    await casebook.ask('how does discord store messages?', conversation);
    const followUp = await casebook.ask('and what did they use before that?', conversation);
    expect(followUp.answer?.id).toBe('nosql_migrations/discord-scylladb');
    expect(await casebook.ask('and what did they use before that?')).toMatchObject({
      outcome: 'unsure',
      answer: null,
    });
  });

  it('follows a chain of follow-ups, and a change of subject', async () => {
    const conversation = new Conversation();
    await casebook.ask('how does discord store messages?', conversation);
    await casebook.ask('why?', conversation);
    expect((await casebook.ask('and how much faster was it?', conversation)).answer).toMatchObject({
      id: 'nosql_migrations/discord-scylladb',
      section: 'results',
    });
    const other = await casebook.ask(
      'how does stripe make sure a retry does not charge twice?',
      conversation,
    );
    expect(other.answer?.id).toBe('idempotency_patterns/stripe-idempotency-keys');
  });

  it('answers nothing about the world outside, and offers a question that it can answer', async () => {
    const refusal = await casebook.ask('what is a good recipe for pancakes?');
    expect(refusal).toMatchObject({ outcome: 'out-of-scope', answer: null, nearest: [] });
    expect(refusal.example).toBeTruthy();
    expect((await casebook.ask(refusal.example!)).outcome).toBe('answered');
  });

  it('explains every place in the ranking by its passage and scores', async () => {
    const { hits } = await casebook.ask('how does discord store messages?');
    expect(hits[0]).toMatchObject({ caseStudy: 'discord-scylladb', why: { bonus: expect.any(Number) } });
    hits.forEach(({ score, why }, place) => {
      expect(why.passage).toBeTruthy();
      if (place > 0) expect(score).toBeLessThanOrEqual(hits[place - 1]!.score);
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Casebook } from '../../../src/casebook.ts';
import { Chat } from '../../../src/chat/mod.ts';
import { Quiz } from '../../../src/quiz/mod.ts';
import { openState, type State } from '../../../src/state/mod.ts';
import { openCasebook } from '../../support/casebook.ts';

const ASKER = {
  person: 'test:ann',
  conversation: 'test:thread',
  place: 'test:room',
  community: 'test:server',
};
const DAY_MS = 24 * 60 * 60 * 1000;

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook({ content: 'tests/fixtures/library/casebook' });
});
afterAll(() => casebook.close());

async function openTestState(): Promise<State> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-chat-'));
  const state = await openState({ file: join(folder, 'state.db') });
  onTestFinished(async () => {
    await state.close();
    await rm(folder, { recursive: true });
  });
  return state;
}

async function openChat(options: { state?: State; now?: () => Date } = {}): Promise<Chat> {
  const { now } = options;
  const state = options.state ?? (await openTestState());
  return new Chat({
    casebook,
    state,
    quiz: new Quiz({ state, library: casebook, questions: async () => [] }),
    log: pino({ level: 'silent' }),
    ...(now && { now }),
  });
}

describe('Chat', () => {
  it('answers without buttons when nothing can be stored', async () => {
    const broken = new Proxy({} as State, {
      get: () => () => Promise.reject(new Error('the disk is full')),
    });
    const chat = await openChat({ state: broken });
    const card = await chat.ask('our queue keeps growing at night', ASKER, false);
    expect(card).toMatchObject({ kind: 'answer', actions: [] });
  });

  it('understands a follow-up for two hours, and not after that', async () => {
    let time = Date.UTC(2026, 10, 23);
    const chat = await openChat({ now: () => new Date(time) });
    await chat.ask('how did acme stop retry storms', ASKER, false);
    time += 60 * 60 * 1000;
    expect((await chat.ask('and why did that happen?', ASKER, false)).kind).toBe('answer');
    time += 3 * 60 * 60 * 1000;
    expect((await chat.ask('and why did that happen?', ASKER, false)).kind).toBe('unsure');
  });

  it('says how many answers in quizzes it keeps, and forgets them with everything else', async () => {
    const state = await openTestState();
    const chat = await openChat({ state });
    const at = new Date('2026-11-23T12:00:00Z');
    const round = await state.quiz.createRound({
      ...({ kind: 'solo', id: null, place: 'test:thread', community: null, starter: ASKER.person } as const),
      ...{ seconds: null, dueAt: null, at },
      questions: [{ question: 'q', caseStudy: 'topic/a', content: '{}' }],
    });
    await state.quiz.answer(
      {
        ...{ round: round!.id, number: 0, person: ASKER.person, community: null, question: 'q' },
        ...{ caseStudy: 'topic/a', choice: 0, isRight: true, day: '2026-11-23', at },
      },
      'Ann',
      () => ({
        ...{ caseStudy: 'topic/a', due: at, stability: 1, difficulty: 1, elapsedDays: 0, scheduledDays: 1 },
        ...{ learningSteps: 0, reps: 1, lapses: 0, state: 2, lastReview: at, isRight: true },
      }),
    );
    expect((await chat.privacy(ASKER.person)).lead).toContain(
      '1 answer in a quiz, when you are to review what',
    );
    await chat.prune();
    expect((await chat.privacy(ASKER.person)).lead).toContain('1 answer in a quiz');
    expect((await chat.forget(ASKER.person)).lead).toBe('I remember nothing of you any more.');
    expect((await chat.privacy(ASKER.person)).lead).toContain('0 answers in quizzes');
  });

  it('does not confuse conversations', async () => {
    const chat = await openChat();
    await chat.ask('how did acme stop retry storms', ASKER, false);
    const elsewhere = { ...ASKER, conversation: 'test:another' };
    expect((await chat.ask('and why did that happen?', elsewhere, false)).kind).toBe('unsure');
  });

  it('deletes what is older than people were told', async () => {
    let time = Date.UTC(2026, 0, 1);
    const chat = await openChat({ now: () => new Date(time) });
    const card = await chat.ask('our queue keeps growing at night', ASKER, false);
    const [details] = card.actions;
    time += 89 * DAY_MS;
    await chat.prune();
    expect((await chat.press(details!, ASKER, 'Ann')).card.kind).toBe('section');
    time += 2 * DAY_MS;
    expect(await chat.prune()).toBeGreaterThan(0);
    expect((await chat.press(details!, ASKER, 'Ann')).card.title).toBe('No longer there');
  });

  it('shares an answer once, with who asked what, and without the button that shared it', async () => {
    const chat = await openChat();
    const card = await chat.ask('our queue keeps growing at night', ASKER, true);
    const share = card.actions.find(({ kind }) => kind === 'share')!;
    const first = await chat.press(share, ASKER, 'Ann');
    expect(first.visibility).toBe('shared');
    expect(first.card.note).toBe('Shared by Ann, who asked: our queue keeps growing at night');
    expect(first.card.actions.map(({ kind }) => kind)).not.toContain('share');
    expect(await chat.press(share, ASKER, 'Ann')).toMatchObject({
      visibility: 'private',
      card: { title: 'Already shared' },
    });
  });

  it('asked for nothing asks back, and asked for a title opens it', async () => {
    const chat = await openChat();
    expect((await chat.ask('  ', ASKER, false)).title).toBe('What would you like to know?');
    expect((await chat.ask('Retries Keep a Service Down', ASKER, false)).kind).toBe('case-study');
    expect((await chat.openCase({ kind: 'title', title: 'no such' }, ASKER, false)).title).toBe(
      'No such case study',
    );
    expect((await chat.openCase({ kind: 'random', level: 'staff' }, ASKER, false)).kind).toBe('case-study');
  });
});

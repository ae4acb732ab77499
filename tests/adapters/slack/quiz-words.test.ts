import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuizSettings } from '../../../adapters/slack/quiz-settings-words.ts';
import { readQuizCommand, readQuizMessage } from '../../../adapters/slack/quiz-words.ts';
import { ENTRIES } from '../../src/quiz/support.ts';
import { anyText } from './cards.ts';

const library = { entries: ENTRIES };
const isZone = (text: string) => text.toLowerCase() === 'europe/berlin';
const solo = (more = {}) => ({ verb: 'play', request: { kind: 'solo', ...more } });
const group = (more = {}) => ({ verb: 'play', request: { kind: 'group', ...more } });

describe('what stands after /quiz', () => {
  it.each<[string, object]>([
    ['', solo()],
    ['cache consistency senior 5', solo({ topic: 'cache_consistency', level: 'senior', count: 5 })],
    ['Distributed Systems', solo({ category: 'Distributed Systems' })],
    ['everybody', group()],
    ['acme EVERYBODY 60s 3', group({ company: 'Acme', seconds: 60, count: 3 })],
    ['here 20s', group({ seconds: 20 })],
    ['review', { verb: 'review', count: undefined }],
    ['review 7', { verb: 'review', count: 7 }],
    ['review all', { verb: 'help' }],
    [' STATS ', { verb: 'stats' }],
    ['stop', { verb: 'stop' }],
    ['stop it', { verb: 'help' }],
    ['leaderboard', { verb: 'leaderboard', period: 'week' }],
    ['leaderboard Month', { verb: 'leaderboard', period: 'month' }],
    ['leaderboard year', { verb: 'help' }],
    ['settings hide', { verb: 'settings', change: { kind: 'change', change: { isHidden: true } } }],
    ['daily show', { verb: 'daily', command: { verb: 'show' } }],
    ['daily', { verb: 'daily', command: { verb: 'help' } }],
    ['daily on', { verb: 'daily', command: { verb: 'on', change: null } }],
    ['daily preview', { verb: 'daily', command: { verb: 'help' } }],
    ['wizardry', { verb: 'help' }],
  ])('%j is read', (text, command) => {
    expect(readQuizCommand(text, library)).toEqual(command);
  });

  it('is never too strange to be read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'settings ', 'daily ', 'review ', 'settings rest '),
        anyText,
        (word, text) => {
          expect(() => readQuizCommand(word + text.slice(0, 3000), library)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a message', () => {
  it.each([
    ...[
      'quiz',
      'Quiz everybody',
      '/quiz acme 3',
      'quiz daily show',
      'quiz daily on 9:00 Europe/Berlin',
      'quiz daily',
    ],
    ...['quiz stats', 'quiz settings', 'quiz settings remind off', 'quiz stop', 'quiz leaderboard all'],
  ])('%j is a command', (text) => {
    expect(readQuizMessage(text, library, isZone)).not.toBeNull();
  });

  it.each([
    ...[
      'what is a quiz?',
      'quiz me on caches',
      'quizzes',
      'quiz?',
      'how did Acme build a quiz',
      'please quiz',
    ],
    ...[
      'quiz daily on a busy queue',
      'quiz daily standup',
      'quiz settings are lost after a deploy',
      'quiz stop the world',
    ],
  ])('%j is none', (text) => {
    expect(readQuizMessage(text, library, isZone)).toBeNull();
  });
});

describe('settings of the quiz', () => {
  it.each<[string, object]>([
    ['', {}],
    ['hide', { isHidden: true }],
    ['Show rest Sat, sun', { isHidden: false, restDays: [6, 7] }],
    ['rest none remind off', { restDays: [], reminderHour: null }],
    ['zone berlin remind 09:00', { zone: 'Europe/Berlin', reminderHour: 9 }],
    ['zone new york', { zone: 'America/New_York' }],
    ['hide show', { isHidden: false }],
  ])('%j are read', (text, change) => {
    expect(readQuizSettings(text)).toEqual({ kind: 'change', change });
  });

  it.each([
    'hide me',
    'rest',
    'rest someday',
    'zone',
    'zone Atlantis',
    'remind',
    'remind 9:30',
    'maybe',
    'remind soon',
  ])('%j are refused, with what could be written', (text) => {
    const read = readQuizSettings(text);
    expect(read).toMatchObject({ kind: 'problem', problem: expect.stringMatching(/Write (?:any of|them)/) });
  });

  it('mean the same in any order', () => {
    const parts = ['hide', 'rest sat,sun', 'zone Europe/Berlin', 'remind 7'];
    const all = { isHidden: true, restDays: [6, 7], zone: 'Europe/Berlin', reminderHour: 7 };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(parts, { minLength: 4 }),
        fc.constantFrom(' ', '  ', '\n'),
        (some, gap) => {
          expect(readQuizSettings(some.join(gap))).toEqual({ kind: 'change', change: all });
        },
      ),
    );
  });

  it('read any rest days, and any hour of one or two digits', () => {
    const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const anyDays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(
      fc.property(anyDays, fc.nat({ max: 99 }), (restDays, reminderHour) => {
        const days = restDays.map((day) => names[day - 1]).join(',');
        const read = readQuizSettings(`rest ${days} remind ${reminderHour}`);
        // Which hours there are is checked where they are kept.
        expect(read).toEqual({ kind: 'change', change: { restDays, reminderHour } });
      }),
    );
  });
});

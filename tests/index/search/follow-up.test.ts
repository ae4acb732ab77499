import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../index/lexical/mod.ts';
import { isFollowUp } from '../../../index/search/follow-up.ts';

const leans = (question: string): boolean => isFollowUp(question, new Set(termsOf(question)).size);

describe('isFollowUp', () => {
  it.each([
    'and what did they use before that?',
    'why?',
    'why did it happen?',
    'how much faster was it?',
    'what about mistakes?',
    'and the downside?',
    'how did they fix it?',
    'tell me more',
    'what did they use instead?',
  ])('%s', (question) => {
    expect(leans(question)).toBe(true);
  });

  it.each([
    'how does discord store messages?',
    'how do I stop one client from using up the whole API?',
    'is there a way to make payments safe to repeat?',
    'what is a token bucket?',
    'our database gets slow when it compacts, how do we fix that without downtime?',
    'kafka',
    'and another thing: how does cloudflare count requests across data centers?',
  ])('not: %s', (question) => {
    expect(leans(question)).toBe(false);
  });
});

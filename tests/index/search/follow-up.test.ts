import { describe, expect, it } from 'vitest';
import { isFollowUp } from '../../../index/search/follow-up.ts';

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
    'what mistakes do people make?',
    'was there any downtime?',
    'what was the catch?',
    'any numbers?',
    'how long did the migration take?',
    'explain that in simple words',
    'did customers notice?',
    'what are the alternatives?',
    'what mistakes should I avoid if I build that myself?',
  ])('%s', (question) => {
    expect(isFollowUp(question)).toBe(true);
  });

  it.each([
    'how does discord store messages?',
    'how do I stop one client from using up the whole API?',
    'is there a way to make payments safe to repeat?',
    'what is a token bucket?',
    'our database gets slow when it compacts, how do we fix that without downtime?',
    'kafka',
    'what is IdempotentParameterMismatch in AWS and when does EC2 return it?',
    'thanks, that helped a lot!',
    'hello, are you there?',
    'and another thing: how does cloudflare count requests across data centers?',
  ])('not: %s', (question) => {
    expect(isFollowUp(question)).toBe(false);
  });
});

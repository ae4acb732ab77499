import { describe, expect, it } from 'vitest';
import { askedSection } from '../../../index/search/sections.ts';

describe('askedSection', () => {
  it.each([
    ['why did it happen?', 'root-cause'],
    ['what went wrong?', 'root-cause'],
    ['what was the root cause of the outage at acme?', 'root-cause'],
    ['why was the old database so slow?', 'root-cause'],
    ['how much faster did it get?', 'results'],
    ['what were the results of the migration?', 'results'],
    ['how many machines did they save?', 'results'],
    ['what mistakes do people make with retries?', 'mistakes'],
    ['any pitfalls?', 'mistakes'],
    ['what do people get wrong about sharding?', 'mistakes'],
    ['how did they fix it?', 'solution'],
    ['what trade-offs did acme accept?', 'solution'],
    ['what was the problem at acme?', 'problem'],
  ])('%s -> %s', (question, section) => {
    expect(askedSection(question)).toBe(section);
  });

  it.each([
    'how does acme store messages?',
    'reads get slow whenever one channel is busy',
    'how many nodes should I start with?',
    'why did acme choose postgres instead of mysql?',
    'how do I stop a customer from paying twice?',
  ])('%s -> no section in particular', (question) => {
    expect(askedSection(question)).toBeNull();
  });
});

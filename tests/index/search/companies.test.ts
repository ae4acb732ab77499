import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../index/lexical/mod.ts';
import type { CaseStudy, Topic } from '../../../index/library/mod.ts';
import type { PassageList } from '../../../index/passages/mod.ts';
import { CompanyNames } from '../../../index/search/companies.ts';

const storyOf = (...companies: string[]) => ({
  id: companies.join('+'),
  kind: 'case-study' as const,
  topic: {} as Topic,
  caseStudy: { companies } as unknown as CaseStudy,
});
const units = [
  storyOf('Discord'),
  storyOf('Discord', 'Grab'),
  storyOf('Delivery Hero'),
  storyOf('The Guardian'),
];
const companies = new CompanyNames({ units, passages: [] } as unknown as PassageList);
const namedIn = (text: string) => companies.namedIn(text, wordsOf(text));

describe('CompanyNames', () => {
  it.each([
    ['how does discord store messages', ['Discord']],
    ['DELIVERY HERO and Discord', ['Delivery Hero', 'Discord']],
    ['is it a delivery problem', []],
    ['what did the Guardian do', ['The Guardian']],
    ['what happened at grab', ['Grab']],
    ["grab's kafka bill", ['Grab']],
    ['why did Grab move', ['Grab']],
    ['how do i grab the logs of a pod', []],
    ['Grab the logs of a pod', []],
  ])('finds in %j the companies %j', (text, known) => {
    expect(namedIn(text).known).toEqual(known);
  });

  it('knows companies that the library has nothing about', () => {
    expect(namedIn('how does netflix do it at discord')).toEqual({
      known: ['Discord'],
      strangers: ['netflix'],
    });
  });

  it('counts the stories about some companies', () => {
    expect(companies.storiesOf(['Discord'])).toBe(2);
    expect(units.map((unit) => companies.isAbout(unit, ['Grab', 'The Guardian']))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

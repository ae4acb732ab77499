import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { linkTo } from '../../src/links.ts';

const FILE = '01_BACKEND/02_Data Stores/nosql.md';

function linkWith(environment: NodeJS.ProcessEnv, anchor = 'case-study-1'): string {
  return linkTo(readConfig({ CONTENT_DIR: '/project/content', ...environment }), FILE, anchor, '/project');
}

describe('linkTo', () => {
  it('points to the public pages when there are some', () => {
    expect(
      linkWith({ PUBLIC_URL: 'https://cases.example/', REPOSITORY_URL: 'https://github.com/acme/cases' }),
    ).toBe('https://cases.example/01_BACKEND/02_Data%20Stores/nosql#case-study-1');
  });

  it('points into the repository otherwise, to the content folder on its default branch', () => {
    expect(linkWith({ REPOSITORY_URL: 'https://github.com/acme/cases' })).toBe(
      'https://github.com/acme/cases/blob/HEAD/content/01_BACKEND/02_Data%20Stores/nosql.md#case-study-1',
    );
  });

  it('takes an address that points into the files of a repository as the content folder', () => {
    expect(linkWith({ REPOSITORY_URL: 'https://git.example/acme/cases/-/blob/main/docs' })).toBe(
      'https://git.example/acme/cases/-/blob/main/docs/01_BACKEND/02_Data%20Stores/nosql.md#case-study-1',
    );
  });

  it('is a file path when no address is set, relative to where the command runs', () => {
    expect(linkWith({})).toBe('content/01_BACKEND/02_Data Stores/nosql.md#case-study-1');
    expect(linkWith({}, '')).toBe('content/01_BACKEND/02_Data Stores/nosql.md');
    expect(linkWith({ CONTENT_DIR: '/elsewhere' })).toBe(
      '/elsewhere/01_BACKEND/02_Data Stores/nosql.md#case-study-1',
    );
  });
});

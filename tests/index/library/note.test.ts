import { describe, expect, it } from 'vitest';
import { textOfBlocks } from '../../../index/library/mod.ts';
import { briefly, noteFrom, parseText } from './acme.ts';

const outline = (text: string) =>
  noteFrom(text).sections.map(({ headingPath, line, anchor, blocks }) => [
    headingPath.join(' > '),
    line,
    anchor,
    textOfBlocks(blocks),
  ]);

describe('a note', () => {
  it('is divided by headings of any depth, each with its path, line and anchor', () => {
    const text =
      'Intro.\n\n# A\n\nUnder A.\n\n## B\n\n#### C\n\nUnder C.\n\n## B\n\nUnder B.\n\nD\n===\n\nUnder D.\n';
    expect(outline(text)).toEqual([
      ['', 1, '', 'Intro.'],
      ['A', 3, 'a', 'Under A.'],
      ['A > B > C', 9, 'c', 'Under C.'],
      ['A > B', 13, 'b-1', 'Under B.'],
      ['D', 17, 'd', 'Under D.'],
    ]);
  });

  it('without any heading is one section', () => {
    expect(outline('\n\nOne.\n\n- two\n- three\n')).toEqual([['', 3, '', 'One.\ntwo\nthree']]);
  });

  it('of headings alone keeps them', () => {
    expect(outline('# A\n\n## B\n')).toEqual([
      ['A', 1, 'a', ''],
      ['A > B', 3, 'b', ''],
    ]);
  });

  it('takes headings in fences, quotes and lists for what they are', () => {
    const text = '# A\n\n```\n## Case Study 1: no\n```\n\n> ## Quoted\n\n## Quoted\n\nUnder.\n';
    expect(outline(text)).toEqual([
      ['A', 1, 'a', '## Case Study 1: no\nQuoted'],
      ['A > Quoted', 9, 'quoted-1', 'Under.'],
    ]);
  });

  it('is titled by its front matter, else its first heading, else its file', () => {
    expect(noteFrom('---\ntitle: Own\n---\n# Heading\n\nText').title).toBe('Own');
    expect(noteFrom('Text\n\n## Heading\n\nMore').title).toBe('Heading');
    expect(noteFrom('Text', 'a/2024-03-12_db_outage.md').title).toBe('2024-03-12 db outage');
    expect(noteFrom('Text', '02_DISK_FULL.markdown').title).toBe('Disk Full');
  });

  it('counts lines from the top of the file, front matter included', () => {
    expect(outline('---\r\ntitle: x\r\n---\r\n\r\n# A\r\n\r\nText\r\n')).toEqual([['A', 5, 'a', 'Text']]);
  });

  it.each([
    ['broken YAML', '---\nowner: [a\n---\n# A\n\nText\n', 'warning 3 front-matter', 4],
    ['no end', '---\nowner: a\n\n# A\n\nText\n', 'warning 1 front-matter', 4],
    ['a title that is a list', '---\na: 1\ntitle: [b]\n---\n# A\n\nText\n', 'warning 3 front-matter', 5],
    ['another language', '---js\n{ a: 1 }\n---\n# A\n\nText\n', 'warning 1 front-matter', 4],
  ])('with front matter with %s is read without it', (_name, text, complaint, line) => {
    expect(briefly(parseText(text, 'note.md'))).toEqual([complaint]);
    expect(outline(text).at(-1)).toEqual(['A', line, 'a', 'Text']);
  });

  it.each(['---\nText\n', '---\n\nText between rules.\n\n---\n', '--- Text\n'])(
    'may begin with a rule: %j',
    (text) => {
      const parsed = parseText(text, 'note.md');
      expect(parsed.complaints).toEqual([]);
      expect(parsed.document).toMatchObject({
        sections: [{ blocks: [{ text: expect.stringContaining('Text') }] }],
      });
    },
  );

  it('never runs what stands in its front matter', () => {
    for (const language of ['js', 'javascript', 'coffee', 'JS']) {
      parseText(`---${language}\n(() => { globalThis.wasRun = true; return {}; })()\n---\nText\n`, 'note.md');
    }
    expect(globalThis).not.toHaveProperty('wasRun');
  });

  it('knows the folders above it', () => {
    const { folders, path } = noteFrom('Text', '01_BACKEND_PRODUCTION/04_API_Design/x_y-z/note.markdown');
    expect(folders).toEqual(['Backend Production', 'API Design', 'x y z']);
    expect(path).toBe('01_BACKEND_PRODUCTION/04_API_Design/x_y-z/note');
  });
});

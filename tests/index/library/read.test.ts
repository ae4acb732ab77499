import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  complaintsOf,
  documentsOf,
  formatComplaint,
  type Library,
  notesOf,
  readLibrary,
  topicsOf,
} from '../../../index/library/mod.ts';
import { FIXTURES, TOPIC_FILE, TOPIC_TEXT } from './acme.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-library-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

const filesOf = (library: Library) => library.files.map(({ file }) => file);
const pathsOf = (library: Library) => documentsOf(library).map(({ path }) => path);
const knownFrom = (library: Library) => new Map(library.files.map((file) => [file.file, file]));

describe('readLibrary', () => {
  it('reads a library of topics, where READMEs and lists of sources add nothing', async () => {
    const library = await readLibrary(join(FIXTURES, 'casebook'));
    expect(library.files.map(({ file, document }) => [file, document?.kind])).toEqual([
      [TOPIC_FILE, 'topic'],
      [TOPIC_FILE.replace('.md', '_RESOURCES.md'), undefined],
      ['README.md', undefined],
      ['postmortems/2024-03-12_checkout_outage.md', 'note'],
    ]);
    expect(complaintsOf(library)).toEqual([]);
    expect(topicsOf(library).map(({ title }) => title)).toEqual(['Queue Backlogs']);
    expect(notesOf(library).map(({ title }) => title)).toEqual(['Checkout outage']);
  });

  it("reads a team's own folder, where a README is a note like any other", async () => {
    const library = await readLibrary(join(FIXTURES, 'team'));
    expect(notesOf(library).map(({ path, title }) => [path, title])).toEqual([
      ['README', 'Acme on call'],
      ['runbooks/disk_full', 'disk full'],
    ]);
  });

  it('takes a folder with nothing but a rejected topic for a library of topics', async () => {
    await write('a.md', TOPIC_TEXT.replace('level: mid', 'level: none'));
    await write('README.md', 'Text');
    const library = await readLibrary(folder);
    expect(pathsOf(library)).toEqual([]);
    expect(complaintsOf(library)).toHaveLength(1);
  });

  it('sorts by path, takes both extensions, and leaves hidden things and node_modules alone', async () => {
    const files = [
      'b.md',
      'B.MD',
      'a/z.markdown',
      'a.md',
      'é.md',
      'x.txt',
      '.h.md',
      '.git/a.md',
      'node_modules/a.md',
    ];
    for (const file of files) await write(file, 'Text');
    expect(filesOf(await readLibrary(folder))).toEqual(['B.MD', 'a.md', 'a/z.markdown', 'b.md', 'é.md']);
  });

  it('follows links within the folder once, as in a mounted volume, and none that lead out', async () => {
    await write('..2024/note.md', 'Text');
    await write('..2024/sub/deep.md', 'Text');
    await write('plain.md', 'Text');
    await symlink('..2024', join(folder, '..data'));
    await symlink('..data/note.md', join(folder, 'note.md'));
    await symlink('..data/sub', join(folder, 'sub'));
    await symlink('plain.md', join(folder, 'again.md'));
    await symlink('.', join(folder, 'loop'));
    await symlink('..2024', join(folder, 'the-same-again'));
    await symlink(join(FIXTURES, 'team/README.md'), join(folder, 'outside.md'));
    await symlink(join(FIXTURES, 'team'), join(folder, 'team'));
    await symlink('nowhere.md', join(folder, 'broken.md'));
    const library = await readLibrary(folder);
    expect(pathsOf(library)).toEqual(['note', 'plain', 'sub/deep']);
    expect(complaintsOf(library).map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
      'broken.md:1 unreadable',
      'outside.md:1 symlink',
      'team:1 symlink',
    ]);
  });

  it('names a file that it cannot use, and reads the others', async () => {
    await write('good.md', 'Text');
    await write('large.md', 'x'.repeat(2 * 1024 * 1024 + 1));
    await writeFile(join(folder, 'latin1.md'), Buffer.from('caf\xe9', 'latin1'));
    const library = await readLibrary(folder);
    expect(pathsOf(library)).toEqual(['good']);
    expect(complaintsOf(library).map(({ file, rule }) => [file, rule])).toEqual([
      ['large.md', 'file-size'],
      ['latin1.md', 'encoding'],
    ]);
    expect(library.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  it('says what to set when there is no such folder', async () => {
    const missing = join(folder, 'missing');
    await expect(readLibrary(missing)).rejects.toThrow(
      `The content folder "${missing}" cannot be read: it does not exist. Set CONTENT_DIR or --content to a folder of Markdown files.`,
    );
    await write('a.md', 'Text');
    await expect(readLibrary(join(folder, 'a.md'))).rejects.toThrow(/it is not a folder\. Set CONTENT_DIR/);
  });

  it('parses only what has changed', async () => {
    await cp(join(FIXTURES, 'casebook'), folder, { recursive: true });
    const before = await readLibrary(folder);
    await write(TOPIC_FILE, TOPIC_TEXT.replace('Queue Backlogs', 'Backlogs'));
    const after = await readLibrary(folder, knownFrom(before));
    expect(topicsOf(after)[0]?.title).toBe('Backlogs');
    expect(notesOf(after)[0]).toBe(notesOf(before)[0]);
    expect(after).toEqual(await readLibrary(folder));
  });

  it('reads a README anew when the folder gains its first topic or loses its last', async () => {
    await write('README.md', 'Text');
    const team = await readLibrary(folder);
    await write('topic.md', TOPIC_TEXT);
    const library = await readLibrary(folder, knownFrom(team));
    await rm(join(folder, 'topic.md'));
    const teamAgain = await readLibrary(folder, knownFrom(library));
    expect([team, library, teamAgain].map(pathsOf)).toEqual([['README'], ['topic'], ['README']]);
  });

  it('leaves out the later of two files that would have the same ids, until the earlier is gone', async () => {
    await write('a/queue.md', TOPIC_TEXT);
    await write('b/queue.md', TOPIC_TEXT);
    await write('note.markdown', 'Text');
    await write('note.md', 'Text');
    const library = await readLibrary(folder);
    expect(pathsOf(library)).toEqual(['a/queue', 'note']);
    expect(complaintsOf(library).map(formatComplaint)).toEqual([
      'b/queue.md:44 duplicate The case study queue/acme-slow-consumer is already that of a/queue.md, so this file is left out. Rename one of them.',
      'note.md:1 duplicate The path note is already that of note.markdown, so this file is left out. Rename one of them.',
    ]);
    await rm(join(folder, 'a'), { recursive: true });
    await rm(join(folder, 'note.markdown'));
    expect(pathsOf(await readLibrary(folder, knownFrom(library)))).toEqual(['b/queue', 'note']);
  });
});

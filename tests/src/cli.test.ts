import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { casebook, finished, startCasebook } from './cli-process.ts';

const CONTENT = 'tests/fixtures/library/casebook';
const TOPIC = '01_ACME_PLATFORM/04_API_Design/queue_backlogs';
const TEAM = 'tests/fixtures/library/team';
const QUEUE_QUESTION = 'our queue keeps growing at night';
const ESCAPE = '\u001B';

// Many processes at once, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let sample: string[];
let team: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-cli-'));
  sample = ['--content', CONTENT, '--index', join(folder, 'sample')];
  team = ['--content', TEAM, '--index', join(folder, 'team')];
  const built = await casebook(['index', ...sample]);
  expect(built).toMatchObject({ code: 0, stderr: '' });
  expect(built.stdout).toMatch(
    /^The index is built \(there is no index yet\): 4 case studies and notes, (\d+) of \1 passages embedded\.\n$/,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const hitSchema = z.strictObject({
  topic: z.string(),
  caseStudy: z.string().nullable(),
  section: z.string(),
  score: z.number(),
});
const resultSchema = z.strictObject({
  id: z.union([z.string(), z.number()]),
  outcome: z.enum(['answered', 'unsure', 'out-of-scope']),
  confidence: z.number().min(0).max(1),
  hits: z.array(hitSchema).max(10),
  ms: z.number().nonnegative(),
});

function linesOf(stdout: string): unknown[] {
  expect(stdout.endsWith('\n')).toBe(true);
  return stdout
    .slice(0, -1)
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

function jsonLines(...lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

describe('casebook quiz', () => {
  const quizOf = (state: string) => ({ env: { STATE_FILE: join(folder, state) } });

  it('plays a round from piped lines, and remembers it for the next process', async () => {
    const played = await casebook(['quiz', ...sample], {
      input: 'nonsense\na\na\na\n',
      ...quizOf('quiz.db'),
    });
    expect({ code: played.code, stderr: played.stderr }).toEqual({ code: 0, stderr: '' });
    expect(played.stdout).toContain('Question 1 of 2');
    expect(played.stdout).toMatch(/How it went\n\nYou had \d of 2 right/);
    const reviewed = await casebook(['quiz', '--review', ...sample], { input: '', ...quizOf('quiz.db') });
    expect(reviewed.code).toBe(0);
    expect(reviewed.stdout).toMatch(/Nothing to review|Question 1 of [12]/);
    expect(reviewed.stdout).not.toContain('Begin with /quiz');
  });

  it.each([
    { args: ['--level', 'wizard'], says: /must be one of mid, senior, staff/ },
    { args: ['--count', '0'], says: /must be a number from 1 to 20/ },
  ])('$args: says what is wrong', async ({ args, says }) => {
    const ended = await casebook(['quiz', ...args, ...sample], quizOf('unused.db'));
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});

describe.concurrent('casebook daily', () => {
  const env = { REPOSITORY_URL: 'https://git.example/acme' };

  it('shows the case study of the day', async () => {
    const { code, stdout, stderr } = await casebook(['daily', ...sample]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('In simple terms');
  });

  it('writes a feed of the last days to standard output, or to a file in one step', async () => {
    const printed = await casebook(['daily', '--format', 'json', '--days', '2', ...sample], { env });
    expect(printed).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(printed.stdout) as { items: unknown[] }).items).toHaveLength(2);

    const file = join(folder, 'feed.xml');
    await writeFile(file, 'the old one');
    const written = await casebook(['daily', '--format', 'atom', '--out', file, ...sample], { env });
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    const feed = await readFile(file, 'utf8');
    expect(feed).toMatch(/^<\?xml[\s\S]*<\/feed>\n$/);
    expect(feed.match(/<entry>/g)).toHaveLength(14);
    expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it.each([
    { args: ['--format', 'atom'], code: 78, says: /set PUBLIC_URL or REPOSITORY_URL/ },
    { args: ['--format', 'rss'], code: 2, says: /Allowed choices are text, atom, json/ },
    { args: ['--days', '0'], code: 2, says: /Give a number of days from 1 to 366/ },
    { args: ['--out', 'no/such/folder/x'], code: 1, says: /no\/such\/folder\/x cannot be written/ },
  ])('$args: says what is wrong', async ({ args, code, says }) => {
    const ended = await casebook(['daily', ...args, ...sample]);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});

describe.concurrent('casebook', () => {
  it.each([
    {
      args: ['--help'],
      says: /Usage: casebook \[options\] \[command\].*ask.*index.*daily.*check.*new.*progress.*start/s,
    },
    { args: ['ask', '--help'], says: /Usage: casebook ask .*--content.*--index.*--json .*--jsonl/s },
    { args: ['index', '--help'], says: /Usage: casebook index .*--content.*--index/s },
    { args: ['new', '--help'], says: /Usage: casebook new .*<topic>.*--folder/s },
    { args: ['progress', '--help'], says: /Usage: casebook progress .*--content/s },
    { args: ['check', '--help'], says: /Usage: casebook check .*--content.*--json/s },
    { args: ['daily', '--help'], says: /Usage: casebook daily .*--content.*--format.*--days.*--out/s },
    { args: ['quiz', '--help'], says: /Usage: casebook quiz .*--topic.*--count.*--review/s },
    { args: ['start', '--help'], says: /Usage: casebook start .*--content.*--index/s },
    { args: ['--version'], says: /^\d+\.\d+\.\d+\n$/ },
  ])('$args: explains itself', async ({ args, says }) => {
    const { code, stdout, stderr } = await casebook(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(says);
  });

  it.each([
    { args: [], says: /^Usage: casebook/ },
    { args: ['aks'], says: /unknown command 'aks'.*casebook --help/s },
    { args: ['ask', '--jsno'], says: /unknown option '--jsno'.*Did you mean.*--json/s },
    { args: ['ask', '--content'], says: /'--content <dir>' argument missing/ },
    { args: ['ask', ' '], says: /The question is empty/ },
    { args: ['ask', '--json'], says: /With --json and --explain the question comes with the command/ },
    { args: ['ask', '--jsonl', 'why'], says: /With --jsonl the questions come from standard input/ },
    { args: ['index', 'now'], says: /too many arguments/ },
  ])('$args: exits with 2 and says what to write', async ({ args, says }) => {
    const { code, stdout, stderr } = await casebook(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it('exits with 78 and names every setting that is wrong', async () => {
    const env = { EMBEDDING_PRECISION: 'fp16', PUBLIC_URL: 'cases.example' };
    expect(await casebook(['ask', QUEUE_QUESTION], { env })).toEqual({
      code: 78,
      stdout: '',
      stderr:
        'casebook: EMBEDDING_PRECISION must be fp32 or int8\n' +
        'PUBLIC_URL must be an address that begins with http:// or https://\n',
    });
  });
});

describe.concurrent('casebook ask <question>', () => {
  it('prints the card in 80 columns and without colour when it is piped', async ({ expect }) => {
    const env = { PUBLIC_URL: 'https://cases.example/' };
    const question = 'how does acme notice a slow consumer';
    const { code, stdout, stderr } = await casebook(['ask', ...sample, ...question.split(' ')], {
      env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Acme: A Consumer Falls Behind and Nobody Sees It
      Acme Platform › API Design › Queue Backlogs

      Watch the age of the oldest message, not the length of the queue. Add consumers
      when it passes one minute.

      Metric               Before  After  Improvement
      ───────────────────  ──────  ─────  ─────────────
      Oldest message, p99  4 h     50 s   288x
      Alerts a week        0       3      not published

      Sources
      • Lag at Acme
        https://acme.example/lag
      • Scaling
        https://acme.example/scaling

      Key insight: Time is what users feel; length is what a queue has.

      Related
      • Retries Keep a Service Down
        https://cases.example/01_ACME_PLATFORM/04_API_Design/queue_backlogs#case-study-2-retries-keep-a-service-down
      • One Message Blocks All Others
        https://cases.example/01_ACME_PLATFORM/04_API_Design/queue_backlogs#case-study-3-one-message-blocks-all-others

      → Read on
        https://cases.example/01_ACME_PLATFORM/04_API_Design/queue_backlogs#case-study-1-a-consumer-falls-behind-and-nobody-sees-it
      "
    `);
  });

  it('obeys FORCE_COLOR, NO_COLOR before it, and COLUMNS', async () => {
    const args = ['ask', ...sample, QUEUE_QUESTION];
    const [coloured, plain] = await Promise.all([
      casebook(args, { env: { FORCE_COLOR: '1' } }),
      casebook(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1', COLUMNS: '40' } }),
    ]);
    expect(coloured.stdout).toContain(`${ESCAPE}[1m`);
    expect(plain.stdout).not.toContain(ESCAPE);
    const prose = plain.stdout.split('\n').filter((line) => !/https?:|\.md/.test(line));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('--explain shows the ranking below it', async () => {
    const { stdout } = await casebook(['ask', ...sample, QUEUE_QUESTION, '--explain']);
    expect(stdout).toMatch(/\nHit +Section +Score.*\nacme-slow-consumer +[a-z-]+ +\d/s);
  });

  it('--json prints the answer as data', async () => {
    const { code, stdout } = await casebook(['ask', '--json', ...sample, QUEUE_QUESTION]);
    expect(code).toBe(0);
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({
      question: QUEUE_QUESTION,
      outcome: 'answered',
      corrections: [],
      answer: {
        id: 'queue_backlogs/acme-slow-consumer',
        kind: 'case-study',
        topic: TOPIC,
        companies: ['Acme'],
        quickAnswer: expect.stringContaining('Watch the age of the oldest message'),
        results: { header: ['Metric', 'Before', 'After', 'Improvement'] },
        source: { kind: 'source', links: [{ url: 'https://acme.example/lag' }, {}] },
      },
      example: null,
      nearest: [],
    });
    const { hits } = z.object({ hits: z.array(z.looseObject(hitSchema.shape)) }).parse(answer);
    expect(hits[0]).toMatchObject({ topic: TOPIC, caseStudy: 'acme-slow-consumer' });
  });

  it('answers from the notes of a team with the best paragraph and a link', async () => {
    const question = 'how do I clear a full disk';
    const card = await casebook(['ask', ...team, question]);
    expect(card).toMatchObject({ code: 0, stderr: '' });
    expect(card.stdout).toContain('Delete old logs, then page the storage team.');
    expect(card.stdout).toContain(`${TEAM}/runbooks/disk_full.markdown`);
    const { stdout } = await casebook(['ask', ...team, '--jsonl'], {
      input: jsonLines({ id: 1, text: question }),
    });
    const [result] = z.array(resultSchema).parse(linesOf(stdout));
    expect(result!.outcome).toBe('answered');
    expect(result!.hits[0]).toMatchObject({ topic: 'runbooks/disk_full', caseStudy: null });
    expect(result!.hits.map(({ caseStudy }) => caseStudy)).toEqual([null, null]);
  });

  it('says that the content folder is missing, and what to set', async () => {
    const { code, stdout, stderr } = await casebook(['ask', 'why', '--content', join(folder, 'nowhere')]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/nowhere" cannot be read: it does not exist\. Set CONTENT_DIR or --content/);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('says that the content folder is empty, and what to set', async () => {
    const content = join(folder, 'empty');
    await mkdir(content);
    const env = { CONTENT_DIR: content, INDEX_DIR: join(folder, 'empty-index') };
    const { code, stdout, stderr } = await casebook(['ask', 'why'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'casebook: The library is empty. Put Markdown files into it, or set CONTENT_DIR or --content to another folder.\n',
    );
  });

  it('says that the index folder cannot be used, and what to set', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { code, stderr } = await casebook(['ask', 'why', '--content', TEAM, '--index', file]);
    expect(code).toBe(1);
    expect(stderr).toContain(`The index folder ${file} cannot be used. Set INDEX_DIR or --index`);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe.concurrent('a library with a broken file', () => {
  it('is answered from without it, checked and indexed, and named each time', async () => {
    const content = join(folder, 'broken');
    await cp(TEAM, content, { recursive: true });
    await writeFile(join(content, 'latin.md'), Buffer.from([0x23, 0x20, 0xe4]));
    const folders = ['--content', content, '--index', join(folder, 'broken-index')];

    const asked = await casebook(['ask', ...folders, 'how do I clear a full disk']);
    expect(asked).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Delete old logs'),
      stderr: `Something was left out of the library, in 1 file; npm run library:check -- --content ${content} says what.\n`,
    });
    const complaint = /^latin\.md:1 encoding The file is not UTF-8/;
    const indexed = await casebook(['index', ...folders]);
    expect(indexed).toMatchObject({
      code: 0,
      stdout: 'The index is up to date: 2 case studies and notes.\n',
    });
    expect(indexed.stderr).toMatch(complaint);

    const [checked, data] = await Promise.all([
      casebook(['check', '--content', content]),
      casebook(['check', '--json', '--content', content]),
    ]);
    expect(checked).toMatchObject({ code: 1, stderr: '' });
    expect(checked.stdout).toMatch(complaint);
    expect(checked.stdout).toMatch(/\n0 topics with 0 case studies, 2 notes: 1 complaint\.\n$/);
    expect(data.code).toBe(1);
    expect(JSON.parse(data.stdout)).toMatchObject([{ severity: 'error', file: 'latin.md', line: 1 }]);
  });

  it('is told apart from a sound one by the exit code', async () => {
    const [checked, data] = await Promise.all([
      casebook(['check', '--content', TEAM]),
      casebook(['check', '--json', '--content', TEAM]),
    ]);
    expect(checked).toEqual({
      code: 0,
      stdout: '0 topics with 0 case studies, 2 notes: no complaints.\n',
      stderr: '',
    });
    expect(data).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });
});

describe.concurrent('casebook new and casebook progress', () => {
  it('begin a topic and list what is written', async () => {
    const content = join(folder, 'library');
    await cp(CONTENT, content, { recursive: true });
    const place = ['--content', content];
    expect(await casebook(['new', 'dead_letters', ...place])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('say where it goes with --folder'),
    });
    const begun = await casebook(['new', 'dead_letters', '--folder', '01_ACME_PLATFORM/05_Events', ...place]);
    expect(begun).toMatchObject({ code: 0, stderr: '' });
    expect(begun.stdout).toMatch(/^Wrote .*dead_letters_RESOURCES\.md\nWrote .*dead_letters\.md\nFill in/);

    const progress = await casebook(['progress', ...place]);
    expect(progress).toMatchObject({ code: 0, stderr: '' });
    expect(progress.stdout).toMatch(/^Wrote README\.md\n.*Wrote PROGRESS\.md\nWrote PUBLISHED_IDS\.md\n$/s);
    expect(await casebook(['progress', ...place])).toEqual({
      code: 0,
      stdout: 'All generated pages are current.\n',
      stderr: '',
    });
  });
});

describe.concurrent('casebook ask, with piped lines', () => {
  it('answers every line as a turn of one conversation', async () => {
    const input = `\uFEFF${QUEUE_QUESTION}\r\n\r\n   \nwhy did it happen\nquit\nhow do retry storms end\n`;
    const { code, stdout, stderr } = await casebook(['ask', ...sample], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^Acme: A Consumer Falls Behind and Nobody Sees It$/gm)).toHaveLength(2);
    expect(stdout).toContain('The length of a queue says nothing about time.');
    expect(stdout).not.toMatch(/›\s*$|Ctrl-D|Retries Keep a Service Down\n.*Queue Backlogs/m);
  });

  it('exits with 130 when it is interrupted, and with 0 when it is told to end', async () => {
    const codes = await Promise.all(
      (['SIGINT', 'SIGTERM'] as const).map(async (signal) => {
        const child = startCasebook(['ask', ...sample]);
        const end = finished(child);
        child.stdin.write(`${QUEUE_QUESTION}\n`);
        await once(child.stdout, 'data');
        child.kill(signal);
        const { code, stderr } = await end;
        return { signal, code, stderr };
      }),
    );
    expect(codes).toEqual([
      { signal: 'SIGINT', code: 130, stderr: '' },
      { signal: 'SIGTERM', code: 0, stderr: '' },
    ]);
  });
});

describe.concurrent('casebook ask --jsonl', () => {
  it('gives a result or an error for every line, in order, whatever the lines are', async () => {
    const hint = 'Write {"id": …, "text": …}.';
    const huge = 'gargle '.repeat(150_000);
    const cases: [line: string, result: unknown][] = [
      [`\uFEFF{"id":1,"text":"${QUEUE_QUESTION}"}\r`, { id: 1, outcome: 'answered' }],
      ['   ', null],
      ['\r', null],
      ['no JSON', { id: null, error: `This line is not JSON. ${hint}` }],
      ['{"id":2,"text":"cut', { id: null, error: `This line is not JSON. ${hint}` }],
      ['{"id":"no text"}', { id: 'no text', error: `"text" must be a string. ${hint}` }],
      ['{"id":4,"text":5}', { id: 4, error: `"text" must be a string. ${hint}` }],
      ['{"text":"why"}', { id: null, error: `"id" must be a string, or a number below 2^53. ${hint}` }],
      [
        '{"id":12345678901234567890,"text":"why"}',
        { id: null, error: `"id" must be a string, or a number below 2^53. ${hint}` },
      ],
      [
        '{"id":5,"text":"why","conversation":[]}',
        { id: 5, error: `"conversation" must be a string or a number. ${hint}` },
      ],
      ['[1]', { id: null, error: `This line is not an object. ${hint}` }],
      ['null', { id: null, error: `This line is not an object. ${hint}` }],
      ['{"id":6,"text":""}', { id: 6, outcome: 'out-of-scope', hits: [] }],
      ['{"id":-1.5,"text":"retries killing us","more":true}', { id: -1.5, outcome: 'answered' }],
      [`{"id":"\u2028","text":"${QUEUE_QUESTION}\u2029"}`, { id: '\u2028', outcome: 'answered' }],
      [JSON.stringify({ id: 'huge', text: huge }), { id: 'huge' }],
      [`{"id":"the last one","text":"${QUEUE_QUESTION}","conversation":null}`, { id: 'the last one' }],
    ];
    const { code, stdout, stderr } = await casebook(['ask', '--jsonl', ...sample], {
      input: cases.map(([line]) => line).join('\n'),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const results = linesOf(stdout);
    expect(results).toMatchObject(cases.flatMap(([, result]) => (result === null ? [] : [result])));
    for (const result of results) {
      const isError = z.strictObject({ id: z.unknown(), error: z.string() }).safeParse(result).success;
      if (!isError) expect(resultSchema.safeParse(result).error).toBeUndefined();
    }
    expect(Object.keys(results[0]!)).toEqual(['id', 'outcome', 'confidence', 'hits', 'ms']);
    expect(resultSchema.parse(results[0]).hits[0]).toMatchObject({
      topic: TOPIC,
      caseStudy: 'acme-slow-consumer',
    });
  });

  it('keeps conversations apart, and lines without one by themselves', async () => {
    const input = jsonLines(
      { id: 1, conversation: 'queue', text: QUEUE_QUESTION },
      { id: 2, conversation: 7, text: 'how did acme stop retry storms' },
      { id: 3, conversation: 'queue', text: 'why did it happen' },
      { id: 4, conversation: 7, text: 'why did it happen' },
      { id: 5, text: 'why did it happen' },
    );
    const { stdout } = await casebook(['ask', '--jsonl', ...sample], { input });
    const results = z.array(resultSchema).parse(linesOf(stdout));
    expect(results.map(({ outcome, hits }) => [outcome, hits[0]?.caseStudy, hits[0]?.section])).toEqual([
      ['answered', 'acme-slow-consumer', expect.anything()],
      ['answered', 'acme-retry-storm', expect.anything()],
      ['answered', 'acme-slow-consumer', 'root-cause'],
      ['answered', 'acme-retry-storm', 'root-cause'],
      ['unsure', expect.anything(), expect.anything()],
    ]);
  });

  const thousand = jsonLines(
    ...Array.from({ length: 1000 }, (_, n) => ({
      id: n,
      text: n % 2 ? 'retries killing us' : QUEUE_QUESTION,
    })),
  );

  it('answers 1,000 lines in order, and the same question with the same answer', async () => {
    const { code, stdout } = await casebook(['ask', '--jsonl', ...sample], { input: thousand });
    expect(code).toBe(0);
    const results = z.array(resultSchema).parse(linesOf(stdout));
    expect(results.map(({ id }) => id)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    const answers = new Set(results.map(({ id: _, ms: __, ...answer }) => JSON.stringify(answer)));
    expect(answers.size).toBe(2);
  });

  it('ends without a word when its reader has seen enough, as with | head -1', async () => {
    const child = startCasebook(['ask', '--jsonl', ...sample]);
    child.stdin.end(thousand);
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += String(chunk);
    });
    const [code] = await once(child, 'exit');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

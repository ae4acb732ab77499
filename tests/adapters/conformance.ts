/** What every chat does, whatever its platform: each surface runs this with a driver for its own stand-in. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Casebook } from '../../src/casebook.ts';
import { openCasebook } from '../support/casebook.ts';

const QUESTION = 'how does Discord store messages?';
const ANSWER = 'One Busy Channel Slows the Message Database for Everyone';
const HOSTILE = [
  '@everyone @here <@300000000000000001> <@&300000000000000001> how are messages stored?',
  '<!channel> <!here> <@U0000000002> <!subteam^S1> how are messages stored?',
  '[messages](https://evil.example) <https://evil.example|messages> https://evil.example stored?',
  '&lt;!channel&gt; \\@everyone `@here` ||@everyone|| ```<!here>``` how are messages stored?',
];

/** Something that the bot has said. */
export interface Said {
  readonly text: string;
  /** Whom it calls. */
  readonly pings: readonly string[];
  /** Addresses that a reader could open. */
  readonly links: readonly string[];
}

export interface Driver {
  /** Somebody uses `/ask`; resolves with the answer. @throws unless it was acknowledged within 3 s */
  ask(question: string): Promise<Said>;
  /** Somebody uses `/case` with a title. The person is another one for each `number`. */
  openCase(title: string, number: number): Promise<Said>;
  /** A person or another bot mentions it in a channel; resolves with the id of the message. */
  mention(text: string, author: 'person' | 'bot'): Promise<string>;
  /** All that it has said in that channel. */
  saidInChannel(): readonly Said[];
  /** What it has said in reply to a message, once it has. */
  replyTo(messageId: string): Promise<Said>;
  /** Uses each kind of thing that people can use. @throws unless each is acknowledged */
  useEverything(question: string): Promise<void>;
  /** What is wrong with anything that was sent: over a limit, or refused for its form. */
  problems(): readonly string[];
}

/** @param start starts a bot that is ready and ends with the test */
export function testConformance(name: string, start: (casebook: Casebook) => Promise<Driver>): void {
  describe(`${name}, as every chat,`, () => {
    vi.setConfig({ testTimeout: 60_000 });
    let casebook: Casebook;
    beforeAll(async () => {
      casebook = await openCasebook();
    });
    afterAll(() => casebook.close());

    it('answers a command and a mention with the same case study', async () => {
      const driver = await start(casebook);
      expect((await driver.ask(QUESTION)).text).toContain(ANSWER);
      const mentioned = await driver.mention(QUESTION, 'person');
      expect((await driver.replyTo(mentioned)).text).toContain(ANSWER);
    });

    it('offers titles when it is not sure, and says so when the library has nothing', async () => {
      const driver = await start(casebook);
      expect((await driver.ask('what mistakes did Stripe make?')).text).toContain('I will not guess');
      expect((await driver.ask('what is a good recipe for pancakes?')).text).toContain(
        'not something my library covers',
      );
    });

    it('answers a person once, and neither other bots nor itself', async () => {
      const driver = await start(casebook);
      await driver.mention(QUESTION, 'bot');
      // Its own answer, which the platform tells it of, mentions what it is asked about.
      await driver.replyTo(await driver.mention(QUESTION, 'person'));
      await driver.replyTo(await driver.mention(QUESTION, 'person'));
      expect(driver.saidInChannel()).toHaveLength(2);
    });

    it('acknowledges whatever people use', async () => {
      const driver = await start(casebook);
      await driver.useEverything(QUESTION);
      expect(driver.problems()).toEqual([]);
    });

    it.each(HOSTILE)('calls nobody and opens no link for %j', async (question) => {
      const driver = await start(casebook);
      const said = [
        await driver.ask(question),
        await driver.replyTo(await driver.mention(question, 'person')),
      ];
      for (const { pings, links } of said) {
        expect(pings).toEqual([]);
        expect(links.filter((link) => link.includes('evil'))).toEqual([]);
      }
      expect(driver.problems()).toEqual([]);
    });

    it('keeps to the limits with every case study of the library, and calls nobody', async () => {
      const driver = await start(casebook);
      const titles = casebook.entries.map(({ title }) => title);
      expect(titles.length).toBeGreaterThan(0);
      for (const [number, title] of titles.entries()) {
        const said = await driver.openCase(title, number);
        expect(said.text.length).toBeGreaterThan(title.length);
        expect(said.pings).toEqual([]);
      }
      expect(driver.problems()).toEqual([]);
    });

    it('says one line when answering fails, and nothing of the cause', async () => {
      const driver = await start(casebook);
      const broken = vi.spyOn(casebook, 'ask').mockRejectedValue(new Error('the model is gone'));
      const said = [
        await driver.ask(QUESTION),
        await driver.replyTo(await driver.mention(QUESTION, 'person')),
      ];
      broken.mockRestore();
      for (const { text } of said) {
        expect(text).toContain('Something went wrong');
        expect(text).not.toContain('the model is gone');
      }
    });
  });
}

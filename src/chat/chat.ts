/** What every chat surface does with people: answers, remembers, opens, shares, counts votes. It knows no platform. */
import { type Answer, Conversation } from '../ask/mod.ts';
import {
  type Action,
  type ActionId,
  answerCard,
  type Card,
  entryCard,
  noticeCard,
  sectionCard,
} from '../cards/mod.ts';
import type { Casebook } from '../casebook.ts';
import { type CaseFilter, caseOfTheDay, matching, randomCase } from '../cases/mod.ts';
import type { Logger } from '../log.ts';
import type { Announcement, Quiz } from '../quiz/mod.ts';
import type { ShownAnswer, State } from '../state/mod.ts';
import { answerActions, isOfQuiz, openActions, sectionActions } from './actions.ts';
import { type Asker, playerOf } from './asker.ts';
import { Limiter } from './limiter.ts';
import { Memory } from './memory.ts';
import * as notices from './notices.ts';

/** On a page about a person. */
const RECENT_QUESTIONS = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Which case study to show: by its id or exact title, today's, or any. */
export type CaseChoice =
  | { readonly kind: 'title'; readonly title: string }
  | ({ readonly kind: 'today' | 'random' } & CaseFilter);

/** What a pressed button leads to, and who should see it. */
export interface Pressed {
  readonly card: Card;
  /** `replace`: in the place of the card with the button. `shared`: for everybody, once. */
  readonly visibility: 'private' | 'replace' | 'shared';
  /** What is to be posted for everybody in a place beside it, in this order (see `announceAll`). */
  readonly announcements?: readonly Announcement[];
}

export interface ChatParts {
  readonly casebook: Casebook;
  readonly state: State;
  readonly quiz: Quiz;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly random?: () => number;
}

export class Chat {
  readonly #casebook: Casebook;
  readonly #state: State;
  readonly #quiz: Quiz;
  readonly #memory: Memory;
  readonly #now: () => Date;
  readonly #random: () => number;
  readonly #limiter = new Limiter();

  constructor({ casebook, state, quiz, log, now = () => new Date(), random = Math.random }: ChatParts) {
    this.#casebook = casebook;
    this.#state = state;
    this.#quiz = quiz;
    this.#memory = new Memory(state, casebook, log);
    this.#now = now;
    this.#random = random;
  }

  /** What can be opened by name. */
  get entries(): Casebook['entries'] {
    return this.#casebook.entries;
  }

  /** Answers a question. A private answer can be shared afterwards. */
  async ask(question: string, asker: Asker, isPrivate: boolean): Promise<Card> {
    if (question.trim() === '') return notices.emptyQuestionCard();
    const entry = this.entries.find(({ title }) => title === question.trim());
    if (entry !== undefined) return this.#openEntry(entry.id, asker, isPrivate);
    return this.#limited(asker, async () => {
      const previous = await this.#memory.recall(asker.conversation, this.#now());
      const conversation = new Conversation(previous ?? undefined);
      const answer = await this.#casebook.ask(question, conversation);
      const turn = conversation.previous;
      if (turn !== undefined) {
        await this.#memory.remember(asker.conversation, asker.person, turn, this.#now());
      }
      const shown = await this.#memory.save({
        ...asker,
        question,
        previous,
        ...pointersOf(answer),
        at: this.#now(),
      });
      return withActions(answer, shown, isPrivate);
    });
  }

  /** Shows a case study that was asked for by name, by day or by chance. */
  async openCase(choice: CaseChoice, asker: Asker, isPrivate: boolean): Promise<Card> {
    const entries = this.entries;
    const entry =
      choice.kind === 'title'
        ? entries.find(({ id, title }) => title === choice.title || id === choice.title)
        : choice.kind === 'today'
          ? caseOfTheDay(matching(entries, choice), this.#now())
          : randomCase(matching(entries, choice), this.#random());
    return entry == null ? notices.noSuchCaseCard() : this.#openEntry(entry.id, asker, isPrivate);
  }

  /**
   * Does what a button stands for. Works after a restart and in another process: all that it needs is in the database.
   *
   * @param name of the person who pressed it, as others see it
   */
  async press(action: ActionId, asker: Asker, name: string): Promise<Pressed> {
    const { kind } = action;
    if (isOfQuiz(kind)) return this.#quiz.press(action, playerOf(asker, name));
    const shown = await this.#memory.find(action.target);
    if (shown === null) return { card: notices.goneCard(), visibility: 'private' };
    switch (kind) {
      case 'reveal':
        return { card: this.#quickAnswer(shown), visibility: 'private' };
      case 'details':
        return { card: this.#section(shown, 0), visibility: 'private' };
      case 'section':
        return { card: this.#section(shown, action.index), visibility: 'replace' };
      case 'related':
        return { card: this.#related(shown), visibility: 'private' };
      case 'open': {
        const id = shown.references[action.index];
        const card = id === undefined ? notices.goneCard() : await this.#openEntry(id, asker, true);
        return { card, visibility: 'private' };
      }
      case 'share':
        return this.#share(shown, name);
      case 'up':
      case 'down': {
        const outcome = await this.#state.vote(shown.id, asker.person, kind === 'up' ? 1 : -1, this.#now());
        return {
          card: outcome === 'gone' ? notices.goneCard() : notices.votedCard(outcome),
          visibility: 'private',
        };
      }
      case 'quiz': {
        if (shown.unit === null) return { card: notices.goneCard(), visibility: 'private' };
        const about = { kind: 'solo', caseStudy: shown.unit } as const;
        const { card } = await this.#quiz.start(about, playerOf(asker, name));
        return { card, visibility: 'private' };
      }
    }
  }

  help(): Card {
    return notices.helpCard(this.#casebook.size, this.examples(1)[0] ?? null);
  }

  /** Questions that the library answers, of as many different case studies. */
  examples(count: number): string[] {
    return this.#casebook.examples(count);
  }

  /** What a person asked last; null when there is nothing. */
  async recent(person: string): Promise<Card | null> {
    const { answers } = await this.#state.exportPerson(person);
    const questions = answers.flatMap(({ question }) => (question === '' ? [] : [question]));
    return questions.length === 0 ? null : notices.recentCard(questions.slice(-RECENT_QUESTIONS).reverse());
  }

  /** The card of the case study or note that an address leads to; null when it leads to none. */
  cardAt(url: string): Card | null {
    const entry = this.#casebook.openAt(url);
    return entry === null ? null : entryCard(entry);
  }

  async privacy(person: string): Promise<Card> {
    return notices.privacyCard(await this.#state.exportPerson(person));
  }

  async forget(person: string): Promise<Card> {
    return notices.forgottenCard(await this.#state.forgetPerson(person));
  }

  /** Deletes what is older than people were told that it is kept. */
  async prune(): Promise<number> {
    return this.#state.prune(new Date(this.#now().getTime() - notices.RETENTION_DAYS * DAY_MS));
  }

  /** Resolves when no question is in hand any more. */
  idle(): Promise<void> {
    return this.#limiter.idle();
  }

  async #limited(asker: Asker, work: () => Promise<Card>): Promise<Card> {
    const admitted = await this.#limiter.run(asker.person, work);
    if (admitted.kind === 'done') return admitted.result;
    return admitted.kind === 'busy' ? notices.busyCard() : notices.slowDownCard(admitted.seconds);
  }

  async #openEntry(id: string, asker: Asker, isPrivate: boolean): Promise<Card> {
    return this.#limited(asker, async () => {
      const entry = this.#casebook.open(id);
      if (entry === null) return notices.noSuchCaseCard();
      const references = entry.related.map((reference) => reference.id);
      const shown = await this.#memory.save({
        ...asker,
        question: '',
        previous: null,
        unit: id,
        references,
        at: this.#now(),
      });
      return { ...entryCard(entry), actions: actionsFor(shown, isPrivate) };
    });
  }

  #quickAnswer(shown: ShownAnswer): Card {
    const entry = shown.unit === null ? null : this.#casebook.open(shown.unit);
    if (entry === null) return notices.goneCard();
    const sections = this.#casebook.sections(entry.id);
    const answer = sections.find(({ kind }) => kind === 'quick-answer') ?? sections[0];
    return answer === undefined ? notices.goneCard() : sectionCard(entry, answer);
  }

  #section(shown: ShownAnswer, index: number): Card {
    const entry = shown.unit === null ? null : this.#casebook.open(shown.unit);
    const sections = shown.unit === null ? [] : this.#casebook.sections(shown.unit);
    const section = sections[index] ?? sections[0];
    if (entry === null || section === undefined) return notices.goneCard();
    return { ...sectionCard(entry, section), actions: sectionActions(shown.id, sections) };
  }

  #related(shown: ShownAnswer): Card {
    const titles = shown.references.map((id) => this.#casebook.open(id)?.title ?? 'No longer in the library');
    return { ...noticeCard('Related case studies'), actions: openActions(shown.id, titles) };
  }

  async #share(shown: ShownAnswer, name: string): Promise<Pressed> {
    if (!(await this.#state.claim(`shared:${shown.id}`, this.#now()))) {
      return { card: notices.alreadySharedCard(), visibility: 'private' };
    }
    const card = await this.#again(shown);
    const note =
      shown.question === '' ? `Shared by ${name}` : `Shared by ${name}, who asked: ${shown.question}`;
    return { card: { ...card, note }, visibility: 'shared' };
  }

  /** The card of an answer that was shown before. */
  async #again(shown: ShownAnswer): Promise<Card> {
    if (shown.question !== '') {
      const conversation = new Conversation(shown.previous ?? undefined);
      return withActions(await this.#casebook.ask(shown.question, conversation), shown, false);
    }
    const entry = shown.unit === null ? null : this.#casebook.open(shown.unit);
    return entry === null ? notices.goneCard() : { ...entryCard(entry), actions: actionsFor(shown, false) };
  }
}

/** What an answer points to: the case study that answers, and those that its card offers. */
function pointersOf({ answer, nearest }: Answer): Pick<ShownAnswer, 'unit' | 'references'> {
  const offered = answer === null ? nearest : answer.related;
  return { unit: answer?.id ?? null, references: offered.map(({ id }) => id) };
}

function withActions(answer: Answer, shown: ShownAnswer | null, isPrivate: boolean): Card {
  const card = answerCard(answer);
  if (shown === null) return card;
  const titles = answer.nearest.map(({ title }) => title);
  return {
    ...card,
    actions: answer.answer === null ? openActions(shown.id, titles) : actionsFor(shown, isPrivate),
  };
}

function actionsFor(shown: ShownAnswer | null, isPrivate: boolean): Action[] {
  return shown === null
    ? []
    : answerActions(shown.id, { hasRelated: shown.references.length > 0, isPrivate });
}

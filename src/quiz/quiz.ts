/** The quiz, without a platform: rounds alone and with others, a question a day, review, records. */
import { type ActionId, type Card, toPlainLine } from '../cards/mod.ts';
import type { QuizSettings, QuizState, StoredRound } from '../state/mod.ts';
import type { Period } from './board.ts';
import { lateCard, questionCard, resultCard, revealCard, scoreCard, showsAnswer } from './cards.ts';
import type { QuizFilter } from './choose.ts';
import { eachClaimed } from './claims.ts';
import { advance, advanceIfAllAnswered, end } from './course.ts';
import { dayOf } from './days.ts';
import * as notices from './notices.ts';
import type { Announcement, Outcome, Player, QuizParts, Started } from './player.ts';
import { fromIndex, postedIn } from './posted.ts';
import { Records, type Reminder } from './records.ts';
import { RoundMaker, type RoundRequest } from './round-maker.ts';
import { remembered } from './schedule.ts';

const HOUR_MS = 60 * 60 * 1000;

export class Quiz {
  readonly #state: QuizState;
  readonly #now: () => Date;
  readonly #records: Records;
  readonly #maker: RoundMaker;
  #notedHour = -1;

  constructor(parts: QuizParts) {
    this.#state = parts.state.quiz;
    this.#now = parts.now ?? (() => new Date());
    this.#records = new Records(parts);
    this.#maker = new RoundMaker(parts);
  }

  /** Begins a round: alone, or for everybody in the place (one at a time). */
  async start(request: RoundRequest, player: Player): Promise<Started> {
    const round = await this.#maker.make(request, player, this.#now());
    if (round === 'no-questions') return { card: notices.noQuestionsCard(), round: null };
    if (round === 'running') return { card: notices.runningCard(), round: null };
    return firstQuestion(round);
  }

  /** Begins a round alone of what is due for the person, and of what they got wrong. */
  async review(player: Player, count?: number): Promise<Started> {
    const round = await this.#maker.makeReview(player, count, this.#now());
    if (round !== null) return firstQuestion(round);
    const [next] = await this.#state.memory(player.person);
    return { card: notices.nothingToReviewCard(next?.due ?? null), round: null };
  }

  /**
   * The daily question of a place, as the round of this id. There is one, whoever asks for it and however often. Null when the library has
   * no questions.
   */
  async daily(where: { readonly place: string; readonly id: string } & QuizFilter): Promise<Started | null> {
    const round = await this.#maker.makeDaily(where, this.#now());
    return round === null ? null : firstQuestion(round);
  }

  /** The results of the daily question of this id, which takes no answers from then on. Null when there was none. */
  async dailyResults(id: string): Promise<Card | null> {
    const round = await this.#state.findRound(id);
    const question = round === null ? null : postedIn(round, 0);
    if (round === null || question === null) return null;
    await this.#state.moveRound(round.id, round, { phase: 'over', position: 0, dueAt: null });
    return revealCard(round, 0, question, await this.#state.answersIn(round.id));
  }

  /** Says in which message a question stands. The time for it runs from now. */
  async posted(roundId: string, number: number, message: string): Promise<void> {
    const round = await this.#state.findRound(roundId);
    if (round === null) return;
    const { seconds } = round;
    const dueAt = seconds === null ? null : new Date(this.#now().getTime() + seconds * 1000);
    await this.#state.noteMessage(roundId, number, message, dueAt);
  }

  /** Does what a button of the quiz stands for. Works after a restart and in another process. */
  async press(action: ActionId, player: Player): Promise<Outcome> {
    if (action.kind === 'review') return privately((await this.review(player)).card);
    const round = await this.#state.findRound(action.target);
    if (round === null) return privately(notices.goneRoundCard());
    if (round.kind === 'solo' && round.starter !== player.person) return privately(notices.notYoursCard());
    const { number, option } = fromIndex(action.index);
    switch (action.kind) {
      case 'choose':
        return this.#choose(round, number, option, player);
      case 'next':
        return round.kind === 'solo'
          ? replacing(await this.#soloNext(round, number))
          : this.#groupNext(round, number, option, player);
      case 'stop':
        return this.#stop(round, player, false);
      default:
        return privately(notices.goneRoundCard());
    }
  }

  /**
   * Ends the round that goes on in the place: the person's own, or that of the group if they started it.
   * @param mayStopOthers whether the platform lets the person manage the place
   */
  async stop(player: Player, mayStopOthers = false): Promise<Outcome> {
    const ids = await this.#state.openRounds(player.place, player.person);
    const rounds = await Promise.all(ids.map((id) => this.#state.findRound(id)));
    const open = rounds.filter((round) => round !== null);
    const outcomes: Outcome[] = [];
    for (const round of open) outcomes.push(await this.#stop(round, player, mayStopOthers));
    // A round alone of the same person says more than the group's that goes on.
    const own = outcomes.findLast((_, index) => open[index]?.kind === 'solo') ?? outcomes.at(-1);
    const announcements = outcomes.flatMap((outcome) => outcome.announcements);
    return { ...privately(own?.card ?? notices.nothingRunningCard()), announcements };
  }

  stats(player: Player): Promise<Card> {
    return this.#records.stats(player.person, this.#now());
  }

  leaderboard(player: Player, period: Period): Promise<Card> {
    return this.#records.leaderboard(player, period, this.#now());
  }

  /** Changes what is given of how a person wants the quiz, and shows all of it. */
  settings(player: Player, change: Partial<QuizSettings> = {}): Promise<Card> {
    return this.#records.settings(player.person, change);
  }

  /**
   * What the clock brings in the places of a surface. Ask every second, in as many processes as there are: each step is given to one.
   * Also notes that Casebook serves, so that an outage breaks no streak.
   *
   * @param surface what ids of its places begin with, without the colon: `discord`
   * @throws what the database throws, when nothing was claimed; what failed is tried again the next time
   */
  async due(surface: string): Promise<Announcement[]> {
    const now = this.#now();
    await this.#noteService(now);
    return eachClaimed(await this.#state.dueRounds(`${surface}:`, now), async (id) => {
      const round = await this.#state.findRound(id);
      return round === null ? [] : advance(this.#state, round, now);
    });
  }

  /** Direct messages for those who asked for them and have something due; each once a day, from the hour that they chose. */
  remindersDue(surface: string): Promise<Reminder[]> {
    return this.#records.remindersDue(surface, this.#now());
  }

  async #choose(round: StoredRound, number: number, choice: number, player: Player): Promise<Outcome> {
    const question = postedIn(round, number);
    const isAhead = round.kind !== 'solo' && number > round.position;
    if (question === null || isAhead || choice >= question.options.length) {
      return privately(notices.goneRoundCard());
    }
    const { id } = round;
    const { person } = player;
    // A daily question is posted by nobody in particular; whoever answers it is in the server or workspace.
    const community = round.community ?? player.community;
    const at = this.#now();
    const { zone } = await this.#state.settings(person);
    const isRight = choice === question.right;
    const { kind, answer } = await this.#state.answer(
      {
        round: id,
        number,
        person,
        community,
        question: question.id,
        caseStudy: question.caseStudy,
        choice,
        isRight,
        day: dayOf(at, zone),
        at,
      },
      toPlainLine(player.name) || 'Somebody',
      (before) => remembered(before, question.caseStudy, isRight, at),
    );
    if (answer === null) return privately(lateCard(question));
    const card = resultCard(round, answer, question, kind === 'repeated');
    if (round.kind === 'solo') return replacing(card);
    const here: StoredRound = { ...round, phase: 'asking', position: number };
    const announcements = kind === 'counted' ? await advanceIfAllAnswered(this.#state, here, at) : [];
    return { ...privately(card), announcements };
  }

  async #soloNext(round: StoredRound, number: number): Promise<Card> {
    const question = round.phase === 'over' ? null : postedIn(round, number);
    return question === null ? this.#score(round) : questionCard(round, number, question);
  }

  async #groupNext(round: StoredRound, number: number, option: number, player: Player): Promise<Outcome> {
    if (round.starter !== player.person) return privately(notices.notStarterCard());
    const phase = showsAnswer(option) ? 'asking' : 'revealed';
    if (round.phase !== phase || round.position !== number) return privately(notices.movedOnCard());
    const announcements = await advance(this.#state, round, this.#now());
    return { ...privately(notices.movedOnCard()), announcements };
  }

  async #stop(round: StoredRound, player: Player, mayStopOthers: boolean): Promise<Outcome> {
    if (round.kind === 'solo') return replacing(await this.#score(round));
    if (round.kind === 'daily') return privately(notices.goneRoundCard());
    if (round.starter !== player.person && !mayStopOthers) return privately(notices.notStarterCard());
    const announcements = round.phase === 'over' ? [] : await end(this.#state, round);
    return { ...privately(notices.stoppedCard()), announcements };
  }

  /** Ends a round alone. */
  async #score(round: StoredRound): Promise<Card> {
    const over = { phase: 'over', position: round.position, dueAt: null } as const;
    await this.#state.moveRound(round.id, round, over);
    const answers = await this.#state.answersIn(round.id);
    const streak = await this.#records.streak(round.starter ?? '', this.#now());
    return scoreCard(round, answers, streak);
  }

  async #noteService(now: Date): Promise<void> {
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour === this.#notedHour) return;
    await this.#state.noteService(now);
    this.#notedHour = hour;
  }
}

function firstQuestion(round: StoredRound): Started {
  const question = postedIn(round, 0);
  if (question === null) throw new Error(`The round ${round.id} has no question. Make it with one at least.`);
  return { card: questionCard(round, 0, question), round: round.id };
}

function privately(card: Card): Outcome {
  return { card, visibility: 'private', announcements: [] };
}

function replacing(card: Card): Outcome {
  return { card, visibility: 'replace', announcements: [] };
}

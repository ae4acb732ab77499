/** The product: a library that has been indexed, and the questions that it answers. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Encoder, openEncoder } from '../index/encoder/mod.ts';
import { type Complaint, complaintsOf } from '../index/library/mod.ts';
import type { Unit } from '../index/passages/mod.ts';
import { SearchEngine } from '../index/search/mod.ts';
import { type BuildReport, type BuiltIndex, type IndexProgress, openIndex } from '../index/store/mod.ts';
import {
  type Answer,
  type AnswerBody,
  type Conversation,
  type EntrySection,
  entryOf,
  exampleQuestions,
  type LibraryEntry,
  listingOf,
  sectionsOf,
  toAnswer,
} from './ask/mod.ts';
import type { Config } from './config.ts';
import type { QuizQuestion } from './quiz/questions/mod.ts';

export interface OpenCasebookOptions {
  /** One line whenever something slow begins, such as preparing the model. */
  readonly onStep?: (message: string) => void;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export class Casebook {
  readonly #config: Config;
  readonly #encoder: Encoder;
  readonly #index: BuiltIndex;
  readonly #engine: SearchEngine;
  #questions: Promise<readonly QuizQuestion[]> | null = null;
  /** What had to be built on opening; null when the index was current. */
  readonly build: BuildReport | null;

  private constructor(
    config: Config,
    encoder: Encoder,
    index: BuiltIndex,
    engine: SearchEngine,
    build: BuildReport | null,
  ) {
    this.#config = config;
    this.#encoder = encoder;
    this.#index = index;
    this.#engine = engine;
    this.build = build;
  }

  /** Loads the model and brings the index up to date. Throws when either cannot be had. */
  static async open(config: Config, options: OpenCasebookOptions = {}): Promise<Casebook> {
    const { onStep, onProgress } = options;
    const encoder = await openEncoder({
      cacheDir: config.modelDir,
      ...(config.embeddingModel !== undefined && { model: config.embeddingModel }),
      ...(config.embeddingPrecision !== undefined && { precision: config.embeddingPrecision }),
      ...(onStep !== undefined && { onProgress: onStep }),
    });
    try {
      const { contentDir, indexDir } = config;
      const opened = await openIndex({
        contentDir,
        indexDir,
        encoder,
        ...(onProgress !== undefined && { onProgress }),
      });
      const engine = await SearchEngine.open(opened.index, encoder);
      return new Casebook(config, encoder, opened.index, engine, opened.build);
    } catch (error) {
      await encoder.close();
      throw error;
    }
  }

  /** Number of case studies and notes that can be found. */
  get size(): number {
    return this.#index.list.units.length;
  }

  /** Questions that the library answers, of as many different case studies, spread over the library. */
  examples(count: number): string[] {
    return exampleQuestions(this.#index.list.units, count);
  }

  /** Everything that can be opened by name, in the order of the library. */
  get entries(): readonly LibraryEntry[] {
    return this.#index.list.units.map((unit) => listingOf(unit, this.#config));
  }

  /** What is wrong with files of the library. */
  get complaints(): readonly Complaint[] {
    return complaintsOf(this.#index.library);
  }

  /** Answers a question, as a turn of a conversation if one is given. */
  async ask(question: string, conversation?: Conversation): Promise<Answer> {
    const result = await this.#engine.search(question, { previous: conversation?.previous });
    conversation?.remember(question, result);
    return toAnswer(question, result, this.#index.list.units, this.#config);
  }

  /** The case study or note of this id (`LibraryEntry.id`), or null when the library does not have it. */
  open(id: string): AnswerBody | null {
    const unit = this.#unitOf(id);
    return unit === null ? null : entryOf(unit, this.#index.list.units, this.#config);
  }

  /** The case study or note that an address leads to (as answers link to it), or null. */
  openAt(url: string): AnswerBody | null {
    const entry = this.entries.find(({ id }) => this.open(id)?.url === url);
    return entry === undefined ? null : this.open(entry.id);
  }

  /** Its sections in full; none when the library does not have it. */
  sections(id: string): readonly EntrySection[] {
    const unit = this.#unitOf(id);
    return unit === null ? [] : sectionsOf(unit);
  }

  /**
   * Questions for a quiz about the library. They are made when somebody first asks for them, which takes the encoder a few
   * milliseconds a text (some seconds for 50 case studies) and lets others have their turn in between; and kept beside the index.
   *
   * @param onProgress texts that were compared, of how many; not called when the questions are there already
   */
  questions(onProgress?: (done: number, total: number) => void): Promise<readonly QuizQuestion[]> {
    this.#questions ??= this.#storedQuestions(onProgress).catch((error: unknown) => {
      this.#questions = null; // a failure is not remembered
      throw error;
    });
    return this.#questions;
  }

  async #storedQuestions(
    onProgress: ((done: number, total: number) => void) | undefined,
  ): Promise<readonly QuizQuestion[]> {
    // An answer does without them.
    const { makeQuestions, storedQuestions } = await import('./quiz/questions/mod.ts');
    const files = this.#index.library.files.map(({ file, sha256 }) => `${file} ${sha256}`);
    const source = createHash('sha256')
      .update([this.#encoder.fingerprint, ...files].join('\n'))
      .digest('hex');
    return storedQuestions(join(this.#config.indexDir, 'quiz.json'), source, async () => {
      return (await makeQuestions(this.#index.list.units, this.#encoder, onProgress)).questions;
    });
  }

  async close(): Promise<void> {
    await this.#encoder.close();
  }

  #unitOf(id: string): Unit | null {
    const idOf = (unit: Unit) => (unit.kind === 'note' ? unit.id : unit.caseStudy.id);
    return this.#index.list.units.find((unit) => idOf(unit) === id) ?? null;
  }
}

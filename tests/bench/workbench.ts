/** What the parts of the benchmark share: the libraries, their indexes, the encoder, the questions. */

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressOn } from '../../adapters/terminal/mod.ts';
import { type Encoder, openEncoder } from '../../index/encoder/mod.ts';
import { complaintsOf, formatComplaint } from '../../index/library/mod.ts';
import { passageContent } from '../../index/passages/mod.ts';
import { type BuiltIndex, openIndex } from '../../index/store/mod.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Precision } from '../eval/engine.ts';
import { type QuestionSet, readQuestionSet } from '../eval/questions.ts';
import type { EncoderTexts } from './encoders.ts';
import { growLibrary } from './full-library.ts';
import type { Sizes } from './sizes.ts';
import { spread } from './timing.ts';

/** Prepared models stay between runs, as they do for a user. */
const CACHE = '.casebook';
export const QUESTIONS_DIR = 'tests/eval/questions/tuning';

export type LibraryName = 'real' | 'full-size';

export interface BenchLibrary {
  readonly name: LibraryName;
  readonly config: Config;
  readonly index: BuiltIndex;
}

export interface WorkbenchOptions {
  readonly sizes: Sizes;
  /** The real library. */
  readonly contentDir: string;
}

/** Everything is made when it is first needed, and lies in a temporary folder. */
export class Workbench {
  readonly sizes: Sizes;
  readonly contentDir: string;
  /** Goes away with the workbench. */
  readonly folder: string;
  readonly questions: QuestionSet;
  readonly progress = progressOn(process.stderr);
  readonly #encoders = new Map<Precision | undefined, Encoder>();
  readonly #libraries = new Map<LibraryName, BenchLibrary>();

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    return new Workbench(options, await mkdtemp(join(tmpdir(), 'casebook-bench-')));
  }

  private constructor({ sizes, contentDir }: WorkbenchOptions, folder: string) {
    this.sizes = sizes;
    this.contentDir = contentDir;
    this.folder = folder;
    const { inScope, outOfScope, followUps } = readQuestionSet(QUESTIONS_DIR);
    this.questions = {
      inScope: spread(inScope, sizes.questions),
      outOfScope: spread(outOfScope, sizes.questions),
      followUps,
    };
  }

  /** An encoder of this precision; the product's own when none is given. */
  async encoder(precision?: Precision): Promise<Encoder> {
    const open = this.#encoders.get(precision);
    if (open !== undefined) return open;
    const encoder = await openEncoder({
      cacheDir: readConfig({ CASEBOOK_CACHE: CACHE }).modelDir,
      ...(precision !== undefined && { precision }),
      onProgress: this.progress.step,
    });
    this.#encoders.set(precision, encoder);
    return encoder;
  }

  /** `real` is the content folder; `full-size` the same, grown. Its index is built. */
  async library(name: LibraryName): Promise<BenchLibrary> {
    const made = this.#libraries.get(name);
    if (made !== undefined) return made;
    const contentDir =
      name === 'real' ? this.contentDir : await this.grow('full-size', this.sizes.fullSizePassages);
    const config = this.configFor(contentDir, join(this.folder, `${name}-index`));
    const { index } = await this.index(config);
    const errors = complaintsOf(index.library).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      throw new Error(`The ${name} library has errors:\n${errors.map(formatComplaint).join('\n')}`);
    }
    const library = { name, config, index };
    this.#libraries.set(name, library);
    return library;
  }

  /** Questions of the tuning set and passages of the real library, for measuring encoders alone. */
  async encoderTexts(): Promise<EncoderTexts> {
    const { index } = await this.library('real');
    const passages = index.list.passages.filter(({ role }) => role === 'text').map(passageContent);
    return {
      questions: spread(this.questions.inScope, this.sizes.encoderQuestions).map(({ text }) => text),
      passages: spread(passages, this.sizes.encoderPassages),
    };
  }

  /** Makes a content folder of about this many passages and returns its path. */
  async grow(name: string, passages: number): Promise<string> {
    const folder = join(this.folder, `${name}-content`);
    this.progress.step(`Making a library of ${passages} passages.`);
    await growLibrary(this.contentDir, folder, passages);
    return folder;
  }

  configFor(content: string, index: string): Config {
    return readConfig({ CASEBOOK_CACHE: CACHE }, { content, index });
  }

  /** Brings the index of a library up to date. */
  async index({ contentDir, indexDir }: Config): ReturnType<typeof openIndex> {
    const opened = await openIndex({
      contentDir,
      indexDir,
      encoder: await this.encoder(),
      onProgress: ({ done, total }) => this.progress.update('Embedding passages', done, total),
    });
    this.progress.end();
    return opened;
  }

  async close(): Promise<void> {
    this.removeFolder();
    for (const encoder of this.#encoders.values()) await encoder.close();
  }

  /** At once, so that it can be done while the process is being interrupted. */
  removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type PreTrainedModel, type PreTrainedTokenizer, Tensor } from '@xenova/transformers';
import { completeBertNormalisation } from './bert-text.ts';
import type { Encoder } from './encoder.ts';
import { type Pooling, poolToUnitVector } from './pooling.ts';

/** A model of transformers.js and what else decides its vectors. */
export interface LoadedModel {
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
  readonly pooling: Pooling;
  /** Names the model's files, precision included. */
  readonly fingerprint: string;
}

/**
 * The longest text in tokens, special ones included; 512 is what all-MiniLM-L6-v2 has positions for. Its usual cut at 256
 * would drop the end of long passages (1,600 characters are up to about 400 tokens).
 */
const MAX_TOKENS = 512;
/** Text beyond this is not even split into tokens (a megabyte takes 0.3 s); 512 tokens of prose are 2,000 characters. */
const MAX_CHARACTERS = 65_536;

/** An encoder over a model of transformers.js. */
export class TransformersEncoder implements Encoder {
  readonly dimensions: number;
  readonly fingerprint: string;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #pooling: Pooling;
  readonly #maxTokens: number;
  #model: PreTrainedModel | undefined;

  /** Opens an encoder. The length of its vectors is read from a first one. */
  static async open(loaded: LoadedModel): Promise<TransformersEncoder> {
    const [vector] = await new TransformersEncoder(loaded, 0).encode(['a']);
    return new TransformersEncoder(loaded, vector!.length);
  }

  private constructor(loaded: LoadedModel, dimensions: number) {
    this.dimensions = dimensions;
    this.#tokenizer = loaded.tokenizer;
    this.#model = loaded.model;
    this.#pooling = loaded.pooling;
    this.#maxTokens = windowOf(loaded);
    const facts = [loaded.fingerprint, loaded.pooling, this.#maxTokens, MAX_CHARACTERS];
    this.fingerprint = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  }

  /**
   * Each text is a run of its own. In a batch, texts are padded and, in int8, quantised over a common range: a vector
   * would depend on its neighbours. Nor is a batch faster on a CPU: passages of 280 tokens take 4 to 10 % longer in
   * fours. A run blocks the event loop (about 10 ms for a passage), so others get a turn between two.
   */
  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      if (vectors.length > 0) await setImmediate();
      vectors.push(await this.#encodeOne(text));
    }
    return vectors;
  }

  knowsWord(word: string): boolean {
    // Byte-pair vocabularies have most words in the form that follows a space.
    return this.#isOneToken(word) || this.#isOneToken(` ${word}`);
  }

  /** onnxruntime frees the model's memory when the session is collected, so this lets go of it. */
  async close(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await model?.dispose();
  }

  async #encodeOne(text: string): Promise<Float32Array> {
    if (this.#model === undefined) throw new Error('The encoder is closed; open another one.');
    const ids = this.#tokenIds(text);
    const shape = [1, ids.length];
    const outputs = await this.#model({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    });
    const states: Tensor | undefined = outputs.last_hidden_state ?? outputs.token_embeddings;
    const dimensions = states?.dims[2];
    if (!(states?.data instanceof Float32Array) || dimensions === undefined) {
      throw new Error(
        'The model gives no vectors for its tokens. Set EMBEDDING_MODEL to a text embedding model.',
      );
    }
    return poolToUnitVector(states.data, dimensions, this.#pooling);
  }

  /** A text's tokens, cut to the window. The special token at the end stays: the model was trained to see it. */
  #tokenIds(text: string): number[] {
    const start = completeBertNormalisation(text.slice(0, MAX_CHARACTERS), this.#tokenizer);
    const ids = this.#tokenizer.encode(start);
    if (ids.length <= this.#maxTokens) return ids;
    const end = ids.slice(-1).filter((id) => this.#tokenizer.all_special_ids.includes(id));
    return [...ids.slice(0, this.#maxTokens - end.length), ...end];
  }

  #isOneToken(word: string): boolean {
    const { model } = this.#tokenizer;
    const complete = completeBertNormalisation(word, this.#tokenizer);
    const ids = this.#tokenizer.encode(complete, null, { add_special_tokens: false });
    return ids.length === 1 && ids[0] !== model.unk_token_id;
  }
}

function windowOf({ tokenizer, model }: LoadedModel): number {
  const limits = [tokenizer.model_max_length, model.config.max_position_embeddings];
  return Math.min(MAX_TOKENS, ...limits.filter((limit) => typeof limit === 'number' && limit > 0));
}

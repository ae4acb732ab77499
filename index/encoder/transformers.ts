import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { PreTrainedModel, PreTrainedTokenizer } from '@xenova/transformers';
import { Tensor } from '@xenova/transformers';
import type { Encoder } from './encoder.ts';
import { type Pooling, poolToUnitVector } from './pooling.ts';

/** What is needed to make an encoder of a model that has been loaded. */
export interface LoadedModel {
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
  readonly pooling: Pooling;
  /** Names the model's files and precision. */
  readonly fingerprint: string;
}

/**
 * Longest text in tokens, special ones included. all-MiniLM-L6-v2 has 512 positions; sentence-transformers cuts at 256,
 * which would drop the end of the longest passages (1,600 characters are up to about 400 tokens).
 */
const MAX_TOKENS = 512;

/** An encoder over a model of transformers.js. Texts go through the model one by one: see `encode`. */
export class TransformersEncoder implements Encoder {
  readonly dimensions: number;
  readonly fingerprint: string;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #pooling: Pooling;
  readonly #maxTokens: number;
  #model: PreTrainedModel | undefined;

  /** Opens an encoder; the length of its vectors is read from a first text. */
  static async open(loaded: LoadedModel): Promise<TransformersEncoder> {
    const probe = new TransformersEncoder(loaded, 0);
    const [vector] = await probe.encode(['']);
    return new TransformersEncoder(loaded, vector!.length);
  }

  private constructor(loaded: LoadedModel, dimensions: number) {
    this.dimensions = dimensions;
    this.#tokenizer = loaded.tokenizer;
    this.#model = loaded.model;
    this.#pooling = loaded.pooling;
    this.#maxTokens = windowOf(loaded);
    this.fingerprint = createHash('sha256')
      .update(JSON.stringify([loaded.fingerprint, loaded.pooling, this.#maxTokens]))
      .digest('hex');
  }

  /**
   * One run of the model a text. A batch would pad texts and, in int8, quantise them with one another's scale, so that a
   * vector would depend on its neighbours; and on a CPU a batch of passages is no faster than its members.
   * The event loop gets a turn after every text, because a run blocks it.
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
    const tokenizer = this.#tokenizer;
    // Byte-pair vocabularies know a word by its form after a space.
    return [word, ` ${word}`].some((form) => {
      const ids = tokenizer.encode(form, null, { add_special_tokens: false });
      return ids.length === 1 && tokenizer.model.convert_ids_to_tokens(ids)[0] !== tokenizer.model.unk_token;
    });
  }

  async close(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await model?.dispose();
  }

  async #encodeOne(text: string): Promise<Float32Array> {
    if (this.#model === undefined) {
      throw new Error('The encoder is closed. Open another with openEncoder.');
    }
    const ids = this.#tokenIds(text);
    const shape = [1, ids.length];
    const outputs = await this.#model({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    });
    const states: Tensor | undefined =
      outputs.last_hidden_state ?? outputs.token_embeddings ?? outputs.logits;
    const dimensions = states?.dims[2];
    if (states === undefined || dimensions === undefined) {
      throw new Error('The model gives no hidden states. Set EMBEDDING_MODEL to a text embedding model.');
    }
    return poolToUnitVector(states.data as Float32Array, dimensions, this.#pooling);
  }

  /** Token ids cut to the window. The closing special token is kept, as the model was trained with it. */
  #tokenIds(text: string): number[] {
    const ids = this.#tokenizer.encode(text);
    if (ids.length <= this.#maxTokens) return ids;
    return [...ids.slice(0, this.#maxTokens - 1), ids.at(-1)!];
  }
}

function windowOf({ tokenizer, model }: LoadedModel): number {
  const limits = [
    MAX_TOKENS,
    Number(tokenizer.model_max_length),
    Number(model.config.max_position_embeddings),
  ];
  return Math.min(...limits.filter((limit) => limit > 0));
}

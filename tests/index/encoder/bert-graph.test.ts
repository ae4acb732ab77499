import { describe, expect, it } from 'vitest';
import { bertConfigSchema } from '../../../index/encoder/bert-graph.ts';
import { tinyModelFiles } from './support.ts';

describe('bertConfigSchema', () => {
  const config = JSON.parse(tinyModelFiles()['config.json'] as string);

  it.each([
    { hidden_act: 'relu' },
    { model_type: 'roberta' },
    { position_embedding_type: 'relative_key' },
    { num_hidden_layers: 0 },
  ])('refuses what the graph is not written for: %j', (change) => {
    expect(bertConfigSchema.safeParse(config).success).toBe(true);
    expect(bertConfigSchema.safeParse({ ...config, ...change }).success).toBe(false);
  });
});

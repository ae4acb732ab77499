import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';

describe('readConfig', () => {
  it('needs nothing: the library is content/, everything that is made goes below .casebook/', () => {
    const config = readConfig({});
    expect(config.contentDir).toBe(resolve('content'));
    expect(config.modelDir).toBe(resolve('.casebook/models'));
    expect(config.indexDir).toMatch(/\.casebook\/index\/content-[0-9a-f]{8}$/);
    expect(config.embeddingModel).toBeUndefined();
  });

  it('gives every content folder an index of its own', () => {
    const indexDirs = ['/a/docs', '/b/docs'].map((content) => readConfig({}, { content }).indexDir);
    expect(new Set(indexDirs).size).toBe(2);
  });

  it('puts the command line before the environment, and what is empty counts as not set', () => {
    const environment = { CONTENT_DIR: '/from/environment', INDEX_DIR: '', PUBLIC_URL: '' };
    expect(readConfig(environment, { content: '/from/option', index: '/x' })).toMatchObject({
      contentDir: '/from/option',
      indexDir: '/x',
    });
    expect(readConfig(environment).contentDir).toBe('/from/environment');
    expect(readConfig(environment, { content: '', index: '' }).contentDir).toBe('/from/environment');
  });

  it('names every variable that is wrong, and what to set', () => {
    const environment = {
      PUBLIC_URL: 'cases.example',
      REPOSITORY_URL: 'javascript:alert(1)',
      EMBEDDING_PRECISION: 'fp8',
    };
    const read = (): unknown => readConfig(environment);
    expect(read).toThrow(ConfigError);
    expect(read).toThrowErrorMatchingInlineSnapshot(`
      [ConfigError: EMBEDDING_PRECISION must be fp32 or int8
      PUBLIC_URL must be an address that begins with http:// or https://
      REPOSITORY_URL must be an address that begins with http:// or https://]
    `);
  });
});

describe('who may change digests', () => {
  it.each([
    ['', []],
    ['everyone', 'everyone'],
    ['123456789012345678, U0000000001 ', ['123456789012345678', 'U0000000001']],
  ])('%j are %j', (text, managers) => {
    expect(readConfig({ DIGEST_MANAGERS: text }).digest.managers).toEqual(managers);
  });

  it('are ids, or the error says what to set', () => {
    for (const text of ['@ada', 'everyone,U0000000001', "'; drop table"]) {
      expect(() => readConfig({ DIGEST_MANAGERS: text })).toThrow(/DIGEST_MANAGERS names .* is no id/);
    }
  });
});

it('a digest is late by less than a day', () => {
  expect(readConfig({}).digest.latestMs).toBe(12 * 60 * 60 * 1000);
  expect(readConfig({ DIGEST_LATE_HOURS: '0.5' }).digest.latestMs).toBe(30 * 60 * 1000);
  for (const hours of ['24', '-1', 'soon']) {
    expect(() => readConfig({ DIGEST_LATE_HOURS: hours })).toThrow(/DIGEST_LATE_HOURS must be/);
  }
});

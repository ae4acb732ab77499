/** The real product over the real library, opened once a test file. Model and index are kept between runs. */
import { Casebook } from '../../src/casebook.ts';
import { type ConfigOverrides, readConfig } from '../../src/config.ts';

export async function openCasebook(overrides: ConfigOverrides = {}): Promise<Casebook> {
  return Casebook.open(readConfig({}, overrides));
}

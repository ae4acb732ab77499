/** The browser that draws the pictures: the system's Chromium, so that nothing is downloaded. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What Chromium is called by Debian, Ubuntu and Google. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** The caller closes it. Throws when there is no Chromium, or when it does not start. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() });
}

/** The program that CHROMIUM_PATH names, or else the first in PATH. Throws when there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['CHROMIUM_PATH'];
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, which is not a program that can be run: set it to Chromium's.`,
    );
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program))).find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `There is no Chromium in PATH (looked for ${PROGRAMS.join(', ')}). Install it with \`apt-get install chromium\`, or set CHROMIUM_PATH to it.`,
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

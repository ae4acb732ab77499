import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A page and its whole new text. */
export interface NewPage {
  /** Path below the content folder. */
  readonly file: string;
  readonly text: string;
}

/** Replaces a page in one step, so that nobody ever finds half of it. */
export async function replacePage(contentDir: string, { file, text }: NewPage): Promise<void> {
  const path = join(contentDir, file);
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Creates pages that must not be there yet: all of them, or none.
 *
 * @throws Error with code EEXIST when one of them exists
 */
export async function createPages(contentDir: string, pages: readonly NewPage[]): Promise<void> {
  const created: string[] = [];
  try {
    for (const { file, text } of pages) {
      const path = join(contentDir, file);
      await mkdir(dirname(path), { recursive: true });
      const handle = await open(path, 'wx');
      created.push(path);
      await handle.writeFile(text).finally(() => handle.close());
    }
  } catch (error) {
    for (const path of created) await rm(path, { force: true });
    throw error;
  }
}

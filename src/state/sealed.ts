/** Encrypts what must not be read by whoever gets hold of the database or of a copy of it. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** 96 bits, which GCM is made for. Random ones are good for 2^32 values with one key (NIST SP 800-38D, 8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names the form of what follows, and goes into the key. Another form gets another prefix. */
const PREFIX = 'v1.';
/** 32 random characters of base64 are 192 bits. */
const MIN_SECRET_LENGTH = 32;
const HOW_TO_MAKE_ONE = 'Make one with: openssl rand -base64 32';

/** Something could not be sealed or opened. The message names the setting to look at, and never what was sealed. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

export interface Seal {
  /** @param context what the text belongs to, such as its key in a table: it opens nowhere else, and is not secret */
  seal(plain: string, context: string): string;
  /** Throws `SealError` when it was sealed with another secret, for another context, or was damaged. */
  open(sealed: string, context: string): string;
}

/**
 * Throws `SealError` when the setting holds no secret, or one that is too short.
 *
 * @param secrets TOKEN_ENCRYPTION_KEY: one secret, or several with commas between them; seals with the first, opens with any
 */
export function createSeal(secrets: string): Seal {
  const [newest, ...older] = secrets.split(',').map((secret) => keyOf(secret.trim()));
  return {
    seal: (plain, context) => PREFIX + encrypt(plain, context, newest!).toString('base64url'),
    open: (sealed, context) => {
      let cause: unknown;
      for (const key of [newest!, ...older]) {
        try {
          return decrypt(bytesOf(sealed), context, key);
        } catch (error) {
          cause = error;
        }
      }
      throw new SealError(
        `What is stored for ${context} cannot be read: no key in TOKEN_ENCRYPTION_KEY fits, or the database was damaged. ` +
          'Put the key that it was stored with back, behind the present one and a comma, or install Casebook there again.',
        { cause },
      );
    },
  };
}

/** The error of somebody who wants to seal or open something where no secret is set. */
export function noSecret(): SealError {
  return new SealError(
    'TOKEN_ENCRYPTION_KEY is not set. What gives access to a workspace is stored only encrypted, with that key. ' +
      `${HOW_TO_MAKE_ONE} and keep it: without it, what is stored cannot be read again.`,
  );
}

/**
 * HKDF and not scrypt: a secret made as the documentation says is random already. Stretching would make it no harder to
 * guess, and at a strength that is advised (N = 2^17) it takes 0.3 s at each start.
 */
function keyOf(secret: string): Buffer {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new SealError(
      `TOKEN_ENCRYPTION_KEY holds a key of less than ${MIN_SECRET_LENGTH} characters. ${HOW_TO_MAKE_ONE} ` +
        '(several keys have commas between them, the newest first).',
    );
  }
  return Buffer.from(hkdfSync('sha256', secret, '', `casebook sealed ${PREFIX}`, KEY_BYTES));
}

/** Nonce, tag and encrypted text. */
function encrypt(plain: string, context: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(context),
  );
  const encrypted = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

function decrypt(bytes: Buffer, context: string, key: Buffer): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([plain, decipher.final()]).toString('utf8');
}

function bytesOf(sealed: string): Buffer {
  const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  // Node passes over what is no base64, so compare.
  if (sealed !== PREFIX + bytes.toString('base64url')) throw new Error('Not in the form of a sealed text');
  return bytes;
}

/**
 * The database cannot be used. The message names the setting or the file and says what to do; it never holds a password.
 */
export class StateError extends Error {
  override readonly name = 'StateError';
}

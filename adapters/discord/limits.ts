/**
 * Discord's limits, in one place. Lengths are in UTF-16 units here; Discord counts characters, which are never more.
 *
 * Sources, by page of Discord's developer documentation unless another one is named:
 * `Component Reference`, `Message Resource`, `Application Commands`, `Receiving and Responding`.
 */
export const LIMITS = {
  /** Component Reference: of a message, nested ones included. */
  components: 40,
  /** discord-api-docs pull request 8562: over all text displays of a message. The reference does not say so yet. */
  text: 4_000,
  /**
   * discord-api-docs issue 8554, measured there: above this sum of UTF-8 bytes over all text displays, plus `textOverheadBytes`
   * for each, Discord answers 500 and not 400, so that a client sends the message again for nothing.
   */
  textBytes: 10_170,
  textOverheadBytes: 12,
  /** Component Reference, Section. */
  sectionTexts: 3,
  /** Component Reference, Action Row: this many buttons, or one select. */
  rowButtons: 5,
  /** Component Reference, Anatomy of a Component: 1 to 100, and unique in a message. */
  customId: 100,
  /** Component Reference, Button. */
  buttonLabel: 80,
  buttonUrl: 512,
  /** Component Reference, String Select. */
  selectOptions: 25,
  selectPlaceholder: 150,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  /** Message Resource, Create Message: of a message without Components V2. */
  content: 2_000,
  /** Channel Resource, Start Thread in Forum or Media Channel: characters of the name. */
  threadName: 100,
  /** Receiving and Responding, Autocomplete: choices; Application Commands, Option Choice: characters of one's name. */
  autocomplete: { count: 25, length: 100 },
  /** Application Commands: name and description of a command and of an option. */
  commandName: 32,
  commandDescription: 100,
} as const;

/** Texts of many kinds, on which the encoder is compared with an independent engine. */
const SENTENCES = [
  'How does Discord store trillions of messages?',
  'The write path goes through a commit log before it reaches the memtable.',
  'p99 latency fell from 2,300 ms to 40 ms (−98 %) after the hot partitions were split.',
  'Why did our retries take the payment service down?',
  'SELECT id, payload FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED;',
  'Cache stampede: 10,000 clients miss at once and all of them ask the database.',
  'A circuit breaker opens after five failures and half-opens after 30 seconds.',
  'kubectl rollout undo deployment/api --to-revision=3',
  'Exactly-once delivery is at-least-once delivery and an idempotent consumer.',
  'Use consistent hashing, with virtual nodes, so that one more server moves 1/n of the keys.',
  'https://example.com/a/b?c=d&e=f#g',
  'if (err != nil) { return fmt.Errorf("open %s: %w", path, err) }',
];

const MULTILINGUAL = [
  'Как Discord хранит сообщения?',
  'データベースの移行をダウンタイムなしで行う方法',
  '数据库 迁移 与 零停机',
  '𠀀𠀁 and 𪜀 are rare ideographs',
  '데이터베이스를 샤딩하는 방법',
  'Wie überlebt man einen Ansturm auf die Datenbank?',
  'naïve café Ångström façade — coöperate',
  'İstanbul Σίσυφος ǅ ﬁne ½ № ™',
  'مرحبا بالعالم',
  'नमस्ते दुनिया',
  '👩‍👩‍👧‍👦 family, 🇩🇪 flag, 👍🏽 thumb, 🚀',
  'e\u0301 against \u00e9, and a\u200bzero\u200dwidth\u00adsoft hyphen',
];

const ODD = [
  '',
  ' ',
  '\n\t\r\n',
  'a',
  '?',
  '...',
  '!!!???',
  '[CLS] [SEP] [MASK] [PAD] [UNK]',
  'control\u0000char\u0007acters\ufffdgone',
  'x'.repeat(99),
  'x'.repeat(100),
  'x'.repeat(101),
  'antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis',
  '0123456789 3.14159 1e-12 0xDEADBEEF 192.168.0.1:8080',
  '|a|b|\n|---|---|\n|1|2|',
  '@everyone <!channel> <@123> **bold** `code`',
  '\ud800 lone surrogate \udc00',
  'ALL CAPS AND camelCase and snake_case and kebab-case',
  "don't can't won't it's O'Reilly",
];

/** Sentences in turn, beginning with the given one, until there are so many characters. */
function passage(start: number, characters: number): string {
  let text = '';
  for (let index = start; text.length < characters; index += 1) {
    text += `${SENTENCES[index % SENTENCES.length]} `;
  }
  return text.slice(0, characters);
}

/** Passages of the length that is indexed. */
export const PASSAGES: readonly string[] = Array.from({ length: 6 }, (_, index) =>
  passage(index, 800 + index * 100),
);

/** One exactly at, some around and one far beyond the window of 512 tokens. */
const LONG = ['word '.repeat(509), 'word '.repeat(510), 'word '.repeat(511), passage(0, 6_000)];

export const PARITY_TEXTS: readonly string[] = [...SENTENCES, ...MULTILINGUAL, ...ODD, ...PASSAGES, ...LONG];

import { expect, it } from 'vitest';
import { proseOf, replaceProse } from './prose.ts';

const TOPIC = `# Topic

Overview of it.

## Case Study 1: Title

### Problem

It was slow. It was
wide, see [the next one](#case-study-2).

**Context**: A bank, 2020.

### Common Mistakes

1. **Mistake**: Waiting.
   **Instead**: Ask again.

#### Production Results

| Metric | After |
|--------|-------|
| p99. x | 2 ms. |

Source: [Blog](https://example.com).

\`\`\`
a -> b. c
\`\`\`

### Related Patterns

- [Other](./other.md): like it.
`;

it('prose is found with its purpose, and tables, diagrams, sources and links are not', () => {
  expect(proseOf(TOPIC).map(({ purpose, sentences }) => [purpose.trim(), ...sentences])).toEqual([
    ['Problem', 'It was slow.', 'It was wide, see the next one.'],
    ['Problem **Context**:', 'A bank, 2020.'],
    ['Common Mistakes **Mistake**:', 'Waiting.'],
    ['Common Mistakes **Instead**:', 'Ask again.'],
  ]);
});

it('replacing prose leaves everything else as it was', () => {
  const replaced = replaceProse(TOPIC, proseOf(TOPIC), ({ sentences }) => `<${sentences.length}>`);
  expect(replaced).toContain('### Problem\n\n<2>\n\n**Context**: <1>\n');
  expect(replaced).toContain('1. **Mistake**: <1>\n   **Instead**: <1>\n');
  expect(replaced.slice(replaced.indexOf('#### Production'))).toBe(
    TOPIC.slice(TOPIC.indexOf('#### Production')),
  );
});

import type { PreTrainedTokenizer } from '@xenova/transformers';

/**
 * What BERT's own text normaliser does and that of transformers.js 2.17 leaves out, to be done before it. Without it
 * Japanese, Hindi and other scripts get other tokens than the model was trained on (cosine 0.70 for Japanese).
 * Texts for other tokenizers, and plain ASCII, come back as they are.
 */
export function completeBertNormalisation(text: string, tokenizer: PreTrainedTokenizer): string {
  const config = tokenizer.normalizer?.config;
  if (config?.type !== 'BertNormalizer' || ASCII.test(text)) return text;
  let complete = text;
  // transformers.js strips the accents of Latin, Greek and Cyrillic only.
  if (config.strip_accents ?? config.lowercase)
    complete = complete.normalize('NFD').replace(NONSPACING_MARKS, '');
  // It compares UTF-16 units and so misses ideographs that take two; each is a word of its own.
  if (config.handle_chinese_chars) complete = complete.replace(RARE_IDEOGRAPHS, ' $& ');
  return complete;
}

const ASCII = /^[\0-\x7f]*$/;
const NONSPACING_MARKS = /\p{Mn}/gu;
/** CJK Unified Ideographs Extensions B to E and the compatibility supplement, as BERT's tokenizer lists them. */
const RARE_IDEOGRAPHS = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

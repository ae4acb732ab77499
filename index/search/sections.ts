/** Which part of a case study a question asks for. */
import type { SectionKind } from '../library/mod.ts';

/** The first kind with a pattern that fits decides, so the more particular ones stand first. */
const ASKED: readonly (readonly [SectionKind, readonly RegExp[]])[] = [
  [
    'mistakes',
    [
      /\b(?:mistakes?|pitfall?s?|gotchas?|anti-?patterns?|traps?|downsides?|drawbacks?|caveats?)\b/i,
      /\b(?:get|gets|got|getting|do|does|doing|did) (?:it |this |that )?wrong\b/i,
      /\bwhat (?:should|must|shall) (?:i|we|you|one|people) (?:not|never|avoid)\b/i,
      /\b(?:wrong way|things to avoid|what to avoid)\b/i,
    ],
  ],
  [
    'results',
    [
      /\b(?:results?|outcomes?|metrics|figures|improvements?|savings)\b/i,
      /\bbefore (?:and|\/|vs\.?|versus) after\b/i,
      /\bhow (?:much|many|large|big|accurate|fast|long|far|low|high)\b(?!.{0,20}\bshould\b)/i,
      /\bwhat (?:was|is|did|has|have)\b.{0,40}\b(?:gained|gain|saved?|achieved?|win|won)\b/i,
      /\b(?:what|which) (?:error rate|latency|numbers?|speed-?up|hit rate|accuracy)\b/i,
      /\b(?:did|has) (?:it|that|this) (?:work|help|pay)\w*\b|\bwas it worth\b/i,
    ],
  ],
  [
    'root-cause',
    [
      /\b(?:root causes?|the cause|causes? of|what (?:causes|caused|broke|is behind|was behind)|reasons? (?:for|behind|why))\b/i,
      /\bwhat (?:went|goes|was going|was|is) wrong\b/i,
      /\bwhy (?:did|does|is|was) (?:it|this|that)\b/i,
      // Why something is as it is; why something was chosen belongs to the solution.
      /^(?:and |but |so |ok |also )?(?:why|how come)\b(?!.*\b(?:ch[ou]+se|chosen|pick(?:ed)?|prefer(?:red)?|instead|rather than|add(?:ed)?|not just)\b)/i,
    ],
  ],
  [
    'solution',
    [
      /\b(?:solutions?|the fix|trade-?offs?|design decisions?|architecture)\b/i,
      /\bhow (?:did|do|does|have|has) (?:they|he|she|it|this|that)\b.{0,25}\b(?:fix|fixed|solve|solved|do|done|works?|address(?:ed)?|deal)\b/i,
      /\bhow (?:was|is|were) (?:it|this|that|they)\b.{0,15}\b(?:fixed|solved|built|done|designed)\b/i,
      /\bwhat (?:did|do|does) (?:they|he|she|it) (?:do|use|build|change)\b.{0,12}\b(?:instead|about|now)\b/i,
      /\bhow does (?:it|that|this) work\b/i,
    ],
  ],
  [
    'problem',
    [
      /\bwhat (?:is|was) the (?:problem|issue|trouble)\b/i,
      /\bwhich problem\b/i,
      /\bwhat (?:bothered|hurt|annoyed|forced|made)\b/i,
    ],
  ],
];

/** Null when the question does not say. */
export function askedSection(question: string): SectionKind | null {
  const text = question.trim();
  return ASKED.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)))?.[0] ?? null;
}

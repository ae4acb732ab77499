/** Which part of a case study a question asks for. */
import type { SectionKind } from '../library/mod.ts';

/** The first kind with a pattern that fits decides, so the more particular ones stand first. */
const ASKED: readonly (readonly [SectionKind, readonly RegExp[]])[] = [
  [
    'mistakes',
    [
      /\b(?:mistakes?|pitfall?s?|gotchas?|anti-?patterns?|traps?|blunders?|downsides?|drawbacks?|caveats?|regrets?|don['’]?ts|surprises)\b/i,
      /\b(?:get|gets|got|getting|do|does|doing|did) (?:it |this |that )?wrong\b/i,
      /\bwhat (?:can|could|may|might|will|tends to|usually|often)\b.{0,15}\bgoe?s? wrong\b/i,
      /\b(?:should|must|shall) (?:i|we|you|one|people) (?:not|never|avoid)\b|\b(?:i|we|you|one) should(?:n['’]?t| not| avoid)\b/i,
      /\b(?:wrong way|bad idea|(?:to|can i|can we) avoid|careful (?:about|with)|watch out|trips? (?:up|over)|bites?|do (?:it )?differently)\b/i,
    ],
  ],
  [
    'results',
    [
      /\b(?:results?|outcomes?|metrics|figures|improvements?|savings|in numbers|the numbers|any numbers)\b/i,
      /\b(?:before|b4) ?(?:and|\/|&|vs\.?|versus) ?after\b/i,
      /\bhow (?:much|many|large|big|accurate|fast|long|far|low|high|often)\b(?!.{0,20}\bshould\b)/i,
      /\bwhat (?:was|is|did|has|have)\b.{0,40}\b(?:gained?|saved?|achieved?|win|won)\b/i,
      /\bwhat (?:improved|got (?:better|faster|cheaper)|changed for)\b/i,
      /\b(?:what|which) (?:share|percentage|error rate|(?:p\d+ )?(?:read |write )?latency|numbers?|speed-?up|hit rate|accuracy)\b/i,
      /\bdid\b.{0,30}\b(?:work out|hold up|pay off|help|get (?:any )?(?:faster|better|cheaper))\b|\b(?:did|has) (?:it|that|this) work\b|\bwas it worth\b/i,
    ],
  ],
  [
    'root-cause',
    [
      /\b(?:root causes?|the cause|causes? of|underlying reasons?|(?:the|what) reasons? (?:for|behind|why|are|is)|what (?:causes|caused|broke|explains))\b/i,
      /\bwhat (?:is|was)(?: actually| really)? behind\b|\bhow (?:does|did|can) (?:it|this|that) come (?:to|about)\b|\bwhere (?:does|do|did)\b.{0,20}\bcome from\b/i,
      /\bwhat (?:went|goes|was going|was|is) wrong\b/i,
      /\bwhy (?:did|does|is|was) (?:it|this|that)\b|[.!?:;,] why (?:do|does|did|is|are|was|were|can)\b/i,
      // Why something is as it is; why something was chosen belongs to the solution.
      /^(?:and |but |so |ok |also )?(?:why|how come)\b(?!.*\b(?:ch[ou]+se|chosen|pick(?:ed)?|prefer(?:red)?|instead|rather than|add(?:ed)?|not just)\b)/i,
    ],
  ],
  [
    'solution',
    [
      /\b(?:solutions?|the fix|trade-?offs?|design decisions?|architecture|under the hood|step by step|the steps|walk (?:me|us) (?:through|thru)|explain how)\b/i,
      /\bhow (?:did|do|does|have|has) (?:they|he|she|it|this|that)\b.{0,25}\b(?:do|done|works?|deal|get|move)\b/i,
      /\bhow (?:did|do|does|have|has) (?:\w+ ){1,3}(?:fix|fixed|solved?|address(?:ed)?)\b/i,
      /\bhow (?:is|are|was|were)\b.{0,50}\b(?:fixed|solved|built|done|designed|stored|saved|chosen|implemented|carried out|la(?:id|yed) out)\b/i,
      /\bwhat (?:exactly )?(?:did|do|does) (?:they|he|she|it)\b.{0,10}\b(?:do|use|build|change|put)\b/i,
      /\bhow does (?:it|that|this) work\b/i,
    ],
  ],
  [
    'problem',
    [
      /\b(?:what|which) (?:is|was|were|are)? ?(?:the |sort of |kind of )?(?:problems?|issues?|trouble|pains?|harm|mess|situation|incidents?|abuse)\b/i,
      /\bdescribe the (?:problem|trouble|situation)\b|\bwhat (?:bothered|hurt|annoyed|forced|made|was hurting)\b/i,
      /\bso (?:painful|bad|difficult|hard)\b|\bwhat did it have to (?:fix|solve)\b/i,
    ],
  ],
];

/** Null when the question does not say. */
export function askedSection(question: string): SectionKind | null {
  const text = question.trim();
  return ASKED.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)))?.[0] ?? null;
}

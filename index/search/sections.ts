/** Which part of a case study a question asks for. */
import type { SectionKind } from '../library/mod.ts';

/** The first pattern that fits decides, so the more particular ones stand first. */
const ASKED: readonly (readonly [SectionKind, RegExp])[] = [
  ['mistakes', /\b(mistakes?|pitfalls?|gotchas?|anti-?patterns?|traps?|what (?:should|must) (?:i|we|you|one) (?:not|avoid)|do(?:n['’]?t| not) do|avoid (?:doing|when)|wrong way)\b/i],
  [
    'results',
    /\b(results?|outcomes?|metrics|figures|numbers|improvements?|gains?|savings?|before (?:and|\/|vs\.?|versus) after|how (?:much|many times|far)\b.{0,40}\b(?:faster|slower|cheaper|better|less|fewer|more|smaller|improve\w*|save\w*|gain\w*|reduc\w*|drop\w*|cut|go(?:es)? down)|how (?:fast|big|large) (?:is|was|did)\b.{0,30}\b(?:after|now)|did it (?:work|help|pay off)|was it worth)\b/i,
  ],
  [
    'root-cause',
    /\b(root cause|causes?|caused|why (?:did|does|do|was|were|is|are) (?:it|this|that|they|these|those)\b.{0,20}\b(?:happen\w*|fail\w*|break\w*|broke\w*|slow\w*|go wrong|so)|why (?:did|does) (?:it|this|that) happen|what (?:went|goes|was going) wrong|what was wrong|what broke|what (?:is|was) behind|reasons? (?:for|behind|why))\b/i,
  ],
  [
    'solution',
    /\b(how (?:did|do|does|have|has) (?:they|he|she|it|you)\b.{0,20}\b(?:fix\w*|solve\w*|mend\w*|address\w*|deal\w*|work\w*)|how (?:was|is) (?:it|this|that) (?:fixed|solved|built|done|designed)|solution|the fix|trade-?offs?|design decisions?|architecture)\b/i,
  ],
  ['problem', /\b(what (?:is|was) the (?:problem|issue|trouble)|which problem)\b/i],
];

export function askedSection(question: string): SectionKind | null {
  return ASKED.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
}

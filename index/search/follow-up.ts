/** Whether a question leans on the one before it. */

/** Openings that continue what was said: `and …`, `what about …`, `why?`. */
const CONTINUES = /^(?:and|but|so|then|also|or|ok(?:ay)?|what about|how about|why(?: not| so)?\s*\?*$|what else|anything else|go on|tell me more|more\b|which one)\b/i;

/** Words that point at something said before. */
const POINTS_BACK = /\b(?:it|its|they|them|their|theirs|that|this|these|those|he|she|him|her|there|the same|the (?:first|second|other|old|new|previous|original) (?:one|system|approach|way|setup|solution|database|design)|instead|before that|after that|afterwards|beforehand)\b/i;

/** `that` and `this` that begin a clause or a noun phrase, and `it`, `there` without a meaning, do not point back. */
const EMPTY_POINTER = /\b(?:so that|such that|(?:systems?|services?|clients?|requests?|messages?|customers?|users?|databases?|things?|ones?|api|data|tables?|keys?) that|is it (?:possible|safe|ok|okay|better|true|bad|good)|is there|are there|there (?:is|are|was|were)|it (?:is|'s) (?:possible|safe|better)|does it (?:make|take)|make it)\b/gi;

/** A question of this many terms or more usually says enough to stand alone, even if it has a pronoun in it. */
const SELF_CONTAINED_TERMS = 5;
/** A question of so few terms is a follow-up if it continues or points back in any way. */
const BARE_TERMS = 2;

/**
 * Decides from the wording alone.
 * @param termCount number of distinct content terms of the question
 */
export function isFollowUp(question: string, termCount: number): boolean {
  const text = question.trim();
  if (termCount >= SELF_CONTAINED_TERMS) return false;
  const pointsBack = POINTS_BACK.test(text.replace(EMPTY_POINTER, ' '));
  if (termCount <= BARE_TERMS) return pointsBack || CONTINUES.test(text);
  return pointsBack && !/\b(?:my|our|i|we)\b/i.test(text);
}

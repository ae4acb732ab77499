/** Whether a question leans on the one before it. */

/** Openings that continue what was said: `and …`, `what about …`, `why not …`. */
const CONTINUES =
  /^(?:and|but|so|then|also|or|ok(?:ay)?|what about|how about|why not|how come|what else|anything else|go on|tell me more|more|which one|really)\b/i;

/** A question word and nothing more. */
const BARE_QUESTION = /^(?:and |but |so )?(?:why|how|how so|when|who|where|which|what|really)[\s?!.]*$/i;

/** Greetings, thanks and farewells: they continue nothing, whatever words they hold. */
const COURTESY =
  /^(?:hi|hello|hey|yo|thanks?|thank you|thx|ty|cheers|bye|good (?:morning|evening|night|day|bot)|see you|great|nice|cool|awesome|perfect|lol|haha|sorry|ok(?:ay)? (?:thanks?|thx|bye|cool|great)|got it)\b/i;

/** Words that point at something said before. */
const POINTS_BACK =
  /\b(?:it|its|they|them|their|theirs|that|this|these|those|he|she|him|her|the (?:same|first|second|other|old|new|previous|original|main|biggest) (?:one|ones|system|approach|way|setup|solution|database|design|downside|drawback|problem|issue|lesson|result)|instead|before that|after that|afterwards|beforehand)\b/gi;

/** Uses of these words that point at nothing: relative clauses, `it is safe to`, `is there`, `make it`. */
const EMPTY_POINTER =
  /\b(?:so that|such that|\w+s that|one that|api that|data that|is it \w+ to|is it (?:possible|ok|okay|true)|is there|are there|there (?:is|are|was|were)|it(?: i|'|’)s (?:possible|safe|better)|does it (?:make|take)|makes? it|that (?:is|are|was|were|has|have|can|cannot)|this (?:week|year|time|morning))\b/gi;

/** A question of this many terms or more says enough to stand alone, even if it has a pronoun in it. */
const SELF_CONTAINED_TERMS = 5;
/** A question of so few terms is a follow-up if it continues or points back in any way. */
const BARE_TERMS = 2;

/**
 * Decides from the wording alone.
 * @param termCount number of distinct content terms of the question
 */
export function isFollowUp(question: string, termCount: number): boolean {
  const text = question.trim();
  if (BARE_QUESTION.test(text)) return true;
  if (COURTESY.test(text) || termCount >= SELF_CONTAINED_TERMS) return false;
  const pointsBack = text.replace(EMPTY_POINTER, ' ').search(POINTS_BACK) >= 0;
  const continues = CONTINUES.test(text);
  if (termCount <= BARE_TERMS) return pointsBack || continues;
  // Longer questions of people about their own systems say `it` of what they have just described.
  return (pointsBack || continues) && !/\b(?:my|our|i|we|us)\b/i.test(text);
}

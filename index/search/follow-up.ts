/** Whether a question leans on the one before it. */
import { termsOf } from '../lexical/mod.ts';
import { isAskedOfAny } from './generic.ts';

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
  /\b(?:it|its|they|them|their|theirs|that|this|these|those|he|she|him|her|the (?:same|first|second|other|old|new|previous|original|main|biggest) (?:one|ones|system|approach|way|setup|solution|database|design|downside|drawback|problem|issue|lesson|result)|the (?:others|ones|whole thing)|anything there|instead|before that|after that|afterwards|beforehand)\b/i;

/** Uses of these words that point at nothing: relative clauses, `it is safe to`, `is there`, `make it`. */
const EMPTY_POINTER =
  /\b(?:so that|such that|(?!is|was|does|has)\w{3,}s that|one that|api that|data that|is it \w+ to|is it (?:possible|ok|okay|true)|is there|are there|there (?:is|are|was|were)|it(?: i|'|’)s (?:possible|safe|better)|does it (?:make|take)|makes? it|that (?:is|are|was|were|has|have|can|cannot)|this (?:week|year|time|morning))\b/gi;

/** A question of this many terms or more says enough to stand alone, even if it has a pronoun in it. */
const SELF_CONTAINED_TERMS = 5;
/** After this many terms a pronoun means something in the question itself. */
const OWN_SUBJECT_TERMS = 4;
/** A question of so few terms is a follow-up if it continues or points back in any way. */
const BARE_TERMS = 2;

/** Questions to the bot itself, such as `who are you`. */
const ADDRESSES_BOT = /\b(?:you|your|yourself)\b/i;

/** Whether it is only manners: it neither asks anything nor continues anything. */
export function isCourtesy(question: string): boolean {
  return COURTESY.test(question.trim());
}

/** Decides from the wording alone. */
export function isFollowUp(question: string): boolean {
  const text = question.trim();
  if (BARE_QUESTION.test(text)) return true;
  const terms = new Set(termsOf(text));
  const termCount = terms.size;
  if (isCourtesy(text) || termCount >= SELF_CONTAINED_TERMS) return false;
  if (termCount === 0) return /\p{L}/u.test(text) && !ADDRESSES_BOT.test(text);
  if ([...terms].every((term) => isAskedOfAny(term))) return true;
  const pointed = text.replace(EMPTY_POINTER, (empty) => ' '.repeat(empty.length));
  const pointer = pointed.search(POINTS_BACK);
  const pointsBack = pointer >= 0 && new Set(termsOf(text.slice(0, pointer))).size < OWN_SUBJECT_TERMS;
  const continues = CONTINUES.test(text);
  if (termCount <= BARE_TERMS) return pointsBack || continues;
  // Longer questions of people about their own systems say `it` of what they have just described.
  return (pointsBack || continues) && !/\b(?:my|our|we|us)\b/i.test(text);
}

/** Words that can be asked of any case study: they do not say which one is meant. */
import { termOf } from '../lexical/mod.ts';

const ASKED_OF_ANY = new Set(
  `mistake pitfall gotcha downside drawback disadvantage tradeoff trade off catch caveat risk limit limitation lesson
  takeaway insight advice result outcome number figure metric measure measurement improvement gain benefit advantage cost
  save saving time long take fast faster slow slower quick quickly big large small much accurate problem issue
  trouble incident outage fail failure cause root reason fix solution solve approach alternative option choice choose pick
  decide decision design architecture work happen next later first last finally before after old new previous original
  example detail explain explanation elaborate simple simpler simply short shorter word summary summarize source link
  reference read paper blog article team company people engineer user customer notice downtime migration migrate rollout
  go went gone one machine make build use give show tell list say part sentence please pls tldr tl dr thing whole sure hm hmm size
  change difference different worth better worse good bad hard easy wrong right exactly actually`
    .split(/\s+/)
    .map(termOf),
);

/** @param term a term as the lexical index has it */
export function isAskedOfAny(term: string): boolean {
  return ASKED_OF_ANY.has(term);
}

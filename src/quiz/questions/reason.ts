import { termsOf } from '../../../index/lexical/mod.ts';
import type { Block, CaseStudy } from '../../../index/library/mod.ts';
import { withoutCompanies } from './names.ts';
import { explanationFrom, MAX_OPTION, type Statement } from './statement.ts';
import { asOption, asSentence, sentencesOf } from './text.ts';

/** A label of the template at the start of a line. */
const LABEL = /^(?:Trade-offs|Architecture\/Design|High-level strategy|Key Design Decisions)\s?: /;
/** `Delete instead of update: a delete can be repeated without harm.` */
const CHOICE = /^(?<decision>[^:]*\b(?:instead of|rather than)\b[^:]*|(?:No|Never)\b[^:]*): (?<reason>.+)$/u;
/** What a clause after such a colon says when it gives a reason and not only the details. */
const GIVES_REASON =
  /\b(?:would|can|cannot|could|must|needs?|no|never|nothing|cheaper|simpler|faster|less|fewer|safe|survives|costs?|without|only)\b/i;
const CONNECTED = /^(?<decision>.+?),? (?<connector>because|so that) (?<reason>.+)$/su;
/** Words that carry meaning. A shorter reason ("so that nobody has to remember it") would do for many decisions. */
const MIN_WORDS = 3;
/** A clause that begins so leans on what stands before its sentence. */
const LEANS =
  /^(?:this|that|these|those|they|it|its|their|in (?:this|that)|then|otherwise|here|both|one|another|(?:the )?others?|if one)\b|\b(?:such|failed)\b/i;

/** What was the reason for a decision: sentences of the solution that say `because`, `so that` or `instead of …: …`. */
export function reasonStatements(caseStudy: CaseStudy): Statement[] {
  const section = caseStudy.sections.find(({ kind }) => kind === 'solution');
  return (section?.blocks ?? []).flatMap((block) => statementsOf(caseStudy, block));
}

function statementsOf(caseStudy: CaseStudy, { kind, text: line }: Block): Statement[] {
  if (kind !== 'item' && kind !== 'paragraph') return [];
  return sentencesOf(line.replace(LABEL, '')).flatMap((sentence) => {
    const explanation = explanationFrom(caseStudy, 'solution', sentence);
    const plain = withoutCompanies(sentence, caseStudy);
    const choice = CHOICE.exec(plain)?.groups;
    const connected = CONNECTED.exec(plain)?.groups;
    const found =
      connected ?? (choice !== undefined && GIVES_REASON.test(choice['reason'] ?? '') ? choice : undefined);
    if (explanation === null || found === undefined) return [];
    const decision = found['decision'] ?? '';
    const connector = connected?.['connector'] ?? 'because';
    const reason = `${connector === 'so that' ? 'so that ' : ''}${found['reason'] ?? ''}`;
    if (decision.length < 20 || decision.length > MAX_OPTION || LEANS.test(decision)) return [];
    if (reason.length > MAX_OPTION || new Set(termsOf(reason)).size < MIN_WORDS) return [];
    return [
      {
        kind: 'reason',
        form: `reason: ${connector}`,
        caseStudy,
        prompt: `"${caseStudy.title}". A decision: "${asSentence(decision)}" Which reason is given?`,
        subject: decision,
        text: asOption(reason),
        explanation,
      },
    ];
  });
}

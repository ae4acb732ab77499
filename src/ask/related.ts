/** Which other case studies to offer beside an answer. */
import { posix } from 'node:path';
import type { Unit } from '../../index/passages/mod.ts';
import type { Hit } from '../../index/search/mod.ts';

const RELATED_COUNT = 3;
/** A hit of another topic is offered if it scores at least this share of the first. */
const NEAR_SHARE = 0.5;

/**
 * At most three: first the case studies that the author links to, then the next hits of the same topic, then near hits of
 * others, each in the order of the ranking.
 */
export function relatedUnits(unit: Unit, hits: readonly Hit[], units: readonly Unit[]): Unit[] {
  const nearScore = NEAR_SHARE * (hits[0]?.score ?? 0);
  const others = hits.filter((hit) => hit.unit.id !== unit.id);
  const candidates = [
    ...linkedUnits(unit, units),
    ...others.filter((hit) => topicPath(hit.unit) === topicPath(unit)).map((hit) => hit.unit),
    ...others.filter((hit) => hit.score >= nearScore).map((hit) => hit.unit),
  ];
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()].slice(
    0,
    RELATED_COUNT,
  );
}

function linkedUnits(unit: Unit, units: readonly Unit[]): Unit[] {
  if (unit.kind === 'note') return [];
  return unit.caseStudy.related.flatMap(({ url }) => {
    const [file = '', anchor] = url.split('#');
    if (anchor === undefined || /^[a-z]+:/i.test(file)) return [];
    const folder = posix.dirname(unit.topic.path);
    const path =
      file === '' ? unit.topic.path : posix.normalize(posix.join(folder, file)).replace(/\.md$/i, '');
    return units.filter(
      (other) =>
        other.kind === 'case-study' &&
        other.id !== unit.id &&
        other.topic.path === path &&
        other.caseStudy.anchor === anchor,
    );
  });
}

function topicPath(unit: Unit): string {
  return unit.kind === 'case-study' ? unit.topic.path : unit.note.path;
}

/** Points to a case study or a note. */
import type { Unit } from '../../index/passages/mod.ts';
import type { Config } from '../config.ts';
import { linkTo } from '../links.ts';
import type { Reference } from './answer.ts';

export function referenceTo(unit: Unit, config: Config): Reference {
  if (unit.kind === 'note') {
    return { id: unit.id, title: unit.note.title, url: linkTo(config, unit.note.file, '') };
  }
  const { topic, caseStudy } = unit;
  return { id: caseStudy.id, title: caseStudy.title, url: linkTo(config, topic.file, caseStudy.anchor) };
}

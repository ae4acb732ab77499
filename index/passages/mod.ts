export {
  PASSAGE_RULES_VERSION,
  type Passage,
  type PassageList,
  passageContent,
  passagesOf,
  type Unit,
} from './passage.ts';

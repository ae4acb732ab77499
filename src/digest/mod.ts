/** The daily case study: who gets it, when, which one, and that it arrives exactly once. */
export { Chooser } from './chooser.ts';
export { CaseStudyComposer, type Composer } from './composer.ts';
export { type Courier, CourierError, type CourierFailure, type Post } from './courier.ts';
export { Deliverer, type DelivererParts } from './deliverer.ts';
export { Digests, type Manager, type Place } from './digests.ts';
export { postCard } from './post-card.ts';
export { filterIn, readWeekdays, type SettingsChange, SettingsError } from './settings.ts';
export { findZone, type ZoneSuggestion } from './zones.ts';

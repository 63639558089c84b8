import type { Projection } from '../projection.js';
import { accounts } from './accounts.js';
import { activity } from './activity.js';
import { cases, openCases } from './cases.js';
import { cohorts } from './cohorts.js';
import { definitions } from './definitions.js';
import { health } from './health.js';
import { known } from './known.js';
import { segments } from './table.js';
import { values } from './values.js';

/** Which segments there are, and what each account was on any day, as far as rules ask for it. */
export const segmentsProjection: Projection = {
  name: 'segments',
  version: 1,
  folds: [definitions, known, accounts, values, health, activity, cases, cohorts],
  rollup: openCases,
  noticeKey: (table, [name]) => (table === segments.name ? name : undefined),
};

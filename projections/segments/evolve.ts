import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { remembered } from '../two-clocks/remembered.js';
import { accounts } from './accounts.js';
import { activity } from './activity.js';
import { cases, openCases } from './cases.js';
import { cohorts } from './cohorts.js';
import { definitions } from './definitions.js';
import { health } from './health.js';
import { known } from './known.js';
import { segments } from './table.js';
import { values } from './values.js';

const dated: ReadonlyArray<Fold<unknown>> = [definitions, known, accounts, values, health, cases, cohorts];

/** Which segments there are, and what each account was on any day, as far as rules ask for it; and since when the log knows. */
export const segmentsProjection: Projection = {
  name: 'segments',
  version: 2,
  folds: [...dated.map((fold) => remembered(fold)), activity],
  rollup: openCases,
  noticeKey: (table, [name]) => (table === segments.name ? name : undefined),
};

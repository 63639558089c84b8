import * as t from 'io-ts';
import { oneOf } from '../primitives.js';

/** What is predicted. */
export const modelNames = ['churn', 'expansion', 'health-trajectory'] as const;
export const ModelName = oneOf(...modelNames);
export type ModelName = t.TypeOf<typeof ModelName>;

const isVersion = (u: unknown): u is ModelVersion =>
  typeof u === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(u);

/** One training of a model. Never given to another one. */
export type ModelVersion = string & { readonly ModelVersion: true };
export const ModelVersion = new t.Type<ModelVersion, string, unknown>(
  'ModelVersion',
  isVersion,
  (u, context) => (isVersion(u) ? t.success(u) : t.failure(u, context, 'must be 1 to 64 letters, digits or _.-')),
  t.identity,
);

/**
 * `challenger` is meant to take the place of the champion, whose predictions are the ones people see; `refused` did not keep the rule
 * for that; `former-champion` can be gone back to, `retired` never again.
 */
export const ModelStatus = oneOf(
  'trained',
  'evaluated',
  'challenger',
  'refused',
  'champion',
  'former-champion',
  'retired',
);
export type ModelStatus = t.TypeOf<typeof ModelStatus>;

/** What of the rule for promotions is not kept. */
export const Unmet = oneOf(
  'not-evaluated',
  'badly-calibrated',
  'not-compared',
  'compared-with-another',
  'not-better',
  'not-significant',
);
export type Unmet = t.TypeOf<typeof Unmet>;

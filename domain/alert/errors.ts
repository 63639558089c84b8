import type { AlertId } from '../ids.js';

export type AlertRefusal = {
  readonly _tag: 'AlertUnknown' | 'AlertAlreadyResolved';
  readonly alertId: AlertId;
};

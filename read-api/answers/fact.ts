import * as t from 'io-ts';
import { instant, position } from './texts.js';

/** Where a fact stands in the log, without what it says. */
export const factFields = {
  id: t.string,
  type: t.string,
  stream: t.string,
  revision: t.string,
  position,
  occurredAt: instant,
};

export const Fact = t.strict(factFields, 'Fact');

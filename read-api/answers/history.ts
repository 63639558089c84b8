import * as t from 'io-ts';
import { SourceRecord } from '../../application/metadata.js';
import { nullable } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { anything, instant, position } from './texts.js';

/** A fact as an auditor sees it: where it stands in the log, both its clocks, and the record it came from. */
export const HistoryEvent = t.strict(
  {
    id: t.string,
    type: t.string,
    stream: t.string,
    revision: t.string,
    position,
    occurredAt: instant,
    recordedAt: instant,
    actor: t.string,
    source: nullable(SourceRecord),
    data: anything,
  },
  'HistoryEvent',
);
export type HistoryEvent = t.TypeOf<typeof HistoryEvent>;

export const HistoryPage = t.strict(
  { accountId: t.string, items: t.readonlyArray(HistoryEvent), nextCursor: nullable(t.string), freshness: Freshness },
  'HistoryPage',
);
export type HistoryPage = t.TypeOf<typeof HistoryPage>;

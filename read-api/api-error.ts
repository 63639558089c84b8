import type { ConcurrencyExhausted } from '../application/handle-in-stream.js';
import type { ConnectionBroken } from '../application/ports/connections.js';
import type { AppendTooLarge, LogUnavailable, UnreadableStream } from '../application/ports/event-store.js';
import type { SeriesRefused } from '../application/ports/series-analysis.js';
import type { AlertRefusal } from '../domain/alert/errors.js';
import type { AlertRuleRefusal } from '../domain/alert-rule/errors.js';
import type { AnomalyRefusal } from '../domain/anomaly/errors.js';
import type { ConnectionRefusal } from '../domain/connection/errors.js';
import type { DecodeError } from '../domain/errors.js';
import type { PredictionModelRefusal } from '../domain/prediction-model/errors.js';
import type { ModelName } from '../domain/prediction-model/names.js';
import type { SegmentRefusal } from '../domain/segment/errors.js';
import type { Unpredicted } from './answers/predictions.js';
import type { Permission, Role } from './permissions.js';

export type Unauthenticated = { readonly _tag: 'Unauthenticated'; readonly because: 'missing' | 'invalid' | 'expired' };
export type Forbidden = { readonly _tag: 'Forbidden'; readonly role: Role; readonly permission: Permission };
export type AccountNotFound = { readonly _tag: 'AccountNotFound'; readonly accountId: string };
export type AnomalyNotFound = { readonly _tag: 'AnomalyNotFound'; readonly anomalyId: string };
export type SegmentNotFound = { readonly _tag: 'SegmentNotFound'; readonly name: string };
/** No rule of it held then: `since` is when the first one did, `null` where it was retired. */
export type SegmentNotDefinedThen = {
  readonly _tag: 'SegmentNotDefinedThen';
  readonly name: string;
  readonly asOf: string;
  readonly since: string | null;
};
/** Nothing is predicted of the account, or was then. */
export type NotPredicted = {
  readonly _tag: 'NotPredicted';
  readonly accountId: string;
  readonly kind: ModelName;
  readonly because: Unpredicted;
};
export type ModelNotFound = { readonly _tag: 'ModelNotFound'; readonly model: ModelName };
export type ReceiptNotFound = { readonly _tag: 'ReceiptNotFound'; readonly receipt: string };
/** `reached` is where the read model stands, `null` before it has begun. */
export type PositionNotReached = {
  readonly _tag: 'PositionNotReached';
  readonly readModel: string;
  readonly position: string;
  readonly reached: string | null;
};
/** `head` is where the log ends, `null` while it is empty. */
export type PositionBeyondLog = {
  readonly _tag: 'PositionBeyondLog';
  readonly position: string;
  readonly head: string | null;
};
export type TooManyWaiting = { readonly _tag: 'TooManyWaiting'; readonly most: number };

/** Everything a question put to the read side may be answered with instead. */
export type ApiError =
  | DecodeError
  | Unauthenticated
  | Forbidden
  | AccountNotFound
  | AnomalyNotFound
  | SegmentNotFound
  | SegmentNotDefinedThen
  | ReceiptNotFound
  | NotPredicted
  | ModelNotFound
  | PredictionModelRefusal
  | SeriesRefused
  | PositionNotReached
  | PositionBeyondLog
  | TooManyWaiting
  | LogUnavailable
  | ConcurrencyExhausted
  | AppendTooLarge
  | ConnectionRefusal
  | AnomalyRefusal
  | SegmentRefusal
  | AlertRefusal
  | AlertRuleRefusal
  | ConnectionBroken
  | UnreadableStream
  | { readonly _tag: 'OfAnotherSite' }
  | { readonly _tag: 'NoJobBoard' }
  | { readonly _tag: 'RouteNotFound' }
  | { readonly _tag: 'MalformedJson'; readonly place: string }
  | { readonly _tag: 'MalformedRequest' }
  | { readonly _tag: 'InvalidGraphql'; readonly messages: ReadonlyArray<string> }
  | { readonly _tag: 'BodyTooLarge' }
  | { readonly _tag: 'UnsupportedMediaType' }
  | { readonly _tag: 'TooManyRequests' }
  | { readonly _tag: 'TooManySubscriptions'; readonly most: number }
  | { readonly _tag: 'Unexpected' };

/** One field of the query that is wrong for a reason its codec cannot see. */
export const invalidField = (field: string, message: string): DecodeError => ({
  _tag: 'DecodeError',
  source: 'query',
  violations: [{ pointer: `/${field}`, message }],
});

import type { AccountId } from '../ids.js';

type WindowEndsBeforeItStarts = { readonly _tag: 'WindowEndsBeforeItStarts'; readonly accountId: AccountId };
/** A window belongs to the stream of its month, and no stream could hold this one. */
type WindowCrossesMonths = { readonly _tag: 'WindowCrossesMonths'; readonly accountId: AccountId };

export type UsageRefusal = WindowEndsBeforeItStarts | WindowCrossesMonths;

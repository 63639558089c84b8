import type { CalendarDate } from '../primitives.js';

/** A score has a band, and no score has none. */
type BandDoesNotMatchScore = { readonly _tag: 'BandDoesNotMatchScore'; readonly day: CalendarDate };
type WeightsExceedTheWhole = { readonly _tag: 'WeightsExceedTheWhole'; readonly day: CalendarDate };

export type HealthRefusal = BandDoesNotMatchScore | WeightsExceedTheWhole;

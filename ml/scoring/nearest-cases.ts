import type { AccountId } from '../../domain/ids.js';
import type { PredictionEvent } from '../../domain/prediction/events.js';
import { rounded } from '../../domain/rounded.js';
import type { PastCases } from '../churn/model.js';

export type SimilarAccount = Extract<PredictionEvent, { type: 'ChurnPredicted' }>['data']['similar'][number];

type Near = { readonly place: number; readonly squared: number };

/**
 * The cases of the past whose contributions are nearest (Euclid) to a row's, the nearest first, ties by account; never the
 * account itself.
 * @param row contributions of one row, in the columns of the cases
 */
export const nearestCases =
  ({ accountIds, left, contributions }: PastCases) =>
  (row: Float64Array, count: number, except: AccountId): ReadonlyArray<SimilarAccount> => {
    const width = row.length;
    const idAt = (place: number): string => accountIds[place] as string;
    const isNearer = (a: Near, b: Near): boolean =>
      a.squared < b.squared || (a.squared === b.squared && idAt(a.place) < idAt(b.place));
    const nearest: Array<Near> = [];
    for (let place = 0; place < accountIds.length; place += 1) {
      if (idAt(place) === except) continue;
      const farthest = nearest.length < count ? Number.POSITIVE_INFINITY : (nearest.at(-1)?.squared as number);
      let squared = 0;
      for (let c = 0; c < width && squared <= farthest; c += 1) {
        const apart = (contributions[place * width + c] as number) - (row[c] as number);
        squared += apart * apart;
      }
      const near = { place, squared };
      const at = nearest.findIndex((held) => isNearer(near, held));
      if (at < 0 && nearest.length >= count) continue;
      nearest.splice(at < 0 ? nearest.length : at, 0, near);
      nearest.length = Math.min(nearest.length, count);
    }
    return nearest.map(({ place, squared }) => ({
      accountId: idAt(place) as AccountId,
      distance: rounded(Math.sqrt(squared)),
      outcome: left[place] === 1 ? 'churned' : 'stayed',
    }));
  };

import type { Version } from '../../../simulator/records/version.js';

/** Hands a vendor the versions of its records as their times come. */
export const asTimeGoesOn = <R>(versions: ReadonlyArray<Version<R>>, hold: (version: Version<R>) => void) => {
  let next = 0;
  return {
    until: (now: number): void => {
      for (let due = versions[next]; due !== undefined && due.at <= now; due = versions[++next]) hold(due);
    },
    nextAt: (): number | undefined => versions[next]?.at,
  };
};

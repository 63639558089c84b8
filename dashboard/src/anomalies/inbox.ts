import type { Anomaly } from '../api/anomaly-types.js';

/** What was said here of an anomaly and is not yet read back; with a position once the log has taken it. */
export type Saying = Pick<Anomaly, 'status' | 'explanation'> & { readonly isTaken: boolean };

export type Inbox = {
  readonly listed: ReadonlyArray<Anomaly>;
  /** Those somebody is at here. They stay, though what was said may have taken them out of the list. */
  readonly held: ReadonlyMap<string, Anomaly>;
  readonly saying: ReadonlyMap<string, Saying>;
};

export const noInbox: Inbox = { listed: [], held: new Map(), saying: new Map() };

const withEntry = <A>(map: ReadonlyMap<string, A>, id: string, value: A): ReadonlyMap<string, A> =>
  new Map([...map, [id, value]]);

const withoutEntry = <A>(map: ReadonlyMap<string, A>, id: string): ReadonlyMap<string, A> =>
  new Map([...map].filter(([other]) => other !== id));

export const holding = (inbox: Inbox, anomaly: Anomaly): Inbox => ({
  ...inbox,
  held: withEntry(inbox.held, anomaly.anomalyId, anomaly),
});

export const withSaying = (inbox: Inbox, id: string, saying: Saying): Inbox => ({
  ...inbox,
  saying: withEntry(inbox.saying, id, saying),
});

export const withoutSaying = (inbox: Inbox, id: string): Inbox => ({
  ...inbox,
  saying: withoutEntry(inbox.saying, id),
});

/** What was read, after the log had taken all that is said to be taken, stands in place of it. */
export const readAnew = (inbox: Inbox, listed: ReadonlyArray<Anomaly>, held: ReadonlyArray<Anomaly>): Inbox => ({
  listed,
  held: new Map([...inbox.held, ...held.map((anomaly) => [anomaly.anomalyId, anomaly] as const)]),
  saying: new Map([...inbox.saying].filter(([, { isTaken }]) => !isTaken)),
});

const inOrder = (a: Anomaly, b: Anomaly): number =>
  b.day.localeCompare(a.day) || a.anomalyId.localeCompare(b.anomalyId);

/** The latest days first, as listed. */
export const shownOf = ({ listed, held, saying }: Inbox): ReadonlyArray<Anomaly> => {
  const all = new Map([...listed, ...held.values()].map((anomaly) => [anomaly.anomalyId, anomaly]));
  return [...all.values()]
    .map((anomaly) => {
      const said = saying.get(anomaly.anomalyId);
      return said === undefined ? anomaly : { ...anomaly, status: said.status, explanation: said.explanation };
    })
    .sort(inOrder);
};

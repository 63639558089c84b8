/** What was said here of an item and is not yet read back; taken once the log has it. */
export type Saying<I> = { readonly said: Partial<I>; readonly isTaken: boolean };

export type Inbox<I> = {
  readonly listed: ReadonlyArray<I>;
  /** Those somebody is at here, by id. They stay, though what was said may have taken them out of the list. */
  readonly held: ReadonlyMap<string, I>;
  readonly saying: ReadonlyMap<string, Saying<I>>;
};

export type Order<I> = {
  readonly idOf: (item: I) => string;
  readonly inOrder: (a: I, b: I) => number;
};

export const noInbox: Inbox<never> = {
  listed: [],
  held: new Map<string, never>(),
  saying: new Map<string, never>(),
};

const withEntry = <A>(map: ReadonlyMap<string, A>, id: string, value: A): ReadonlyMap<string, A> =>
  new Map([...map, [id, value]]);

const withoutEntry = <A>(map: ReadonlyMap<string, A>, id: string): ReadonlyMap<string, A> =>
  new Map([...map].filter(([other]) => other !== id));

export const holding = <I>(inbox: Inbox<I>, id: string, item: I): Inbox<I> => ({
  ...inbox,
  held: withEntry(inbox.held, id, item),
});

export const withSaying = <I>(inbox: Inbox<I>, id: string, saying: Saying<I>): Inbox<I> => ({
  ...inbox,
  saying: withEntry(inbox.saying, id, saying),
});

export const withoutSaying = <I>(inbox: Inbox<I>, id: string): Inbox<I> => ({
  ...inbox,
  saying: withoutEntry(inbox.saying, id),
});

/** What was read, after the log had taken all that is said to be taken, stands in place of it. */
export const readAnew = <I>(inbox: Inbox<I>, listed: ReadonlyArray<I>, held: ReadonlyMap<string, I>): Inbox<I> => ({
  listed,
  held: new Map([...inbox.held, ...held]),
  saying: new Map([...inbox.saying].filter(([, { isTaken }]) => !isTaken)),
});

/** In order, as listed, with what is said of each. */
export const shownOf = <I>({ listed, held, saying }: Inbox<I>, { idOf, inOrder }: Order<I>): ReadonlyArray<I> => {
  const all = new Map([...listed, ...held.values()].map((item) => [idOf(item), item]));
  return [...all].map(([id, item]) => ({ ...item, ...saying.get(id)?.said })).sort(inOrder);
};

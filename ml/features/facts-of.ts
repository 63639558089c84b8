import type { SaidFact } from '../../application/ports/feature-inputs.js';
import { canonical } from '../../domain/canonical.js';
import type { DomainEvent } from '../../domain/catalogue.js';

type Named<E> = { readonly event: E; readonly text: string };

/** By business time; what is of one instant in an order of its own, so that none depends on how facts arrived. */
const inOrder = <E extends DomainEvent>(a: Named<E>, b: Named<E>): number => {
  const [first, second] = [a.event.data.occurredAt, b.event.data.occurredAt];
  if (first !== second) return first < second ? -1 : 1;
  return a.text < b.text ? -1 : 1;
};

/** The events of these facts that pass, each once, in order. */
export const eventsOf = <E extends DomainEvent>(
  facts: ReadonlyArray<SaidFact>,
  isWanted: (event: DomainEvent) => event is E,
): ReadonlyArray<E> => {
  const wanted = facts.flatMap(({ event }) => (isWanted(event) ? [{ event, text: canonical(event) }] : []));
  const once = [...new Map(wanted.map((one) => [one.text, one])).values()];
  return once.sort(inOrder).map(({ event }) => event);
};

/** The events of each thing they are about. */
export const groupedBy = <E extends DomainEvent>(
  events: ReadonlyArray<E>,
  idOf: (event: E) => string,
): ReadonlyArray<ReadonlyArray<E>> => {
  const groups = new Map<string, Array<E>>();
  for (const event of events) {
    const id = idOf(event);
    const held = groups.get(id);
    if (held === undefined) groups.set(id, [event]);
    else held.push(event);
  }
  return [...groups.values()];
};

import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { dayOf } from '../../domain/primitives.js';
import type { StakeholderEvent } from '../../domain/stakeholder/events.js';
import { netPromoterOf } from '../../domain/stakeholder/net-promoter.js';
import { type Entry, levelsFrom } from './daily-entries.js';
import { eventsOf, groupedBy } from './facts-of.js';

const isPersonEvent = (event: DomainEvent): event is StakeholderEvent => 'stakeholderId' in event.data;

type Standing = { readonly present: boolean; readonly decides: boolean };

const after = ({ present, decides }: Standing, event: StakeholderEvent): Standing => {
  if (event.type === 'StakeholderLeft') return { present: false, decides };
  if (event.type !== 'StakeholderIdentified') return { present: true, decides };
  const { role } = event.data;
  return { present, decides: role === null ? decides : role === 'champion' || role === 'decision-maker' };
};

type Told = { readonly flows: ReadonlyArray<Entry>; readonly changes: ReadonlyArray<Entry> };

const toldOf = (events: ReadonlyArray<StakeholderEvent>): Told => {
  const flows: Array<Entry> = [];
  const changes: Array<Entry> = [];
  let standing: Standing = { present: false, decides: false };
  const count = (one: boolean): number => (one ? 1 : 0);
  for (const event of events) {
    const day = dayOf(event.data.occurredAt);
    const next = after(standing, event);
    const people = count(next.present) - count(standing.present);
    const deciders = count(next.present && next.decides) - count(standing.present && standing.decides);
    if (people !== 0) changes.push({ name: 'stakeholders', day, value: people });
    if (deciders !== 0) changes.push({ name: 'champions', day, value: deciders });
    if (people < 0) flows.push({ name: 'stakeholders_left', day, value: 1 });
    if (people < 0 && standing.decides) flows.push({ name: 'champions_left', day, value: 1 });
    if (event.type === 'SurveyAnswered') {
      const { survey, score } = event.data;
      flows.push({ name: survey, day, value: survey === 'nps' ? netPromoterOf(score) : score });
    }
    standing = next;
  }
  return { flows, changes };
};

/** What people of an account say and do day by day; somebody is there from the first fact that ties or names them. */
export const peopleEntries = (facts: ReadonlyArray<SaidFact>): ReadonlyArray<Entry> => {
  const people = groupedBy(eventsOf(facts, isPersonEvent), ({ data }) => data.stakeholderId).map(toldOf);
  return [...people.flatMap(({ flows }) => flows), ...levelsFrom(people.flatMap(({ changes }) => changes))];
};

import { listOpportunities } from '../api/prediction-documents.js';
import { opportunities } from '../predictions/asked.js';
import { PredictionList } from '../predictions/prediction-list.js';

const words = {
  caption: 'Accounts by the revenue to be expected',
  chance: 'Chance',
  value: 'Expected a year',
  intervalOf: 'value',
} as const;

export const OpportunitiesPage = ({ search }: { readonly search: string }) => (
  <PredictionList title="Opportunities" kind={opportunities} list={listOpportunities} words={words} search={search} />
);

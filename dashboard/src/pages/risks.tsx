import { listRisks } from '../api/prediction-documents.js';
import { risks } from '../predictions/asked.js';
import { PredictionList } from '../predictions/prediction-list.js';

const words = {
  caption: 'Accounts by the risk to lose them',
  chance: 'Risk',
  value: 'Value at risk',
  intervalOf: 'chance',
} as const;

export const RisksPage = ({ search }: { readonly search: string }) => (
  <PredictionList title="Risks" kind={risks} list={listRisks} words={words} search={search} />
);

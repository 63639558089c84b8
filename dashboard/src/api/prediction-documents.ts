import { document, freshness } from './document.js';
import type { AccountPredictions, PredictionList, PredictionOrder } from './prediction-types.js';

const said = /* GraphQL */ `day predictedAt modelVersion reasons { feature contribution sentence }`;
const listed = /* GraphQL */ `accountId name segment owner band score arr chance value currency ${said}`;
const predictions = /* GraphQL */ `
  churn {
    ${said}
    horizons { days probability low high }
    similar { accountId name outcome }
    history { day horizons { days probability } }
  }
  expansion { ${said} currency horizons { days probability amount low high } }
  trajectory {
    path { day score low80 high80 }
    crossings { band probability day }
    window { from to }
    action { name effect low high cases }
  }
  missing
  ${freshness}`;

type AskedList = {
  horizon: number;
  orderBy: PredictionOrder;
  band: string | null;
  search: string | null;
  segment: string | null;
  first: number;
};

export const listRisks = document<{ readonly list: PredictionList }, AskedList>(/* GraphQL */ `
  query ListRisks($horizon: Int!, $orderBy: PredictionOrder!, $band: String, $search: String, $segment: String, $first: Int!) {
    list: churnRisks(horizon: $horizon, orderBy: $orderBy, band: $band, search: $search, segment: $segment, first: $first) {
      items { ${listed} horizons { days probability low high } } horizon nextCursor ${freshness}
    }
  }`);

export const listOpportunities = document<{ readonly list: PredictionList }, AskedList>(/* GraphQL */ `
  query ListOpportunities($horizon: Int!, $orderBy: PredictionOrder!, $band: String, $search: String, $segment: String, $first: Int!) {
    list: expansionOpportunities(horizon: $horizon, orderBy: $orderBy, band: $band, search: $search, segment: $segment, first: $first) {
      items { ${listed} horizons { days probability low high } } horizon nextCursor ${freshness}
    }
  }`);

export const readPredictions = document<{ readonly accountPredictions: AccountPredictions }, { id: string }>(
  /* GraphQL */ `query ReadPredictions($id: ID!) { accountPredictions(accountId: $id) { ${predictions} } }`,
);

export const predictionChanged = document<{ readonly predictionChanged: AccountPredictions }, { id: string }>(
  /* GraphQL */ `subscription PredictionChanged($id: ID!) { predictionChanged(accountId: $id) { ${predictions} } }`,
);

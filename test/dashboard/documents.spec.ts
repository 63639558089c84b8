import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as alertDocuments from '../../dashboard/src/api/alert-documents.js';
import * as anomalyDocuments from '../../dashboard/src/api/anomaly-documents.js';
import * as documents from '../../dashboard/src/api/documents.js';
import * as predictionDocuments from '../../dashboard/src/api/prediction-documents.js';
import * as segmentDocuments from '../../dashboard/src/api/segment-documents.js';
import * as sensitivityDocuments from '../../dashboard/src/api/sensitivity-documents.js';
import * as trendDocuments from '../../dashboard/src/api/trend-documents.js';
import { typeDefs } from '../../read-api/graphql/schema.js';

const schema = buildSchema(typeDefs);

describe('the documents of the dashboard', () => {
  it.each(
    Object.entries({
      ...documents,
      ...alertDocuments,
      ...anomalyDocuments,
      ...predictionDocuments,
      ...segmentDocuments,
      ...sensitivityDocuments,
      ...trendDocuments,
    }),
  )('%s asks for what the schema has', (_name, { text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
});

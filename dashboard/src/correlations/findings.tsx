import type { Correlations } from '../api/trend-types.js';
import { Note } from '../components/note.js';
import { findingWords, proofWords } from './words.js';

/** What is more than chance, in sentences. */
export const Findings = ({ correlations: { leads, grain } }: { readonly correlations: Correlations }) => {
  const found = leads.filter(({ isFinding }) => isFinding);
  return (
    <section class="card" aria-label="Findings">
      <h2>Findings</h2>
      {found.length === 0 && (
        <Note title="Nothing is clear enough to be more than chance">
          A longer period or fewer metrics may tell more.
        </Note>
      )}
      {found.length > 0 && (
        <ol class="findings">
          {found.map((lead) => (
            <li key={`${lead.leader} ${lead.follower}`}>
              <strong>{findingWords(lead, grain)}</strong>
              <span class="second">{proofWords(lead)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};

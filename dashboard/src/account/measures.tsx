import type { ScoredMeasure } from '../api/types.js';
import { NOTHING, nameWords, percentWords, scoreWords } from '../words.js';
import { inputWords } from './measure-words.js';

const grouped = (
  measures: ReadonlyArray<ScoredMeasure>,
): ReadonlyArray<readonly [string, ReadonlyArray<ScoredMeasure>]> =>
  [...new Set(measures.map(({ group }) => group))].map((group) => [
    group,
    measures.filter((measure) => measure.group === group),
  ]);

const ScoreBar = ({ score }: { readonly score: number | null }) => (
  <span class="score-bar">
    <span class="bar" aria-hidden="true">
      {score !== null && <span style={{ width: `${score}%` }} />}
    </span>
    <span class="score">{scoreWords(score)}</span>
  </span>
);

/** What a score is made of. */
export const Measures = ({ measures }: { readonly measures: ReadonlyArray<ScoredMeasure> }) => (
  <table class="measures">
    <caption class="unseen">Measures of the health score</caption>
    <thead>
      <tr>
        <th scope="col">Measure</th>
        <th scope="col">What was read</th>
        <th scope="col">Score</th>
        <th scope="col" class="number">
          Weight
        </th>
      </tr>
    </thead>
    {grouped(measures).map(([group, members]) => (
      <tbody key={group}>
        <tr class="group">
          <th scope="rowgroup" colSpan={4}>
            {nameWords(group)}
          </th>
        </tr>
        {members.map((measure) => (
          <tr key={measure.name} class={measure.score === null ? 'missing' : undefined}>
            <th scope="row">{nameWords(measure.name)}</th>
            <td>{inputWords(measure)}</td>
            <td>
              <ScoreBar score={measure.score} />
            </td>
            <td class="number">{measure.score === null ? NOTHING : percentWords(measure.weight)}</td>
          </tr>
        ))}
      </tbody>
    ))}
  </table>
);

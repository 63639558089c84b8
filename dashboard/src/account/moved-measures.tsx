import type { ExplainedMeasure, HealthExplanation, MovingFact, ScoredMeasure } from '../api/types.js';
import { changeWords, countWords, instantWords, NOTHING, nameWords } from '../words.js';
import { inputWords } from './measure-words.js';

const LEAST = 0.005;

const said = (measure: ScoredMeasure | null): string => (measure === null ? NOTHING : inputWords(measure));

const Fact = ({ fact: { type, occurredAt, because, days } }: { readonly fact: MovingFact }) => (
  <li>
    {nameWords(type)}, <time dateTime={occurredAt}>{instantWords(occurredAt)}</time>
    {because === 'aged' && ` (became older than ${countWords(days ?? 0, 'day')})`}
  </li>
);

const Facts = ({ facts, factCount }: Pick<ExplainedMeasure, 'facts' | 'factCount'>) =>
  factCount === 0 ? null : (
    <details>
      <summary>{countWords(factCount, 'fact')}</summary>
      <ol class="moving-facts">
        {facts.map((fact) => (
          <Fact key={fact.id} fact={fact} />
        ))}
      </ol>
      {factCount > facts.length && <p class="caption">These are the latest {facts.length} of them.</p>}
    </details>
  );

const Points = ({ points }: { readonly points: number }) => (
  <td class="number points" data-sign={points < 0 ? 'less' : 'more'} data-label="Points">
    {changeWords(points)}
  </td>
);

const Measure = ({ measure: { name, from, to, points, facts, factCount } }: { readonly measure: ExplainedMeasure }) => (
  <tr>
    <th scope="row">
      {nameWords(name)}
      <Facts facts={facts} factCount={factCount} />
    </th>
    <td data-label="Was">{said(from)}</td>
    <td data-label="Is">{said(to)}</td>
    <Points points={points} />
  </tr>
);

/** Points that come from no measure. */
const Other = ({ name, points }: { readonly name: string; readonly points: number }) =>
  Math.abs(points) < LEAST ? null : (
    <tr>
      <th scope="row">{name}</th>
      <td />
      <td />
      <Points points={points} />
    </tr>
  );

/** What each measure moved the score by. Those that moved nothing, with no fact that could have, are only counted. */
export const MovedMeasures = ({ explanation }: { readonly explanation: HealthExplanation }) => {
  const { measures, capPoints, rounding } = explanation;
  const moved = measures.filter(({ points, factCount }) => Math.abs(points) >= LEAST || factCount > 0);
  const unmoved = measures.length - moved.length;
  return (
    <>
      {(moved.length > 0 || Math.abs(capPoints) >= LEAST) && (
        <table class="moved-measures">
          <caption class="unseen">What moved the score</caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">Was</th>
              <th scope="col">Is</th>
              <th scope="col" class="number">
                Points
              </th>
            </tr>
          </thead>
          <tbody>
            {moved.map((measure) => (
              <Measure key={measure.name} measure={measure} />
            ))}
            <Other name="Rules that hold the score down" points={capPoints} />
            <Other name="Rounding" points={rounding} />
          </tbody>
        </table>
      )}
      {unmoved > 0 && (
        <p class="caption">{countWords(unmoved, moved.length > 0 ? 'other measure' : 'measure')} did not move it.</p>
      )}
    </>
  );
};
